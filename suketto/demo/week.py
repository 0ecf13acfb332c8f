"""The week behind Monday in live contacts: how the year's last chats and calls went, and what was asked in passing."""

from datetime import datetime, timedelta
from random import Random

from django.db.models import Max

from suketto.channels.chat.models import ChatSession
from suketto.channels.phone.models import Call, CallBack, Line
from suketto.demo.company import Company
from suketto.desk.models import SmallRequest
from suketto.desk.quick import place_of
from suketto.sla.queries import hours_of
from suketto.tickets.models import Ticket

WEEK, TWO_MONTHS, QUARTER = timedelta(days=7), timedelta(days=62), timedelta(weeks=13)
SMALL = 20  # minutes at most of what is asked in passing
MISSED = ["050-5555-0161", "050-5555-0174", "080-5555-0135", "090-5555-0158"]
ABROAD = ["Asia/Singapore", "Asia/Bangkok", "Asia/Shanghai", "Europe/Berlin"]
ENDINGS = [ChatSession.Why.FINISHED] * 5 + [ChatSession.Why.LEFT] * 3 + [ChatSession.Why.SILENT]


def _of_week(company: Company, channel: str, now: datetime) -> list[Ticket]:
    tickets = Ticket.objects.filter(desk=company.desks["it"], channel=channel, opened_at__gte=now - WEEK)
    return list(tickets.filter(resolved_at__lt=now).select_related("requester").order_by("opened_at"))


def chats_of_week(company: Company, random: Random, now: datetime) -> int:
    """From these the portal knows how long a place in the queue takes."""
    sessions = []
    for ticket in _of_week(company, Ticket.Channel.CHAT, now):
        place = random.choice([1, 1, 1, 2])
        took = ticket.opened_at + timedelta(seconds=place * random.randrange(25, 200))
        ended = took + timedelta(minutes=random.randrange(4, 18))
        seen = ticket.messages.aggregate(last=Max("pk"))["last"] or 0
        sessions.append(
            ChatSession(
                ticket=ticket, desk_id=ticket.desk_id, person=ticket.requester, asked_at=ticket.opened_at,
                place_asked=place, waiting_since=ticket.opened_at, first_taken_at=took, taken_at=took,
                taken_by=ticket.assignee, ended_at=ended, why=random.choice(ENDINGS), here_at=ended,
                person_seen=seen, desk_seen=seen, carried=seen,
            )
        )  # fmt: skip
    return len(ChatSession.objects.bulk_create(sessions))


def calls_of_week(company: Company, line: Line, random: Random, now: datetime) -> int:
    """The log: answered calls with their cases, and some that were missed and called back."""
    calls = [_answered(line, ticket, random) for ticket in _of_week(company, Ticket.Channel.PHONE, now)]
    missed = random.sample(calls, min(len(calls), len(MISSED)))
    calls += [_missed(company, line, call, number) for call, number in zip(missed, MISSED, strict=False)]
    return len(Call.objects.bulk_create(sorted(calls, key=lambda call: call.started_at)))


def _answered(line: Line, ticket: Ticket, random: Random) -> Call:
    answered = ticket.opened_at + timedelta(seconds=random.randrange(4, 15))
    extension = ticket.requester.extension if ticket.requester else ""
    return Call(
        desk_id=ticket.desk_id, line=line, key=f"week-{ticket.pk}", caller_raw=extension, number=extension,
        candidates=[ticket.requester_id], person=ticket.requester, taken_by=ticket.assignee, ticket=ticket,
        started_at=ticket.opened_at, answered_at=answered, cause="normalClearing",
        ended_at=answered + timedelta(seconds=random.randrange(50, 60 * max(2, min(ticket.minutes_spent, 20)))),
    )  # fmt: skip


def _missed(company: Company, line: Line, other: Call, number: str) -> Call:
    """While somebody else was being talked to; called back within the promise."""
    began = other.started_at + timedelta(seconds=40)
    owed = CallBack.objects.create(
        desk_id=line.desk_id, number=number, made_at=began, due_at=began + timedelta(minutes=30),
        done_at=began + timedelta(minutes=19), done_by=company.named["高瀬"], how=CallBack.How.CALLED_BACK,
    )  # fmt: skip
    return Call(
        desk_id=line.desk_id, line=line, key=f"week-missed-{number}", caller_raw=number, number=number,
        started_at=began, ended_at=began + timedelta(seconds=33), cause="cancel", call_back=owed,
    )  # fmt: skip


def asked_in_passing(company: Company, now: datetime) -> int:
    """The memos of this month and the last; and a few who called from abroad when the desk was closed."""
    desk = company.desks["it"]
    visits = Ticket.objects.filter(desk=desk, channel=Ticket.Channel.WALK_IN, opened_at__gte=now - TWO_MONTHS)
    rows = visits.filter(minutes_spent__lte=SMALL).values_list("pk", "opened_at")
    made = SmallRequest.objects.bulk_create([SmallRequest(ticket_id=number, at=at) for number, at in rows])
    hours = hours_of(desk)
    lately = Ticket.objects.filter(desk=desk, channel=Ticket.Channel.PHONE, opened_at__gte=now - QUARTER)
    outside = [ticket for ticket in lately.order_by("opened_at") if not hours.open_at(ticket.opened_at)]
    for ticket, zone in zip(outside[::5], ABROAD * 3, strict=False):
        place = place_of(zone, ticket.opened_at)
        Ticket.objects.filter(pk=ticket.pk).update(working_place="abroad", place=place)
    return len(made)
