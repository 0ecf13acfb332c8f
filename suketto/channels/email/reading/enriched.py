"""text/enriched (RFC 1896) without its marks."""

import re

_TOLD_TO_PROGRAMS = re.compile(r"<param>.{0,500}?</param>", re.IGNORECASE | re.DOTALL)
_MARK = re.compile(r"<<|</?[A-Za-z0-9-]{1,60}>")
_BREAKS = re.compile(r"(\n+)")


def plain(text: str) -> str:
    """One line break is a blank, two are one, `<<` is `<`."""
    bare = _MARK.sub(lambda found: "<" if found[0] == "<<" else "", _TOLD_TO_PROGRAMS.sub("", text))
    return _BREAKS.sub(lambda found: " " if len(found[1]) == 1 else found[1][1:], bare.strip("\n"))
