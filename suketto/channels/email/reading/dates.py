"""When a letter says it was written, in whatever way it says so."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from suketto.channels.email.reading.letter import Remark

JAPAN = timezone(timedelta(hours=9))
_ZONES = {
    "JST": 9, "KST": 9, "CST6": -6, "HKT": 8, "SGT": 8, "IST": 5.5, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "BST": 1,
    "WET": 0, "WEST": 1, "EET": 2, "EEST": 3, "MSK": 3, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
_JAPANESE = re.compile(
    r"(\d{4})\s*[年/.-]\s*(\d{1,2})\s*[月/.-]\s*(\d{1,2})\s*日?\s*(?:[(（]?[月火水木金土日]曜?日?[)）]?|\(?\w{3}\)?)?"
    r"[\sT、,]*(午前|午後|AM|PM)?\s*(\d{1,2})\s*[:：時]\s*(\d{1,2})分?(?:[:：]?(\d{1,2})(?:\.\d+)?秒?)?\s*(AM|PM)?",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"(?:(?:on|at)\s+)?(?:\w+,?\s+)?([A-Z][a-z]{2,8})\.?\s+(\d{1,2}),?\s+(\d{4}),?\s+(?:at\s+)?"
    r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(AM|PM)?"
)
_ERA = re.compile(r"(令和|平成)\s*(元|\d{1,2})\s*年")  # as Windows shows dates to whoever chose 和暦
_ERAS = {"令和": 2018, "平成": 1988}
_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-])(\d{1,2}):?(\d{2})?(?!\d)")
_NAMES_A_ZONE = re.compile(r":\d{2}.*(?:[+-]\d{3,4}|\b[A-Z]{1,4})\s*$")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def parse(value: str) -> tuple[datetime | None, frozenset[Remark]]:
    """The moment, aware. A letter that names no zone is taken to come from where the house stands: Japan."""
    text = _ERA.sub(_in_our_years, " ".join(value[:400].replace("\u202f", " ").split()))
    if not text:
        return None, frozenset({Remark.DATE_MISSING})
    moment = _standard(text) or _written(text)
    if moment is None:
        return None, frozenset({Remark.DATE_BROKEN})
    if moment.tzinfo is None:
        return moment.replace(tzinfo=JAPAN), frozenset({Remark.DATE_WITHOUT_ZONE})
    return moment, frozenset()


def _in_our_years(match: re.Match[str]) -> str:
    return f"{_ERAS[match[1]] + (1 if match[2] == '元' else int(match[2]))}年"


def _standard(text: str) -> datetime | None:
    """RFC 5322 with the zones people invent: JST, GMT+9, +09:00. No zone at all leaves the moment without one."""
    plain = re.sub(r"\((?:[^()]|\([^()]*\))*\)", " ", text)
    zone = _zone(plain)
    plain = re.sub(r"^[^\d]*(?=\d{1,2}[\s-])", "", plain) if re.search(r"\d{4}.*:", plain) else plain
    plain = re.sub(r"\s*(?:GMT|UTC)?\s*[+-]\d{1,2}:\d{2}\s*$|\s*(?:GMT|UTC)[+-]\d{1,4}\s*$", "", plain)
    plain = re.sub(r"(\d{1,2})\s*月", lambda match: f"{_month(int(match[1]))}", plain)
    half = re.search(r"\s([AP])M\b", plain)
    plain = plain.replace(half.group(), "") if half else plain
    try:
        parsed = parsedate_tz(plain)
        if parsed is None or parsed[0] < 1900:
            return None
        hour = parsed[3] if half is None else parsed[3] % 12 + (12 if half[1] == "P" else 0)
        moment = datetime(*parsed[:3], hour, parsed[4], min(parsed[5], 59))  # noqa: DTZ001  (its zone comes below)
        offset = zone if zone is not None else parsed[9]
        if offset is None or (zone is None and not _NAMES_A_ZONE.search(plain)):
            return moment
        return moment.replace(tzinfo=UTC if offset == 0 else timezone(timedelta(seconds=offset)))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _month(number: int) -> str:
    return _MONTHS[number - 1] if 1 <= number <= 12 else ""


def _zone(text: str) -> int | None:
    """Seconds east of Greenwich, for zones the standard library does not know."""
    named = re.search(r"\b([A-Z]{3,4})\s*$", text)
    if named and named[1] in _ZONES:
        return int(_ZONES[named[1]] * 3600)
    match = re.search(_OFFSET.pattern + r"\s*$", text)
    if match is None or ":" not in text[: match.start()]:
        return None
    seconds = int(match[2]) * 3600 + int(match[3] or 0) * 60
    return (-seconds if match[1] == "-" else seconds) if seconds < 86400 else 0


def _written(text: str) -> datetime | None:
    """2026年11月20日 金曜日 10:15, 2026/11/20 (金) 午後 3:15, 2026-11-20T10:15:00+09:00, November 20, 2026 10:15 AM."""
    try:
        match = _JAPANESE.search(text)
        if match:
            numbers = [int(match[number]) for number in (1, 2, 3, 5, 6)]
            half, second = (match[4] or match[8] or "").upper(), int(match[7] or 0)
        else:
            match = _ENGLISH.search(text)
            if match is None or match[1].lower()[:3] not in _MONTHS:
                return None
            numbers = [int(match[3]), _MONTHS.index(match[1].lower()[:3]) + 1, *(int(match[n]) for n in (2, 4, 5))]
            half, second = (match[7] or "").upper(), int(match[6] or 0)
        if half in {"午後", "PM"} and numbers[3] < 12:
            numbers[3] += 12
        if half in {"午前", "AM"} and numbers[3] == 12:
            numbers[3] = 0
        year, month, day, hour, minute = numbers
        moment = datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None
    rest = text[match.end() :]
    offset = _OFFSET.match(rest.strip())
    if offset:
        seconds = (int(offset[2]) * 3600 + int(offset[3] or 0) * 60) * (-1 if offset[1] == "-" else 1)
        return moment.replace(tzinfo=timezone(timedelta(seconds=seconds))) if abs(seconds) < 86400 else None
    return moment.replace(tzinfo=UTC) if rest.strip() in {"Z", "UTC", "GMT"} else moment
