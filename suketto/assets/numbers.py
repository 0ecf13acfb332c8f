"""The number on the sticker, however somebody says or types it."""

import re
import unicodedata

NOT_SAID = re.compile(r"[\s\-_./・‐-―−─ー～#:：番号]+")
LAST_DIGITS = re.compile(r"\d+$")


def key_of(number: str) -> str:
    """One form for comparing: 「ＣＢー０４１２」, 「cb 0412」 and 「CB-0412」 are the same sticker."""
    return NOT_SAID.sub("", unicodedata.normalize("NFKC", number).casefold())[:40]


def digits_of(key: str) -> str:
    """What people read out when they leave the letters away: the digits at the end, without the zeros before them."""
    found = LAST_DIGITS.search(key)
    return found[0].lstrip("0") if found else ""
