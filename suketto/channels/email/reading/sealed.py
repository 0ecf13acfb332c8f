"""What an opaquely signed letter (S/MIME, CMS) holds: anybody may read it, it is only wrapped.

Just enough of BER to find the content; whoever wants to check the signature has the file as it came.
"""

from collections.abc import Iterator

SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
DEEPEST = 12
_SEQUENCE, _OCTETS, _OCTETS_IN_PIECES, _OID, _WRAPPED = 0x30, 0x04, 0x24, 0x06, 0xA0


def content(data: bytes) -> bytes | None:
    """The signed letter; None when this is no signed letter or one without its words inside."""
    try:
        outer = list(_items(data, 0, len(data)))
        [(kind, start, end), *_] = outer
        said, wrapped, *_ = _items(data, start, end)
        if kind != _SEQUENCE or said[0] != _OID or data[said[1] : said[2]] != SIGNED_DATA or wrapped[0] != _WRAPPED:
            return None
        [(_, start, end), *_] = _items(data, wrapped[1], wrapped[2])
        _version, _digests, held, *_ = _items(data, start, end)
        _kind, words, *_ = _items(data, held[1], held[2])
        found = b"".join(_octets(data, words[1], words[2], 0))
    except (ValueError, IndexError):
        return None
    return found or None


def _octets(data: bytes, start: int, end: int, depth: int) -> Iterator[bytes]:
    """One string, or the pieces it was written in."""
    for kind, begins, stops in _items(data, start, end):
        if kind == _OCTETS:
            yield data[begins:stops]
        elif kind == _OCTETS_IN_PIECES and depth < DEEPEST:
            yield from _octets(data, begins, stops, depth + 1)


def _items(data: bytes, start: int, end: int, depth: int = 0) -> Iterator[tuple[int, int, int]]:
    """(kind, where its value begins, where it ends) of each item; a length left open ends at two zero bytes."""
    at = start
    while at < end and data[at : at + 2] != b"\x00\x00":
        kind, length, at = data[at], data[at + 1], at + 2
        if length == 0x80:
            stops = _open_end(data, at, end, depth)
            yield kind, at, stops
            at = stops + 2
            continue
        if length > 0x80:
            size = length & 0x7F
            length, at = int.from_bytes(data[at : at + size]), at + size
        if at + length > end:
            raise ValueError
        yield kind, at, at + length
        at += length


def _open_end(data: bytes, at: int, end: int, depth: int) -> int:
    if depth > DEEPEST:
        raise ValueError
    last = at
    for _kind, begins, stops in _items(data, at, end, depth + 1):
        closed_by_zeros = data[begins - 1 : begins] == b"\x80"
        last = stops + (2 if closed_by_zeros else 0)
    return last
