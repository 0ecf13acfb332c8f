"""An invitation in words: what, when, where, and what the writer says about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from suketto.channels.email.reading.dates import JAPAN
from suketto.foundation.text import clean

_FOLDED = re.compile(r"\n[ \t]")
_LINE = re.compile(r"([A-Za-z-]+)((?:;[^:;\n\"]*(?:\"[^\"\n]*\"[^:;\n\"]*)*)*):(.*)")
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(?:\d\d)?(Z?))?")
_ZONE = re.compile(r";TZID=\"?([^;\"]+)", re.IGNORECASE)
_OF_JAPAN = re.compile(r"tokyo|japan|東京|大阪|jst", re.IGNORECASE)
_DAYS = "月火水木金土日"
MOST_EVENTS = 5


@dataclass(frozen=True, slots=True)
class _Moment:
    at: datetime
    whole_day: bool
    zone: str = ""

    @property
    def day(self) -> str:
        return f"{self.at.month}/{self.at.day}({_DAYS[self.at.weekday()]})"


def method(calendar: str) -> str:
    """What the calendar asks for: REQUEST, REPLY, CANCEL, COUNTER."""
    found = re.search(r"^METHOD:\s*([A-Za-z]+)", clean(calendar), re.MULTILINE)
    return found[1].upper() if found else ""


def words(calendar: str) -> Iterator[str]:
    """The words of an invitation that came without any; its time zones and its alarms are none of them."""
    for event in list(_events(calendar))[:MOST_EVENTS]:
        for line in (event.get("SUMMARY", ""), _when(event), event.get("LOCATION", ""), event.get("DESCRIPTION", "")):
            if line.strip():
                yield line.strip()


def _events(calendar: str) -> Iterator[dict[str, str]]:
    """The facts of each event; of what stands within an event (an alarm) nothing."""
    inside: list[str] = []
    event: dict[str, str] = {}
    for line in _FOLDED.sub("", clean(calendar)).split("\n"):
        found = _LINE.fullmatch(line.strip())
        if not found:
            continue
        name, about, value = found[1].upper(), found[2], found[3]
        if name == "BEGIN":
            inside.append(value.strip().upper())
            event = {} if inside[-1] == "VEVENT" else event
        elif name == "END" and inside:
            if inside.pop() == "VEVENT":
                yield event
        elif inside[-1:] == ["VEVENT"]:
            event.setdefault(name, f"{about}:{value}" if name.startswith("DT") else _unescaped(value))
    if inside and "VEVENT" in inside:  # cut off before its end
        yield event


def _unescaped(value: str) -> str:
    return re.sub(r"\\([\\;,nN])", lambda match: "\n" if match[1] in "nN" else match[1], value)


def _when(event: dict[str, str]) -> str:
    """「11/25(水) 10:00–10:30」."""
    start, end = _moment(event.get("DTSTART", "")), _moment(event.get("DTEND", ""))
    if start is None:
        return ""
    zone = f" ({start.zone})" if start.zone else ""
    if start.whole_day:
        last = end.at - timedelta(days=1) if end and end.whole_day else start.at  # the end is the day after
        return start.day if last <= start.at else f"{start.day} – {_Moment(last, whole_day=True).day}"
    begins = f"{start.day} {start.at:%H:%M}"
    if end is None or end.at <= start.at:
        return begins + zone
    same_day = end.at.date() == start.at.date()
    return f"{begins}–{end.at:%H:%M}{zone}" if same_day else f"{begins} – {end.day} {end.at:%H:%M}{zone}"


def _moment(said: str) -> _Moment | None:
    """As the clock on the wall there; what is said in UTC as in Japan."""
    about, _colon, value = said.rpartition(":")
    found = _MOMENT.match(value.strip())
    if not found:
        return None
    try:
        year, month, day, hour, minute = (int(part or 0) for part in found.groups()[:5])
        at = datetime(year, month, day, hour, minute, tzinfo=UTC)
        if found[6]:
            return _Moment(at.astimezone(JAPAN), whole_day=False)
    except (ValueError, OverflowError):
        return None
    zone = _ZONE.search(about)
    elsewhere = zone[1].strip() if zone and not _OF_JAPAN.search(zone[1]) else ""
    return _Moment(at, whole_day=found[4] is None, zone=elsewhere)
