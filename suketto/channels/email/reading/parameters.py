"""Values with parameters: `text/plain; charset=…`, `attachment; filename*0*=…` (RFC 2045, 2183 and 2231, and worse)."""

import re
import unicodedata
from itertools import groupby
from urllib.parse import unquote_to_bytes

from suketto.channels.email.reading import charsets
from suketto.channels.email.reading.headers import words

MOST = 200  # parameters, continuations included

_PARAMETER = re.compile(
    r"""[;\s]\s*([A-Za-z][\w-]*)(?:\*(\d{1,4}))?(\*)?\s*=\s*   # filename*0*=
        (?:"((?:[^"\\]|\\.)*)"? | (=\?[^;]*\?=) | ([^;"]*))      # "quoted", encoded words left unquoted, or plain""",
    re.VERBOSE | re.DOTALL,
)
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\ufeff\u202a-\u202e\u2066-\u2069]")
_TAKEN_APART = re.compile(r"[A-Za-zぁ-ゖァ-ヺ][\u0300-\u036f\u3099\u309a]+")  # as a Mac writes か゛ and é
_SLASHES = re.compile(r"[\\/]")


def parse(value: str) -> tuple[str, dict[str, str]]:
    """The value in small letters and its parameters by small name, decoded, the first of a name winning."""
    head = value.partition(";")[0]
    main = head.split()[0].strip().lower() if head.split() else ""
    plain: dict[str, str] = {}
    extended: dict[str, list[tuple[int, bool, str]]] = {}
    for number, match in enumerate(_PARAMETER.finditer(" " + value)):
        if number == MOST:
            break
        name, section, star = match[1].lower(), match[2], match[3]
        said = _unescaped(match[4]) if match[4] is not None else _unquoted((match[5] or match[6] or "").strip())
        if section is not None or star:
            extended.setdefault(name, []).append((int(section or 0), bool(star), said))
        else:
            plain.setdefault(name, said)
    found = {name: words(said) for name, said in plain.items()}
    found.update((name, _together(pieces)) for name, pieces in extended.items())
    return main, found


def _unescaped(quoted: str) -> str:
    return re.sub(r"\\([\"\\])", r"\1", quoted)


def _unquoted(plain: str) -> str:
    """Some programs take the apostrophe for a quote; RFC 2231's two stand in the middle."""
    return plain[1:-1] if len(plain) > 2 and plain[0] == plain[-1] == "'" else plain


def _together(pieces: list[tuple[int, bool, str]]) -> str:
    """The continuations in order; charset and language stand before the first two apostrophes of the first."""
    pieces.sort(key=lambda piece: piece[0])
    if not any(star for _, star, _ in pieces):
        return words("".join(said for _, _, said in pieces))
    charset = ""
    _, star, first = pieces[0]
    if star and first.count("'") >= 2:
        charset, _, first = first.split("'", 2)
    runs = groupby([(star, first), *((star, said) for _, star, said in pieces[1:])], key=lambda piece: piece[0])
    data = b""
    for escaped, run in runs:  # put together first: some programs cut between the % and its digits
        said = "".join(said for _, said in run)
        data += unquote_to_bytes(said) if escaped else said.encode("utf-8", "replace")
    return charsets.decode(data, charset)[0]


def file_name(*candidates: str) -> str:
    """The first name that came through whole, else the first at all; without folders and controls, else as written."""
    tidy = [name for name in map(_tidy, candidates) if name]
    whole = (name for name in tidy if "\ufffd" not in name and not re.search(r"\?\?|=\?", name))
    return next(whole, tidy[0] if tidy else "")


def _tidy(name: str) -> str:
    if _PERCENT.search(name) and name.isascii():
        name = _percent_decoded(name)
    name = _TAKEN_APART.sub(lambda match: unicodedata.normalize("NFC", match.group()), name)
    last = _SLASHES.split(_CONTROLS.sub("", name).strip())[-1].strip()
    return "" if last in {".", ".."} else last[:255]


def _percent_decoded(name: str) -> str:
    """Some web mailers write %E8%A6%8B without saying so; a name that only has a % in it stays."""
    try:
        decoded = unquote_to_bytes(name).decode("utf-8")
    except UnicodeDecodeError:
        return name
    return name if decoded.isascii() else decoded
