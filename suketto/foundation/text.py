"""Japanese text as people type it: cleaned, folded for comparing, cut without breaking a character."""

import re
import unicodedata

import jaconv

# Nobody types what turns a line around or has no width, and in a list it would turn the number beside it as well.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
BREAKS = re.compile(r"\r\n?|\u2028|\u2029")


def clean(text: str) -> str:
    """Takes out what no screen or database can hold (NUL, controls, half characters); keeps every letter typed."""
    return CONTROL.sub("", LONE_SURROGATE.sub("\ufffd", BREAKS.sub("\n", text)))


def fold(text: str) -> str:
    """One form for comparing: full and half width, ｶﾞ and ガ, ひらがな and カタカナ, upper and lower case become equal.

    NFKC comes before the kana so that a half-width dakuten is joined first. Never store the result as the text.
    """
    return jaconv.kata2hira(unicodedata.normalize("NFKC", text)).casefold().strip()


def romaji_to_kana(text: str) -> str:
    """`tanaka` → `たなか`; text that is not romaji comes back with its letters left over."""
    return str(jaconv.alphabet2kana(unicodedata.normalize("NFKC", text).casefold()))


def clip(text: str, length: int) -> str:
    """At most `length` characters on one line, ending in … when cut; never inside a joined emoji or a dakuten."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = length - 1
    while cut > 0 and _joins(line[cut], line[cut - 1]):
        cut -= 1
    return line[:cut] + "…"


def _joins(character: str, before: str) -> bool:
    return bool(unicodedata.combining(character)) or character in "\u200d\ufe0f\ufe0e" or before == "\u200d"
