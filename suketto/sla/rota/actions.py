"""What a leader does with the rota, and a colleague who needs its number."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from suketto.catalog.models import Service
from suketto.foundation import clock
from suketto.foundation.text import clean, clip
from suketto.people import telephone
from suketto.people.models import Desk, Person
from suketto.people.queries import members_of
from suketto.sla.rota.days import short_day, span
from suketto.sla.rota.models import BASIS_LONGEST, StandbyAgreement, StandbyRule, StandbyTurn
from suketto.sla.rota.queries import Standby, standby
from suketto.sla.rota.refusals import (
    AgreementMissing,
    BasisMissing,
    BegunTooLongAgo,
    CaseTooLong,
    DaysOver,
    DaysReversed,
    DaysTooFar,
    NoAgreementNeeded,
    NobodyToCall,
    NotACallableNumber,
    NotACase,
    NotAtThisDesk,
    TooManyCases,
)
from suketto.trail.actions import record

PLANNED_AHEAD = 366
BEGUN_BEFORE = 31
MANY_CASES = 5
CASE_LONGEST = 80


@transaction.atomic
def set_rule(
    desk: Desk, *, by: Person, cases: str, services: Iterable[Service], phone: str, handover_minute: int
) -> StandbyRule:
    """One case a line; none and no service: nobody may be called."""
    lines = list(dict.fromkeys(line.strip() for line in clean(cases).splitlines() if line.strip()))
    if len(lines) > MANY_CASES:
        raise TooManyCases(many=MANY_CASES)
    if long := next((line for line in lines if len(line) > CASE_LONGEST), ""):
        raise CaseTooLong(case=long[:20], limit=CASE_LONGEST)
    said = telephone.read(phone)
    if phone.strip() and not said.number:
        raise NotACallableNumber(text=phone.strip()[:40])
    rule, _new = StandbyRule.objects.update_or_create(
        desk=desk, defaults={"cases": lines, "phone": said.number, "handover_minute": handover_minute}
    )
    rule.services.set(service for service in services if service.desk_id == desk.pk)
    record("rota.rule_set", rule, by=by, desk_id=desk.pk, internal=True, cases=lines)
    return rule


@transaction.atomic
def add_turn(
    desk: Desk, person: Person, *, by: Person, first_on: date, last_on: date, again: int | None = None
) -> StandbyTurn:
    """Days of a member; of somebody from another company only within an agreement.

    `again`: the number of a turn that was taken out a moment ago, so that it is called in its old place.
    """
    _refuse_strange_days(first_on, last_on)
    if person.pk not in {member.pk for member in members_of(desk)}:
        raise NotAtThisDesk
    if person.employed_elsewhere and not _agreed(desk, person, first_on, last_on):
        raise AgreementMissing(name=person.full_name, days=span(first_on, last_on))
    turn: StandbyTurn
    made = {"made_at": clock.now(), "made_by": by} | ({"pk": again} if again else {})
    turn, new = StandbyTurn.objects.get_or_create(
        desk=desk, person=person, first_on=first_on, last_on=last_on, defaults=made
    )
    if new:
        record(
            "rota.turn_added", turn, by=by, desk_id=desk.pk, person_id=person.pk, internal=True,
            first=str(first_on), last=str(last_on),
        )  # fmt: skip
    return turn


@transaction.atomic
def remove_turn(turn: StandbyTurn, *, by: Person) -> None:
    record(
        "rota.turn_removed", turn, by=by, desk_id=turn.desk_id, person_id=turn.person_id, internal=True,
        first=str(turn.first_on), last=str(turn.last_on),
    )  # fmt: skip
    turn.delete()


@transaction.atomic
def agree(desk: Desk, person: Person, *, by: Person, basis: str, first_on: date, last_on: date) -> StandbyAgreement:
    """Recorded by a leader: what was agreed with the employer of agency staff or of a contractor, and until when."""
    said = clip(clean(basis).strip(), BASIS_LONGEST)
    if not said:
        raise BasisMissing
    _refuse_strange_days(first_on, last_on)
    if person.pk not in {member.pk for member in members_of(desk)}:
        raise NotAtThisDesk
    if not person.employed_elsewhere:
        raise NoAgreementNeeded
    agreement = StandbyAgreement.objects.create(
        desk=desk, person=person, basis=said, first_on=first_on, last_on=last_on, recorded_at=clock.now(),
        recorded_by=by,
    )  # fmt: skip
    record("rota.agreed", agreement, by=by, desk_id=desk.pk, person_id=person.pk, internal=True, last=str(last_on))
    return agreement


@transaction.atomic
def end_agreement(agreement: StandbyAgreement, *, by: Person) -> None:
    """From now on it covers no day; the turns stand there as days without anybody until they are given to others."""
    if agreement.ended_at is None:
        agreement.ended_at = clock.now()
        agreement.save(update_fields=["ended_at"])
        record(
            "rota.agreement_ended", agreement, by=by, desk_id=agreement.desk_id, person_id=agreement.person_id,
            internal=True,
        )  # fmt: skip


@transaction.atomic
def resume_agreement(agreement: StandbyAgreement, *, by: Person) -> None:
    """Its end was a slip: it covers its days again."""
    if agreement.ended_at is not None:
        agreement.ended_at = None
        agreement.save(update_fields=["ended_at"])
        record(
            "rota.agreement_resumed", agreement, by=by, desk_id=agreement.desk_id, person_id=agreement.person_id,
            internal=True,
        )  # fmt: skip


@transaction.atomic
def show_number(desk: Desk, case: str, *, by: Person) -> Standby:
    """The number of whoever is on duty, to somebody who says which of the cases it is; both are in the trail."""
    found = standby(desk, clock.now())
    if found is None or found.duty is None:
        raise NobodyToCall
    if case not in found.cases:
        raise NotACase
    record(
        "rota.number_shown", desk, by=by, desk_id=desk.pk, person_id=by.pk, internal=True, case=case,
        duty=found.duty.person.full_name,
    )  # fmt: skip
    return found


def _agreed(desk: Desk, person: Person, first_on: date, last_on: date) -> bool:
    """Every one of the days, also by several agreements that follow one another."""
    agreements = list(StandbyAgreement.objects.filter(desk=desk, person=person, ended_at=None))
    days = (first_on + timedelta(days=ahead) for ahead in range((last_on - first_on).days + 1))
    return all(any(each.first_on <= on <= each.last_on for each in agreements) for on in days)


def _refuse_strange_days(first_on: date, last_on: date) -> None:
    today = clock.today()
    earliest, latest = today - timedelta(days=BEGUN_BEFORE), today + timedelta(days=PLANNED_AHEAD)
    if last_on < first_on:
        raise DaysReversed(first=short_day(first_on))
    if last_on < today:
        raise DaysOver(last=short_day(last_on))
    if last_on > latest:
        raise DaysTooFar(last=short_day(last_on), limit=short_day(latest), days=PLANNED_AHEAD)
    if first_on < earliest:
        raise BegunTooLongAgo(first=short_day(first_on), limit=short_day(earliest), days=BEGUN_BEFORE)
