"""From the words of a request to the actions of the rooms, and from a ticket to what this person may read of it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from suketto.api.access import OnlyMembers, at_desk
from suketto.api.v1.shapes import DeskSide, NoteOut, TicketOut, TriageOut
from suketto.api.v1.words import NewReply, NewResolution, NewTicket, NewTriage
from suketto.catalog.models import Service
from suketto.catalog.queries import guess_service
from suketto.foundation.refusals import Refusal
from suketto.knowledge.access import article_for
from suketto.people.models import Desk, Person
from suketto.tickets import actions
from suketto.tickets.access import notes_for
from suketto.tickets.models import Message, Ticket, Triage
from suketto.tickets.refusals import NotYours

FACTS = ("wanted", "tried", "stuck", "others", "deadline_kind", "working_place", "place", "device")
MAY_BE_EMPTIED = {"deadline_at"}


class NoSuchService(Refusal):
    message = _("「%(slug)s」というサービスはありません。")
    field = "service"


class NoSuchDesk(Refusal):
    message = _("「%(slug)s」という窓口はありません。")
    field = "desk"


class NoSuchRequester(Refusal):
    message = _("社員番号 %(number)s の方は見つかりません。")
    field = "requester"


class OnlyForOneself(Refusal):
    message = _("ほかの方の案件を作れるのは、その窓口のメンバーだけです。")
    field = "requester"
    status = 403


def told(person: Person, ticket: Ticket, messages: list[Message] | None = None) -> TicketOut:
    """The ticket with its public words, read unless given; for members of its desk with the desk's side."""
    words = list(ticket.messages.all()) if messages is None else messages
    return TicketOut.told(ticket, words, _desk_side(person, ticket))


def _desk_side(person: Person, ticket: Ticket) -> DeskSide | None:
    if not at_desk(person, ticket):
        return None
    triage = Triage.objects.filter(ticket=ticket).first()
    return DeskSide(
        impact=ticket.impact, urgency=ticket.urgency, priority_reason=ticket.priority_reason,
        minutes_spent=ticket.minutes_spent, triage=TriageOut.of(triage) if triage else None,
        notes=[NoteOut.of(note) for note in notes_for(person, ticket)],
    )  # fmt: skip


def opened(person: Person, new: NewTicket) -> Ticket:
    service = _service(new.service) or guess_service(f"{new.subject} {new.text} {new.stuck} {new.wanted}"[:2000])
    desk = _desk(new.desk, service)
    requester = person
    if new.requester is not None and new.requester != person.employee_number:
        if desk.pk not in person.standing.desk_ids:
            raise OnlyForOneself
        requester = _requester(new.requester)
    return actions.open_ticket(
        desk=desk, by=person, requester=requester, channel=Ticket.Channel.API, text=new.text, subject=new.subject,
        service=service, deadline_at=new.deadline_at, **{name: getattr(new, name) for name in FACTS},
    )  # fmt: skip


def _service(slug: str | None) -> Service | None:
    if not slug:
        return None
    service = Service.objects.select_related("desk").filter(slug=slug).first()
    if service is None:
        raise NoSuchService(slug=slug)
    return service


def _desk(slug: str | None, service: Service | None) -> Desk:
    """The one named, else the service's, else the first."""
    if not slug and service is not None:
        return service.desk
    desk = (Desk.objects.filter(slug=slug) if slug else Desk.objects.all()).first()
    if desk is None:
        raise NoSuchDesk(slug=slug or "—")
    return desk


def _requester(number: str) -> Person:
    found: Person | None = Person.objects.active().filter(employee_number=number).first()
    if found is None:
        raise NoSuchRequester(number=number)
    return found


def replied(person: Person, ticket: Ticket, new: NewReply) -> Message:
    """The desk's word."""
    return actions.reply(
        ticket, new.body, by=person, seen=new.seen, next_contact_at=new.next_contact_at, instead=new.instead,
        waiting=new.waiting, channel=Ticket.Channel.API,
    )  # fmt: skip


def written(person: Person, ticket: Ticket, new: NewReply) -> Message:
    """The word of whoever asked, or of the key person who was asked to look."""
    if new.of_the_desk:
        raise OnlyMembers(field=new.of_the_desk)
    if ticket.requester_id != person.pk:
        if not person.standing.key_person:
            raise NotYours
        return actions.answer_as_key_person(ticket, new.body, by=person)
    took = actions.write(ticket, new.body, by=person, channel=Ticket.Channel.API)
    return took.messages.latest("id")


def triaged(person: Person, ticket: Ticket, new: NewTriage) -> None:
    sent = new.model_dump(exclude_unset=True, exclude={"situation", "unknowns", "goal", "seen", "service"})
    facts: dict[str, Any] = {name: value for name, value in sent.items() if value is not None or name in MAY_BE_EMPTIED}
    if "service" in new.model_fields_set:
        facts["service"] = _service(new.service)
    actions.triage(
        ticket, by=person, situation=new.situation, unknowns=new.unknowns, goal=new.goal, seen=new.seen, **facts
    )


def resolved(person: Person, ticket: Ticket, new: NewResolution) -> None:
    """The desk answers and ends; the requester only ends."""
    if not at_desk(person, ticket):
        if new.model_fields_set - {"answer"} or new.answer:
            raise OnlyMembers
        actions.solved_by_requester(ticket, by=person)
        return
    article = article_for(person, new.article) if new.article is not None else None
    actions.resolve(ticket, by=person, answer=new.answer, seen=new.seen, article=article, make_article=new.make_article)
