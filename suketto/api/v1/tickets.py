"""Tickets: read by whoever may see them, worked on by the same actions as on the pages."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status

from suketto.api import paging
from suketto.api.access import OnlyMembers, TokenRequest, at_desk, person_of, ticket_at_desk
from suketto.api.once import once
from suketto.api.v1 import working
from suketto.api.v1.routes import does, reads
from suketto.api.v1.shapes import MessageOut, NoteOut, TicketOut, TicketPage, TicketRow
from suketto.api.v1.words import NewNote, NewReply, NewResolution, NewTicket, NewTriage
from suketto.people.models import Desk, Person
from suketto.tickets import actions, queries
from suketto.tickets.access import ticket_of_requester
from suketto.tickets.models import Ticket

router = Router(tags=["tickets"])
TURNS = {"ours": Ticket.Turn.OURS, "theirs": Ticket.Turn.THEIRS, "done": Ticket.Turn.DONE}
Limit = Annotated[int, Query(ge=1, le=paging.MOST)]


@reads(router, "", TicketPage, "list_tickets", _("案件の一覧（desks は窓口の仕事の順、own は自分の新しい順）"))
def list_tickets(
    request: TokenRequest,
    scope: Literal["own", "desks"] = "own",
    turn: Literal["ours", "theirs", "done"] | None = None,
    desk: str = "",
    assignee: Literal["", "me", "nobody"] = "",
    cursor: str = "",
    limit: Limit = paging.USUAL,
) -> TicketPage:
    person = person_of(request)
    if scope == "own":
        return _own(person, turn, cursor, limit)
    desk_ids = _desk_ids(person, desk)
    place = f"tickets:{sorted(desk_ids)}:{turn or 'ours'}:{assignee}"
    wanted = queries.Filter(desk_ids=desk_ids, turn=TURNS[turn or "ours"], assignee=assignee, person_id=person.pk)
    page = queries.work_list(wanted, after=paging.unseal(cursor, place) or "", limit=limit)
    rows = [TicketRow.of(ticket) for ticket in page.tickets]
    return TicketPage(items=rows, next=paging.seal(place, page.after) if page.after else None)


def _own(person: Person, turn: str | None, cursor: str, limit: int) -> TicketPage:
    place = f"tickets:own:{turn}" if turn else "tickets:own"
    before = paging.unseal(cursor, place)
    tickets = Ticket.objects.filter(requester=person).select_related("desk", "requester", "assignee", "service")
    if turn is not None:
        tickets = tickets.filter(turn=TURNS[turn])
    if before is not None:
        tickets = tickets.filter(pk__lt=before)
    rows = list(tickets.order_by("-id")[: limit + 1])
    more = len(rows) > limit
    return TicketPage(
        items=[TicketRow.of(ticket) for ticket in rows[:limit]],
        next=paging.seal(place, rows[limit - 1].pk) if more else None,
    )


def _desk_ids(person: Person, slug: str) -> frozenset[int]:
    """One's own desks, or the one of them that was asked for."""
    own = person.standing.desk_ids
    asked = own if not slug else frozenset(Desk.objects.filter(pk__in=own, slug=slug).values_list("pk", flat=True))
    if not asked:
        raise OnlyMembers
    return asked


@reads(router, "/{int:number}", TicketOut, "read_ticket", _("案件を読む"))
def read_ticket(request: TokenRequest, number: int) -> TicketOut:
    person = person_of(request)
    return working.told(person, ticket_of_requester(person, number))


@does(router, "", TicketOut, "create_ticket", _("案件を作る"))
@once
def create_ticket(request: TokenRequest, new: NewTicket) -> Status[TicketOut]:
    person = person_of(request)
    ticket = working.opened(person, new)
    return Status(201, working.told(person, ticket, [ticket.first_message]))


@does(router, "/{int:number}/replies", MessageOut, "reply", _("返信する（窓口から、またはご本人から）"))
@once
def reply(request: TokenRequest, number: int, new: NewReply) -> Status[MessageOut]:
    person = person_of(request)
    ticket = ticket_of_requester(person, number)
    said = working.replied if at_desk(person, ticket) else working.written
    return Status(201, MessageOut.of(said(person, ticket, new)))


@does(router, "/{int:number}/notes", NoteOut, "note", _("社内メモを書く（窓口のメンバーだけ）"))
@once
def note(request: TokenRequest, number: int, new: NewNote) -> Status[NoteOut]:
    person = person_of(request)
    ticket = ticket_at_desk(person, number)
    return Status(201, NoteOut.of(actions.note(ticket, new.body, by=person, for_desk=ticket.desk_id)))


@does(router, "/{int:number}/triage", TicketOut, "triage", _("四点整理を書く（窓口のメンバーだけ）"))
@once
def triage(request: TokenRequest, number: int, new: NewTriage) -> Status[TicketOut]:
    person = person_of(request)
    working.triaged(person, ticket_at_desk(person, number), new)
    return Status(201, working.told(person, ticket_at_desk(person, number)))


@does(router, "/{int:number}/resolution", TicketOut, "resolve", _("解決にする（窓口から、またはご本人から）"))
@once
def resolve(request: TokenRequest, number: int, new: NewResolution) -> Status[TicketOut]:
    person = person_of(request)
    working.resolved(person, ticket_of_requester(person, number), new)
    return Status(201, working.told(person, ticket_of_requester(person, number)))
