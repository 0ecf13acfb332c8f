"""Telephone numbers as exchanges, tables and people write them, read into one form. Nothing here knows a person."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

import phonenumbers

HOME = "JP"
EXTENSION_DIGITS = 8  # at most; whatever is longer and no telephone number is nothing that can be called
LONGEST = 100  # characters kept of what was said
ADDRESS = re.compile(r"<([^<>]*)>")
SCHEME = re.compile(r"^(?:sips?|tel|callto):", re.IGNORECASE)
EXTENSION_WORD = re.compile(r"^(?:内線|内|extension|ext|x)[.:：#\s]*", re.IGNORECASE)
NOT_DIGITS = re.compile(r"[\s()\[\]./・,\-‐‑–—―−ー－_]+")
HIDDEN_PREFIX = re.compile(r"^18[46](?=0)")  # 184, 186: whether the caller's own number is shown
# What exchanges and the carriers of Japan say in the place of a number.
WITHHELD = {
    "anonymous": "anonymous", "private": "anonymous", "restricted": "anonymous", "withheld": "anonymous",
    "非通知": "anonymous", "非通知設定": "anonymous", "通知不可能": "unavailable", "表示圏外": "unavailable",
    "unavailable": "unavailable", "unknown": "unavailable", "not available": "unavailable", "p": "anonymous",
    "interaction with other service": "unavailable", "公衆電話": "payphone", "coin line/payphone": "payphone",
    "coin/payphone": "payphone", "payphone": "payphone", "c": "payphone", "s": "unavailable", "o": "unavailable",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What was said, and what of it is meant: a number (E.164), an extension, or why there is none (`hidden`)."""

    raw: str = ""
    number: str = ""
    extension: str = ""
    hidden: str = ""

    @property
    def callable(self) -> str:
        """By which two callers are the same: the number, else the extension; empty when nobody can be called back."""
        return self.number or self.extension


def read(raw: str) -> Said:
    """「０９０−１２３４−５６７８」, +81…, `sip:4120@pbx`, 内線 4120, "anonymous": never fails, keeps what was said."""
    said = raw.strip()[:LONGEST]
    if word := _word(said):
        return Said(said, hidden=word)
    text = _bare(said)
    if word := _word(text):
        return Said(said, hidden=word)
    marked = EXTENSION_WORD.match(text)
    digits = NOT_DIGITS.sub("", text[marked.end() :] if marked else text)
    if re.fullmatch(rf"\d{{1,{EXTENSION_DIGITS}}}", digits) and (marked or not _national(digits)):
        return Said(said, extension=digits)
    return Said(said, number="" if marked else _number(digits))


def _bare(said: str) -> str:
    """Without the clothes of SIP: `"真田" <sip:0312345678;phone-context=x@pbx:5060;user=phone>` is 0312345678."""
    text = unicodedata.normalize("NFKC", said)
    if inner := ADDRESS.search(text):
        text = inner[1]
    if scheme := SCHEME.match(text):
        text = unquote(text[scheme.end() :])
    return text.partition("@")[0].partition(";")[0].strip()


def _word(text: str) -> str:
    return WITHHELD.get(unicodedata.normalize("NFKC", text).strip(" \"'").casefold(), "")


def _number(digits: str) -> str:
    """E.164, or nothing. Exchanges leave out the plus, the zero, or put the digit for an outside line before it."""
    if not re.fullmatch(r"\+?\d{5,20}", digits):
        return ""
    plain = HIDDEN_PREFIX.sub("", digits)
    if plain.startswith("+"):
        return _valid(plain)
    if plain.startswith("0"):
        return _national(plain) or _valid("+" + plain[2:], when=plain.startswith("00")) or _national(plain[1:])
    return _valid("+" + plain, when=plain.startswith("81")) or _national(plain) or _valid("+" + plain)


def _national(digits: str) -> str:
    return _valid(digits)


def _valid(text: str, *, when: bool = True) -> str:
    """The number in E.164 when there is such a number."""
    if not when:
        return ""
    try:
        parsed = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def shown(number: str) -> str:
    """As people of this country write it: 090-1234-5678; one of another country with its plus."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    home = parsed.country_code == phonenumbers.country_code_for_region(HOME)
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)
