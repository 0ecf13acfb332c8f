"""Who may be called now, for what, and how the next weeks look: judged whenever it is read, never only when written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from suketto.people.models import Desk, Person
from suketto.people.numbers import PersonNumber
from suketto.people.queries import members_of
from suketto.sla.hours import Hours, next_opening
from suketto.sla.queries import hours_of
from suketto.sla.rota.models import StandbyAgreement, StandbyRule, StandbyTurn

AHEAD = 28  # days of the preview, at least


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody who may be called, by which number."""

    person: Person
    phone: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the rota. `callable`: those who may really be called, in order; `private`: for the leader's eyes."""

    on: date
    closed: bool
    turns: Sequence[StandbyTurn]
    callable: Sequence[Duty]
    problems: Sequence[str]
    private: Sequence[str]

    @property
    def doubled(self) -> bool:
        """Two different people; one person's turns may overlap."""
        return len({turn.person_id for turn in self.turns}) > 1


@dataclass(frozen=True, slots=True)
class Standby:
    """What a colleague is told while a desk is closed; `duty` is None where nobody may be called."""

    desk: Desk
    opens_at: datetime
    cases: Sequence[str] = ()
    duty: Duty | None = None
    until_at: datetime | None = None


def rule_of(desk: Desk) -> StandbyRule:
    """The desk's own; one that allows nothing until somebody sets it."""
    found: StandbyRule | None = StandbyRule.objects.filter(desk=desk).prefetch_related("services").first()
    return found if found is not None else StandbyRule(desk=desk)


def cases_of(rule: StandbyRule) -> list[str]:
    """Everything somebody may call for, as sentences to choose from."""
    if not rule.pk:
        return []
    return [*rule.cases, *(_("%sが使えず、仕事が止まっている") % each.name for each in rule.services.all())]


def rota(desk: Desk, first_on: date, days: int = AHEAD, *, rule: StandbyRule | None = None) -> list[Day]:
    """Day by day; as many questions to the database for a year as for a day."""
    last_on = first_on + timedelta(days=days - 1)
    turns = list(
        StandbyTurn.objects.filter(desk=desk, first_on__lte=last_on, last_on__gte=first_on)
        .select_related("person").order_by("id")
    )  # fmt: skip
    judge = _Judge(desk, rule or rule_of(desk), [turn.person for turn in turns])
    hours = hours_of(desk)
    return [judge.day(first_on + timedelta(days=ahead), turns, hours) for ahead in range(days)]


def whole_weeks(desk: Desk, today: date, *, rule: StandbyRule | None = None) -> list[Day]:
    """From this week's Monday to a Sunday at least four weeks ahead."""
    gone = today.weekday()
    return rota(desk, today - timedelta(days=gone), AHEAD + (7 if gone else 0), rule=rule)


class _Judge:
    """Knows who is a member, who has which agreement and who has a number, read once."""

    def __init__(self, desk: Desk, rule: StandbyRule, people: Sequence[Person]) -> None:
        ids = {person.pk for person in people}
        self.members = {member.pk for member in members_of(desk)}
        agreements = StandbyAgreement.objects.filter(desk=desk, person_id__in=ids, ended_at=None)
        self.agreements = list(agreements) if any(person.employed_elsewhere for person in people) else []
        mobiles = PersonNumber.objects.filter(person_id__in=ids, kind=PersonNumber.Kind.MOBILE)
        self.phones = dict(mobiles.order_by("-id").values_list("person_id", "number"))
        self.common = rule.phone

    def phone_of(self, person: Person) -> str:
        """The telephone that the rota hands on, else the person's own mobile for work; never a number of their home."""
        return self.common or str(self.phones.get(person.pk, ""))

    def agreed(self, person: Person, on: date) -> bool:
        return not person.employed_elsewhere or any(
            each.person_id == person.pk and each.first_on <= on <= each.last_on for each in self.agreements
        )

    def missing(self, person: Person, on: date) -> str:
        """Why somebody who stands in the rota cannot be called that day; empty when they can. All members may know."""
        name = {"name": person.full_name}
        if person.pk not in self.members:
            return _("%(name)sさんは、もうこの窓口のメンバーではありません") % name
        if not self.phone_of(person):
            return _("%(name)sさんの携帯番号が名簿になく、当番の電話も決まっていません") % name
        return ""

    def day(self, on: date, turns: Sequence[StandbyTurn], hours: Hours) -> Day:
        these = [turn for turn in turns if turn.first_on <= on <= turn.last_on]
        agreed = [turn for turn in these if self.agreed(turn.person, on)]
        missing = {turn.pk: self.missing(turn.person, on) for turn in agreed}
        able = dict.fromkeys(turn.person for turn in agreed if not missing[turn.pk])
        problems = [why for why in missing.values() if why]
        without = dict.fromkeys(turn.person.full_name for turn in these if turn not in agreed)
        if not able:
            problems.insert(0, _("だれもいません"))
        if (many := len({turn.person_id for turn in these})) > 1:
            problems.append(_("%d人が重なっています") % many)
        private = [_("%(name)sさんの合意の記録がありません") % {"name": name} for name in without]
        return Day(
            on, not hours.spans(on), these, [Duty(each, self.phone_of(each)) for each in able], problems, private
        )


def day_of(rule: StandbyRule, hours: Hours, moment: datetime) -> date:
    """Before the hand-over in the morning it is still the day of yesterday."""
    local = moment.astimezone(ZoneInfo(hours.zone))
    return local.date() - timedelta(days=local.hour * 60 + local.minute < rule.handover_minute)


def standby(desk: Desk, now: datetime) -> Standby | None:
    """For whoever needs the desk now; None while it is open."""
    hours = hours_of(desk)
    if hours.open_at(now):
        return None
    opens_at, rule = next_opening(hours, now), rule_of(desk)
    cases, on = cases_of(rule), day_of(rule, hours, now)
    callable_now = rota(desk, on, 1, rule=rule)[0].callable if cases else []
    if not callable_now:
        return Standby(desk, opens_at)
    hand_over = datetime.combine(on + timedelta(days=1), datetime.min.time(), ZoneInfo(hours.zone))
    until_at = min(opens_at, hand_over + timedelta(minutes=rule.handover_minute))
    return Standby(desk, opens_at, cases, callable_now[0], until_at)


def closed_now(now: datetime) -> list[Standby]:
    """Every desk that is closed, in the order of the house."""
    found = [standby(desk, now) for desk in Desk.objects.all()]
    return [each for each in found if each is not None]
