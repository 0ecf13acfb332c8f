"""Reads that the pages of desk and portal ask for. There is no list of people here, and none can be made of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet

from suketto.foundation import clock
from suketto.handling.models import Accommodation, HandlingFact, HandlingNote, PrivacyRequest, WordRule
from suketto.handling.protocols import GRANTS_A_VISIT, Wish, in_order
from suketto.handling.wording import key_of, usual_words
from suketto.people.models import Desk, Person
from suketto.people.queries import leaders_of
from suketto.tickets.models import Ticket

# Asked with every ticket page, nearly always in vain: written out it costs a tenth of what putting it together does.
# A row without a wish says that there is a note, of whichever desk and however old; what of it holds is judged after.
WHAT_THERE_IS = """
SELECT id, wish, words FROM handling_accommodation WHERE person_id = %s
UNION ALL SELECT id, '', '' FROM handling_handlingnote WHERE person_id = %s
"""
RELATED = ("facts__ticket", "rebuttal")


@dataclass(frozen=True, slots=True)
class Wished:
    """One accommodation as members see it."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside somebody whom a member is answering: their wishes first, then how to answer."""

    wishes: Sequence[Wished] = ()
    notes: Sequence[HandlingNote] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.wishes or self.notes)

    @property
    def protocols(self) -> list[str]:
        return in_order(each for note in self.notes for each in note.protocols)

    @property
    def sign(self) -> str:
        """What a confirmation confirms: these notes with this many facts and no others."""
        return ",".join(f"{note.pk}.{len(note.reviewed_facts)}" for note in self.notes)


NOTHING = Beside()


def beside(person: Person | None, member: Person, ticket: Ticket | None = None) -> Beside:
    """For a member who answers that person at a desk of theirs: the ticket's, or while somebody calls any of them.

    One query where there is no note, whatever was wished for.
    """
    desks = member.standing.desk_ids & {ticket.desk_id} if ticket is not None else member.standing.desk_ids
    if person is None or person.pk == member.pk or not desks:
        return NOTHING
    return about(person.pk, desks, clock.now())


def about(person_id: int, desk_ids: Collection[int], now: datetime) -> Beside:
    """Wishes, and the notes of these desks that are in force."""
    with connection.cursor() as cursor:
        cursor.execute(WHAT_THERE_IS, [person_id, person_id])
        rows = sorted(cursor.fetchall())
    wishes = [Wished(str(Wish(kind).label), words) for _number, kind, words in rows if kind]
    if len(wishes) == len(rows):
        return Beside(wishes)
    notes = HandlingNote.objects.in_force(now).filter(person_id=person_id, desk_id__in=desk_ids)
    return Beside(wishes, list(notes.prefetch_related(*RELATED)))


def grants_a_visit(person_id: int | None) -> bool:
    """Whether the person's own wishes are a criterion of a visit (R25); a handling note never is one."""
    if person_id is None:
        return False
    return bool(Accommodation.objects.filter(person_id=person_id, wish__in=GRANTS_A_VISIT).exists())


def notes_about(person: Person, now: datetime) -> list[HandlingNote]:
    """Every note about somebody that there is, also those nobody has reviewed yet: for the person alone."""
    notes = HandlingNote.objects.living(now).filter(person=person)
    return list(notes.select_related("desk").prefetch_related(*RELATED))


def wishes_of(person: Person) -> list[Accommodation]:
    return list(Accommodation.objects.filter(person=person))


def requests_of(person: Person) -> list[PrivacyRequest]:
    return list(PrivacyRequest.objects.filter(person=person).select_related("ticket__desk"))


def waiting_for_review(member: Person, now: datetime) -> list[HandlingFact]:
    """Facts that wait for a leader among the member's desks: all for those who lead, else one's own."""
    mine = Q(note__desk_id__in=member.standing.leads) | Q(author=member, note__desk_id__in=member.standing.desk_ids)
    waiting = HandlingFact.objects.filter(mine, reviewed_at=None, review_by__gt=now).exclude(note__person=member)
    related = ("note__person__department", "note__desk", "ticket", "author")
    return list(waiting.select_related(*related).order_by("review_by", "pk"))


def reviewers_of(desk: Desk, *, but: Collection[int | None]) -> list[Person]:
    """Those who lead the desk, without the author and whoever it is about; a desk without a leader has none."""
    return [each for each in leaders_of(desk) if desk.pk in each.standing.leads and each.pk not in but]


def desks_that_know(person: Person) -> "QuerySet[Desk]":
    """The desks that somebody has asked, in the order of the house."""
    return Desk.objects.filter(pk__in=Ticket.objects.filter(requester=person).values("desk_id"))


def refused_words() -> list[str]:
    """The usual list with the changes of this house."""
    rules = {rule.key: rule for rule in WordRule.objects.all()}
    usual = [word for word in usual_words() if key_of(word) not in rules]
    return [*usual, *(rule.word for rule in rules.values() if rule.refused)]
