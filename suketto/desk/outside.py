"""時間外の連絡: how many reached the desks outside their hours, by week, by way, by where they were. Nobody's name."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F, QuerySet, Value
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from suketto.channels.phone.models import Call
from suketto.desk.quick import ZONES
from suketto.people.models import Person
from suketto.sla.hours import stretches
from suketto.sla.queries import hours_of_many
from suketto.tickets.models import Ticket

MISSED = "missed"
# As a memo from abroad writes it. The database leaves the clock out, so that one country is few groups.
ZONE = re.compile(r"(?P<name>.{1,60}?)（[^（）]{1,12} \d\d:\d\d）")
CLOCK = len("00:00）")
SUMS = f"""
WITH stretch AS MATERIALIZED ({{stretches}})
SELECT stretch.week, contact.channel, contact.working_place,
    CASE WHEN {{a_memo}} THEN SUBSTR(contact.place, 1, LENGTH(contact.place) - {CLOCK}) ELSE '' END, COUNT(*)
FROM stretch CROSS JOIN ({{contacts}}) AS contact
WHERE {{plus}}contact.desk_id = stretch.desk AND contact.at >= stretch.begins AND contact.at < stretch.ends
GROUP BY 1, 2, 3, 4"""  # noqa: S608  (only words of this file)
WORDS = {
    "sqlite": {
        "stretches": "SELECT value->>0 AS desk, value->>1 AS week, value->>2 AS begins, value->>3 AS ends"
        " FROM json_each(%s)",
        "a_memo": "contact.place GLOB '*（* [0-9][0-9]:[0-9][0-9]）'",
    },
    "postgresql": {
        "stretches": "SELECT (value->>0)::int AS desk, value->>1 AS week, (value->>2)::timestamptz AS begins,"
        " (value->>3)::timestamptz AS ends FROM jsonb_array_elements(%s::jsonb)",
        "a_memo": "contact.place ~ '（.* [0-9][0-9]:[0-9][0-9]）$'",
    },
}


@dataclass(frozen=True, slots=True)
class Contact:
    """One first word to a desk outside its hours: a new case, or a call that nobody could answer."""

    week_on: date
    channel: str
    working_place: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    week_on: date
    total: int
    by_channel: list[int]


@dataclass(frozen=True, slots=True)
class Report:
    """`asked` counts the first words at any hour; the lists are label and number, in a fixed order."""

    since: date
    asked: int
    total: int
    channels: list[tuple[str, int]]
    places: list[tuple[str, int]]
    zones: list[tuple[str, int]]
    weeks: list[Week]
    cells: Mapping[Contact, int]


def ways() -> dict[str, str]:
    named = {str(value): str(label) for value, label in Ticket.Channel.choices}
    return {name: named[name] for name in ("phone", "chat", "email", "portal", "walk_in", "api")} | {
        MISSED: _("出られなかった電話")
    }


def report(desk_ids: frozenset[int], weeks: int, now: datetime) -> Report:
    """The last `weeks` weeks and the one that runs; a week begins at midnight of the desk's own zone."""
    today = timezone.localtime(now).date()
    monday = today - timedelta(days=today.weekday() + 7 * weeks)
    asked, cells = 0, Counter[Contact]()
    for each, number in _sums(desk_ids, monday, weeks):
        asked += number
        if each is not None:
            cells[each] += number
    channels, places, by_week = ways(), dict(Person.WorkingPlace.choices) | {"": _("記入なし")}, _weeks(cells)
    return Report(
        since=monday, asked=asked, total=sum(cells.values()),
        channels=[(label, _sum(cells, channel=name)) for name, label in channels.items()],
        places=[(str(label), _sum(cells, working_place=name)) for name, label in places.items()],
        zones=[(_country(zone), _sum(cells, zone=zone)) for zone in sorted({each.zone for each in cells if each.zone})],
        weeks=[_week(monday + timedelta(weeks=at), by_week, list(channels)) for at in range(weeks, -1, -1)],
        cells=cells,
    )  # fmt: skip


def _sums(desk_ids: frozenset[int], monday: date, weeks: int) -> Iterator[tuple[Contact | None, int]]:
    """Added up by the database in one pass each: contacts outside the hours, and (as None) those within."""
    parts, zones = json.dumps(list(_stretches(desk_ids, monday, weeks))), _zones()
    cases = Ticket.objects.annotate(at=F("opened_at")).values("desk_id", "at", "channel", "working_place", "place")
    missed = Call.objects.missed().filter(ticket=None, trial=False).annotate(
        at=F("started_at"), channel=Value(MISSED), working_place=Value(""), place=Value("")
    )  # fmt: skip
    calls = missed.values("desk_id", "at", "channel", "working_place", "place")
    # Cases have an index of times without the desk: the plus keeps the planner from walking through the whole desk.
    for contacts, plus in ((cases, "+"), (calls, "")):
        for week, channel, working_place, place, number in _added_up(contacts, parts, plus):
            if not week:
                yield None, number
                continue
            named = ZONE.fullmatch(f"{place}00:00）")
            zone = zones.get(named["name"], named["name"]) if named else ""
            yield Contact(date.fromisoformat(week), channel, working_place, zone), number


def _stretches(desk_ids: frozenset[int], monday: date, weeks: int) -> Iterator[tuple[int, str, str, str]]:
    """Desk, Monday of the week (empty while the desk is open), begin and end as both databases read them."""
    for desk_id, hours in sorted(hours_of_many(desk_ids).items()):
        for each in (monday + timedelta(weeks=at) for at in range(weeks + 1)):
            for begin, end, is_open in stretches(hours, each, each + timedelta(weeks=1)):
                yield desk_id, "" if is_open else each.isoformat(), _written(begin), _written(end)


def _written(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def _added_up(contacts: "QuerySet[Any, Any]", parts: str, plus: str) -> list[tuple[str, str, str, str, int]]:
    """Each stretch is one walk along the index of the times; no contact is read in Python."""
    inner, values = contacts.order_by().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(SUMS.format(contacts=inner, plus=plus, **WORDS[connection.vendor]), [parts, *values])
        found: list[tuple[str, str, str, str, int]] = cursor.fetchall()
    return found


def _zones() -> dict[str, str]:
    """Zones by the names of their countries, in every language that a memo may have been written in."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(label): zone for zone, label in ZONES.items()}
    return found


def _country(zone: str) -> str:
    return str(ZONES.get(zone, zone))


def _sum(cells: Mapping[Contact, int], **facts: str) -> int:
    return sum(number for each, number in cells.items() if all(getattr(each, name) == facts[name] for name in facts))


def _weeks(cells: Mapping[Contact, int]) -> Counter[tuple[date, str]]:
    found: Counter[tuple[date, str]] = Counter()
    for each, number in cells.items():
        found[each.week_on, each.channel] += number
    return found


def _week(week_on: date, by_week: Counter[tuple[date, str]], channels: list[str]) -> Week:
    numbers = [by_week[week_on, channel] for channel in channels]
    return Week(week_on, sum(numbers), numbers)


def rows(found: Report) -> Iterator[list[object]]:
    """For a spreadsheet: one line for each combination that occurred."""
    channels, places = ways(), dict(Person.WorkingPlace.choices)
    yield [_("週（月曜日）"), _("経路"), _("場所"), _("国・地域"), _("件数")]
    order = sorted(found.cells.items(), key=lambda cell: (cell[0].week_on, cell[0].channel, cell[0].working_place))
    for each, number in order:
        place = str(places.get(each.working_place, ""))
        yield [each.week_on, channels.get(each.channel, each.channel), place, _country(each.zone), number]
