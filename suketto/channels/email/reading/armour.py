"""What PGP wraps round words that anybody may read; the letter as it came keeps it for whoever wants to check it."""

import re
from collections.abc import Sequence

LONGEST = 60  # lines of a signature's block
_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_BEGIN = "-----BEGIN PGP SIGNATURE-----"
_END = "-----END PGP SIGNATURE-----"
_HEAD = re.compile(r"[ ]*\n(?:[A-Z][\w-]{1,20}: [^\n]*\n){0,5}[ ]*\n")
_DASHED = re.compile(r"^- (?=-|From )", re.MULTILINE)


def taken_off(text: str) -> str:
    """The signed words without the lines above them and without the dashes PGP put before theirs."""
    at = text.find(_SIGNED)
    below = text.find("\n" + _BEGIN, at)
    head = _HEAD.match(text, at + len(_SIGNED)) if at >= 0 and below >= 0 else None
    if head is None or (at and text[at - 1] != "\n") or head.end() > below:
        return text
    return text[:at] + _DASHED.sub("", text[head.end() : below]) + text[below:]


def signature_start(lines: Sequence[str], end: int) -> int | None:
    """Where the block of the signature begins that ends in line `end`."""
    if end < 0 or lines[end].strip() != _END:
        return None
    above = range(end, max(-1, end - LONGEST), -1)
    return next((number for number in above if lines[number].strip() == _BEGIN), None)
