"""小さな頼まれごと: what the memos of a month add up to, and the list of it for whoever leads the desk (S79)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from suketto.desk.models import SmallRequest
from suketto.foundation import clock
from suketto.notices.lists import tell_by_mail
from suketto.people.models import Desk, Person
from suketto.people.queries import leaders_of
from suketto.sla.hours import Hours
from suketto.sla.queries import hours_of
from suketto.tickets.models import Ticket
from suketto.trail.actions import record
from suketto.trail.models import Event

TOLD = "desk.month_told"
IN_A_MAIL = 60  # people; the page has all of them


@dataclass(slots=True)
class Sum:
    """`unsaid` of the `count` have no minutes written down."""

    name: str = ""
    count: int = 0
    minutes: int = 0
    unsaid: int = 0

    def add(self, minutes: int) -> None:
        self.count += 1
        self.minutes += minutes
        self.unsaid += not minutes


@dataclass(slots=True)
class MonthList:
    """Whom the desk helped in passing, by kana and never by number, and with what."""

    month: date
    total: Sum = field(default_factory=Sum)
    people: list[Sum] = field(default_factory=list)
    kinds: list[Sum] = field(default_factory=list)


def month_list(desk: Desk, month: date) -> MonthList:
    """Of the month of that day, in the time of the desk."""
    month, zone = month.replace(day=1), ZoneInfo(hours_of(desk).zone)
    begin, end = (datetime.combine(day, time(), zone) for day in (month, next_month(month)))
    asked = SmallRequest.objects.filter(at__gte=begin, at__lt=end, ticket__desk=desk)
    found, people, kinds = MonthList(month), dict[tuple[str, str, int], Sum](), dict[str, Sum]()
    for each in asked.select_related("ticket__requester").order_by("at"):
        ticket, minutes = each.ticket, each.ticket.minutes_spent
        found.total.add(minutes)
        people.setdefault(_who(ticket.requester), Sum(_name(ticket.requester))).add(minutes)
        kinds.setdefault(ticket.kind, Sum(ticket.get_kind_display())).add(minutes)
    found.people = [people[key] for key in sorted(people)]
    found.kinds = [kinds[kind] for kind in Ticket.Kind.values if kind in kinds]
    return found


def _who(person: Person | None) -> tuple[str, str, int]:
    """In the order of kana; those whose name nobody knows stand last, together."""
    return ("1", person.kana or person.full_name, person.pk) if person else ("2", "", 0)


def _name(person: Person | None) -> str:
    return person.full_name if person else _("名前が分からない方")


def next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def send_month_lists() -> None:
    for desk in Desk.objects.all():
        send_month_list(desk)


@transaction.atomic
def send_month_list(desk: Desk) -> bool:
    """Last month's list to the leaders, once: on the first working day, or the first after it on which the house is
    awake. Gives whether it went out now; a month without a request sends nothing."""
    hours = hours_of(desk)
    today = clock.now().astimezone(ZoneInfo(hours.zone)).date()
    month = month_before(today)
    if not _has_worked(hours, today) or _told(desk, month):
        return False
    held = Desk.objects.select_for_update().get(pk=desk.pk)
    found, leaders = month_list(held, month), [each for each in leaders_of(held) if held.pk in each.standing.leads]
    if _told(held, month) or not found.total.count or not leaders:
        return False
    for leader in leaders:
        with translation.override(leader.language):
            _write(leader, held, month_list(held, month))
    record(
        TOLD, held, by=None, desk_id=held.pk, internal=True, month=f"{month:%Y-%m}", count=found.total.count,
        minutes=found.total.minutes,
    )  # fmt: skip
    return True


def _has_worked(hours: Hours, today: date) -> bool:
    return any(hours.spans(today.replace(day=number)) for number in range(1, today.day + 1))


def _told(desk: Desk, month: date) -> bool:
    told = Event.objects.filter(kind=TOLD, about_kind="desk", about_id=desk.pk).order_by("-id").first()
    return told is not None and told.data["month"] >= f"{month:%Y-%m}"


def _write(leader: Person, desk: Desk, found: MonthList) -> None:
    named = {"month": f"{found.month:%Y-%m}", "desk": desk.name}
    words = [
        _("%(desk)sの小さな頼まれごと（ひとことメモ）の一覧です。") % named,
        "\n".join([_("%(month)s の合計") % named, _told_as(found.total)]),
        "\n".join([_("種類ごと"), *(_told_as(each) for each in found.kinds)]),
        "\n".join([_("だれに（五十音順）"), *(_told_as(each) for each in found.people[:IN_A_MAIL])]),
    ]
    if len(found.people) > IN_A_MAIL:
        words.append(_("ほかの方は、次のページにあります。"))
    tell_by_mail(
        leader, desk=desk, about=f"month-{desk.pk}-{found.month:%Y%m}-{leader.pk}", words=words,
        subject=_("小さな頼まれごと %(month)s（%(desk)s）") % named, page="small_requests",
        asked=f"?month={found.month:%Y-%m}&desk={desk.slug}",
    )  # fmt: skip


def _told_as(each: Sum) -> str:
    line = _("・%(name)s %(count)s件 %(minutes)s分") if each.name else _("・%(count)s件 %(minutes)s分")
    unsaid = _("（時間の記入なし %(unsaid)s件）") if each.unsaid else ""
    return (line + unsaid) % {
        "name": each.name, "count": each.count, "minutes": each.minutes, "unsaid": each.unsaid,
    }  # fmt: skip


def rows(found: MonthList) -> Iterator[list[object]]:
    """For a spreadsheet."""
    yield [_("区分"), _("名前"), _("件数"), _("分"), _("時間の記入なし")]
    for group, sums in ((_("合計"), [found.total]), (_("種類"), found.kinds), (_("だれに"), found.people)):
        for each in sums:
            yield [group, each.name, each.count, each.minutes, each.unsaid]
