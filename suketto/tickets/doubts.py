"""「10時までに」 said at 14:00: a limit that is over today is asked about, never guessed; so is 「3時までに」
said at night. Pure; the time is given."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from suketto.tickets import deadlines

LATEST = time(21)  # 「9時まで」 may be nine in the evening; nobody at work means 23:00 by 「11時まで」
TOLD = re.compile(f"{deadlines.OVER.pattern}|かった|いました|ていた|のに|はず")
FRIDAY, SATURDAY, DAYS = 4, 5, 7
NOON = 12


@dataclass(frozen=True, slots=True)
class Doubt:
    """The words of a limit that is over today, its kind, and the moments to come that they may mean.

    `either_half`: what is in doubt is whether the morning or the afternoon is meant.
    """

    words: str
    kind: str
    moments: tuple[datetime, ...]
    either_half: bool = False


def first(sentences: Iterable[str], now: datetime) -> Doubt | None:
    """The first limit that needs asking; none where another day is spoken of, to which it may belong."""
    for sentence in sentences:
        text = unicodedata.normalize("NFKC", sentence)
        found = _find(text, now)
        if found is not None:
            return found
        if deadlines.names_another_day(text, now):
            return None
    return None


def _find(text: str, now: datetime) -> Doubt | None:
    for pattern in deadlines.PATTERNS:
        for match in pattern.finditer(text):
            if not _asks(match, text, now):
                continue
            either = deadlines.either_half(match, now)
            moments = _both(match, now) if either else _moments(match, now)
            if moments:
                return Doubt(match.group(), deadlines.kind_of(match, text), moments, either)
    return None


def _asks(match: re.Match[str], text: str, now: datetime) -> bool:
    """A limit of today, said as one still to be kept; what began in the morning is only told."""
    said = match.groupdict()
    today = (said.get("day") or "").lower() in deadlines.TODAY
    limit = (bool(said.get("limit")) and not said.get("going")) or deadlines.either_half(match, now)
    over = deadlines.past(text, match.start()) or deadlines.this_morning(match)
    told = over or TOLD.search(text, match.end()) is not None
    other = deadlines.dated(match) or deadlines.names_another_day(text[: match.start()], now)
    return limit and not told and deadlines.timed(said) and (today or not other)


def _both(match: re.Match[str], now: datetime) -> tuple[datetime, ...]:
    """The next of the morning and the next of the afternoon, the nearer one first."""
    try:
        clock = deadlines.clock_of(match.groupdict(), match.group(), now, named_day=True)
    except ValueError:
        return ()
    today = datetime.combine(now.date(), clock, now.tzinfo)
    readings = (today, today - timedelta(hours=NOON))
    return tuple(sorted(at if at > now else at + timedelta(days=1) for at in readings))


def _moments(match: re.Match[str], now: datetime) -> tuple[datetime, ...]:
    """Tomorrow's, or Monday's after a Friday; then the evening of today where the words may mean it."""
    said = match.groupdict()
    try:
        clock = deadlines.clock_of(said, match.group(), now.replace(hour=0, minute=0), named_day=True)
    except ValueError:
        return ()
    if clock > now.time():
        return ()
    ahead = DAYS - now.weekday() if now.weekday() in {FRIDAY, SATURDAY} else 1
    tomorrow = datetime.combine(now.date() + timedelta(days=ahead), clock, now.tzinfo)
    evening = datetime.combine(now.date(), clock, now.tzinfo) + timedelta(hours=NOON)
    may_be_evening = deadlines.bare_morning(said) and clock.hour < NOON and now < evening and evening.time() <= LATEST
    return (tomorrow, evening) if may_be_evening else (tomorrow,)
