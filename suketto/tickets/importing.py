"""Tickets from another system's log: rows of one number become one ticket, and every row an event of its history."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from suketto.foundation.refusals import Refusal
from suketto.foundation.tables import Row, read, save_mapping
from suketto.foundation.text import clip, fold
from suketto.people.models import Desk, Person
from suketto.search.actions import index_many, refresh_counts
from suketto.search.sources import Entry
from suketto.tickets.mapping import DateMissing, Mapping, meaning_of, number_in
from suketto.tickets.models import Message, Resolution, Ticket
from suketto.tickets.order import priority_of, sort_key
from suketto.trail.actions import append
from suketto.trail.chain import digest
from suketto.trail.models import Event

BATCH = 200


@dataclass
class Count:
    new: int = 0
    same: int = 0
    events: int = 0


def bring_in(
    rows: Sequence[Row], mapping: Mapping, *, desk: Desk, source: str, preview: bool = False,
    say: Callable[[str], None] = lambda _text: None,
) -> Count:  # fmt: skip
    """One ticket per number, known by `source#number`; numbers that are here already are left as they are."""
    mapping.check(rows)
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(mapping.cell(row, "number") or f"line-{row.line}", []).append(row)
    for first, *_rest in groups.values():
        _opened_at(first, mapping)
    people = _People()
    count, numbers = Count(), list(groups)
    for start in range(0, len(numbers), BATCH):
        names = {f"{source}#{number}"[:200]: number for number in numbers[start : start + BATCH]}
        known = set(Ticket.objects.filter(source__in=names).values_list("source", flat=True))
        count.same += len(known)
        made = [
            _Imported(name, groups[number], mapping, desk, people)
            for name, number in names.items()
            if name not in known
        ]
        count.new += len(made)
        count.events += sum(len(each.rows) for each in made)
        if not preview:
            _write(made)
        say(f"  {min(start + BATCH, len(numbers)):,}/{len(numbers):,}")
    if not preview:
        refresh_counts()
    return count


class _People:
    """Who is meant by a number, a mail address or a name; what means two people means nobody."""

    def __init__(self) -> None:
        self.known: dict[str, set[Person]] = {}
        for person in Person.objects.all():
            for text in (person.employee_number, person.email, person.full_name):
                self.known.setdefault(self._key(text), set()).add(person)

    def named(self, text: str) -> Person | None:
        found = self.known.get(self._key(text), set()) if text else set()
        return next(iter(found)) if len(found) == 1 else None

    @staticmethod
    def _key(text: str) -> str:
        return fold(text).replace(" ", "")


class _Imported:
    """One ticket read out of its rows; times come from the rows, the last row says how it stands."""

    def __init__(self, name: str, rows: list[Row], mapping: Mapping, desk: Desk, people: _People) -> None:
        self.mapping, self.rows = mapping, rows
        first, last = rows[0], rows[-1]
        opened = _opened_at(first, mapping)
        changed = max([moment for row in rows if (moment := self._at(row))] or [opened])
        caller = mapping.cell(last, "requester")
        impact, urgency = self._level(last, "impact"), self._level(last, "urgency")
        state = meaning_of(mapping.states, mapping.cell(last, "state")) or Ticket.State.NEW
        done = state == Ticket.State.RESOLVED
        parts = [
            row_text
            for part in mapping.subject_parts
            if (row_text := last.cells.get(part, "")) not in {"", *mapping.missing}
        ]
        subject = mapping.cell(last, "subject") or " / ".join(parts) or mapping.cell(last, "number")
        self.ticket = Ticket(
            desk=desk, source=name, requester=people.named(caller), requester_words=clip(caller, 120),
            subject=clip(subject, 200),
            channel=meaning_of(mapping.channels, mapping.cell(first, "channel")) or "portal",
            state=state, opened_at=opened, changed_at=changed, impact=impact, urgency=urgency,
            priority=priority_of(impact, urgency), assignee=people.named(mapping.cell(last, "assignee")),
            reopened_count=number_in(mapping.cell(last, "reopened")),
            turn={"resolved": 2, "waiting_requester": 1, "waiting_vendor": 1}.get(state, 0),
            resolved_at=(mapping.moment(last, "resolved_at") or changed) if done else None,
        )  # fmt: skip
        self.ticket.sort_priority, self.ticket.sort_at = sort_key(
            priority=self.ticket.priority, overdue=False, due_at=None, deadline_at=None, opened_at=opened
        )
        self.body = mapping.cell(first, "body") or self.ticket.subject

    def _at(self, row: Row) -> datetime | None:
        return self.mapping.moment(row, "changed_at")

    def _level(self, row: Row, name: str) -> int:
        """1 大 to 3 小, from "2 - Medium", 高/中/低 or nothing."""
        text = fold(self.mapping.cell(row, name))
        for level, words in ((1, ("1", "high", "高", "大")), (2, ("2", "medium", "中")), (3, ("3", "low", "低", "小"))):
            if text.startswith(words):
                return level
        return 2 if name == "urgency" else 3

    def events(self) -> list[Event]:
        """Every row as it was: its moment, who changed it, and the cells that say something."""
        ticket, made = self.ticket, []
        for row in self.rows:
            data: dict[str, Any] = {
                head: text for head, text in row.cells.items() if text not in {"", *self.mapping.missing}
            }
            made.append(
                Event(
                    kind="ticket.imported",
                    about_kind="ticket",
                    about_id=ticket.pk,
                    desk_id=ticket.desk_id,
                    actor_name=clip(self.mapping.cell(row, "actor") or str(ticket.source), 120),
                    internal=True,
                    data=data,
                    person_id=ticket.requester_id,
                    at=self._at(row) or ticket.opened_at,
                    digest=digest(data),
                )
            )
        return made


def _opened_at(first: Row, mapping: Mapping) -> datetime:
    opened = mapping.moment(first, "opened_at") or mapping.moment(first, "changed_at")
    if opened is None:
        raise DateMissing(line=first.line, column=mapping.columns["opened_at"])
    return opened


def _write(made: list[_Imported]) -> None:
    """Tickets, first words, endings, index and history of a batch in one transaction."""
    with transaction.atomic():
        Ticket.objects.bulk_create([each.ticket for each in made])
        Message.objects.bulk_create(
            Message(
                ticket=each.ticket,
                side="requester",
                author=each.ticket.requester,
                body=each.body,
                author_name=each.ticket.requester_name or "—",
                channel=each.ticket.channel,
                at=each.ticket.opened_at,
            )
            for each in made
        )
        Resolution.objects.bulk_create(
            Resolution(ticket=each.ticket, how="answered", by=each.ticket.assignee, at=each.ticket.resolved_at,
                       by_name=clip(each.mapping.cell(each.rows[-1], "assignee") or "—", 120))
            for each in made
            if each.ticket.resolved_at is not None
        )  # fmt: skip
        index_many(
            Entry("ticket", each.ticket.pk, title=each.ticket.subject, body=each.body, desk_id=each.ticket.desk_id,
                  person_id=each.ticket.requester_id)
            for each in made
        )  # fmt: skip
        append(event for each in made for event in each.events())


def command(arguments: argparse.Namespace, say: Callable[[str], None]) -> int:
    """`suketto import tickets FILE`."""
    file: Path = arguments.file
    rows = read(file)
    mapping = Mapping.of(arguments.mapping, rows) if arguments.mapping else Mapping.guess(rows)
    if arguments.save_mapping:
        save_mapping(arguments.save_mapping, vars(mapping))
        say(f"mapping written to {arguments.save_mapping}")
    desk = Desk.objects.filter(slug=arguments.desk).first() if arguments.desk else Desk.objects.first()
    if desk is None:
        raise Refusal(_("案件を入れる窓口がありません。先に窓口を作るか、--desk で記号を指定してください。"))
    source = f"{file.resolve().parent.name}/{file.stem}"
    count = bring_in(rows, mapping, desk=desk, source=source, preview=arguments.preview, say=say)
    say(f"tickets: new {count.new}, already here {count.same}; events of history {count.events}")
    return 0
