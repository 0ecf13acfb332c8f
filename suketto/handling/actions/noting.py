"""A handling note from its birth to its end. What it says is never copied into an event: with the note it is gone.

Events about a note name the note and the desk, not the person: from the trail no list of people can be made later.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from suketto.foundation import clock
from suketto.foundation.text import clean
from suketto.handling.actions.ending import end_those_over
from suketto.handling.models import FACT_LONGEST, FACT_SHORTEST, HandlingFact, HandlingNote
from suketto.handling.protocols import in_order
from suketto.handling.queries import refused_words, reviewers_of
from suketto.handling.refusals import (
    AboutOneself,
    FactMissing,
    FactTooLong,
    FactTooShort,
    NobodyCouldReview,
    NobodyToWriteAbout,
    NotForYou,
    NothingToReview,
    NotNewer,
    NotThatDay,
    OneOfOurOwnMissing,
    ProtocolMissing,
    RenewedAlready,
    ThereIsOne,
    WordRefused,
)
from suketto.handling.terms import FRESH_FOR, REVIEWED_WITHIN_DAYS, end_of_working_day
from suketto.handling.wording import found_in
from suketto.people.models import Desk, Person
from suketto.sla.queries import hours_of
from suketto.tickets.models import Ticket
from suketto.trail.actions import record

Place = HandlingFact.Place


@transaction.atomic
def write_note(
    ticket: Ticket, *, protocols: Iterable[str], words: str, happened_on: date, channel: str, by: Person
) -> HandlingNote:
    """A fact about whoever asked this ticket, with what is done more carefully; in force once a leader agrees."""
    person, chosen = ticket.requester, in_order(protocols)
    if person is None:
        raise NobodyToWriteAbout
    if person.pk == by.pk:
        raise AboutOneself
    if ticket.desk_id not in by.standing.desk_ids:
        raise NotForYou
    if not chosen:
        raise ProtocolMissing
    fact = _readable(words, happened_on)
    _refuse_if_nobody_could_review(ticket.desk, by, person)
    now = clock.now()
    _hold(ticket.desk)
    end_those_over(now, person=person)
    if HandlingNote.objects.filter(person=person, desk=ticket.desk).exists():
        raise ThereIsOne
    note = HandlingNote.objects.create(person=person, desk=ticket.desk, protocols=chosen, written_at=now)
    _add_fact(note, Place.BIRTH, ticket, words=fact, happened_on=happened_on, channel=channel, by=by, at=now)
    record("handling.written", note, by=by, desk_id=note.desk_id, internal=True)
    return note


@transaction.atomic
def renew_note(
    note: HandlingNote, ticket: Ticket, *, words: str, happened_on: date, channel: str, by: Person
) -> HandlingFact:
    """Once, with a fact that is newer than the first and another review; it never lasts beyond 180 days."""
    held = _held(note)
    if held.person_id == by.pk:
        raise AboutOneself
    if not held.renewable:
        raise RenewedAlready
    if ticket.requester_id != held.person_id or ticket.desk_id != held.desk_id:
        raise NobodyToWriteAbout
    fact = _readable(words, happened_on)
    first = held.facts.all()[0]
    if happened_on <= first.happened_on or fact == first.words:
        raise NotNewer
    _refuse_if_nobody_could_review(held.desk, by, held.person)
    now = clock.now()
    added = _add_fact(held, Place.RENEWAL, ticket, words=fact, happened_on=happened_on, channel=channel, by=by, at=now)
    record("handling.renewed", held, by=by, desk_id=held.desk_id, internal=True)
    return added


@transaction.atomic
def review(fact: HandlingFact, *, by: Person) -> HandlingNote:
    """Another person than the author, who leads the desk, has looked at it: from now on it holds.

    One of the two is employed by the company itself; the database refuses a row that says otherwise.
    """
    note, waiting = _to_judge(fact, by)
    if not waiting.may_be_agreed_by(by):
        raise OneOfOurOwnMissing
    waiting.reviewer, waiting.reviewer_name, waiting.reviewed_at = by, by.full_name, clock.now()
    waiting.reviewer_elsewhere = by.employed_elsewhere
    waiting.save(update_fields=["reviewer", "reviewer_name", "reviewed_at", "reviewer_elsewhere"])
    record("handling.reviewed", note, by=by, desk_id=note.desk_id, internal=True, place=waiting.place)
    return note


@transaction.atomic
def decline(fact: HandlingFact, *, by: Person) -> None:
    """The leader does not agree: it is deleted, and an older fact keeps its own end."""
    note, waiting = _to_judge(fact, by)
    record("handling.declined", note, by=by, desk_id=note.desk_id, internal=True, author=waiting.author_id)
    waiting.delete()
    if waiting.place == Place.BIRTH:
        note.delete()


@transaction.atomic
def remove_note(note: HandlingNote, *, by: Person) -> None:
    """Before its time, by whoever wrote a fact of it or leads the desk."""
    held = _held(note)
    authors = {fact.author_id for fact in held.facts.all()}
    if held.person_id == by.pk or (by.pk not in authors and held.desk_id not in by.standing.leads):
        raise NotForYou
    record("handling.removed", held, by=by, desk_id=held.desk_id, internal=True)
    held.delete()


def _to_judge(fact: HandlingFact, by: Person) -> tuple[HandlingNote, HandlingFact]:
    note = _held(fact.note)
    waiting = note.waiting_fact
    if waiting is None or waiting.pk != fact.pk or waiting.overdue(clock.now()):
        raise NothingToReview
    if note.person_id == by.pk:
        raise AboutOneself
    if waiting.author_id == by.pk or note.desk_id not in by.standing.leads:
        raise NotForYou
    return note, waiting


def _held(note: HandlingNote) -> HandlingNote:
    """The row locked for this transaction; one that has ended meanwhile is not there."""
    living = HandlingNote.objects.living(clock.now()).filter(pk=note.pk)
    held: HandlingNote | None = living.select_for_update(of=("self",)).prefetch_related("facts").first()
    if held is None:
        raise NothingToReview
    return held


def _hold(desk: Desk) -> None:
    """Two members who write about one person at once come one after the other."""
    list(Desk.objects.select_for_update(of=("self",)).filter(pk=desk.pk))


def _refuse_if_nobody_could_review(desk: Desk, author: Person, person: Person) -> None:
    leaders = reviewers_of(desk, but={author.pk, person.pk})
    if not leaders:
        raise NobodyCouldReview
    if author.employed_elsewhere and all(leader.employed_elsewhere for leader in leaders):
        raise OneOfOurOwnMissing


def _readable(words: str, happened_on: date) -> str:
    """The fact as it may be kept; refuses judgements, and what is too short, too long or too old."""
    fact = clean(words).strip()
    if not fact:
        raise FactMissing
    if len(fact) > FACT_LONGEST:
        raise FactTooLong(limit=FACT_LONGEST, length=len(fact))
    if word := found_in(fact, refused_words()):
        raise WordRefused(word=word)
    if len("".join(fact.split())) < FACT_SHORTEST:
        raise FactTooShort
    if not clock.today() - FRESH_FOR <= happened_on <= clock.today():
        raise NotThatDay
    return fact


def _add_fact(note: HandlingNote, place: int, ticket: Ticket, *, by: Person, at: datetime, **said: Any) -> HandlingFact:
    review_by = end_of_working_day(hours_of(note.desk_id), at, REVIEWED_WITHIN_DAYS)
    return HandlingFact.objects.create(
        note=note, place=place, ticket=ticket, author=by, author_name=by.full_name, at=at, review_by=review_by,
        author_elsewhere=by.employed_elsewhere, **said,
    )  # fmt: skip
