"""What the house does when something happened to a ticket."""

from suketto.notices import actions
from suketto.notices.models import Notification
from suketto.people.models import Person
from suketto.tickets.models import Message, Note, Ticket
from suketto.trail.listening import hears
from suketto.trail.models import Event

Kind = Notification.Kind


@hears("ticket.opened")
def acknowledge(event: Event) -> None:
    actions.acknowledge(_ticket(event))


@hears("ticket.replied", "ticket.helped")
def send_answer(event: Event) -> None:
    message = Message.objects.select_related("ticket__desk", "ticket__requester").get(pk=event.data["message"])
    actions.send_message(message)
    if message.ticket.requester:
        kind = Kind.HELPED if event.kind == "ticket.helped" else Kind.REPLIED
        _ring(message.ticket.requester, event, kind, words=message.body)


@hears("ticket.resolved")
def send_last_answer(event: Event) -> None:
    ticket = _ticket(event)
    last = ticket.messages.select_related("ticket__desk", "ticket__requester").filter(at__gte=event.at).last()
    last = last or ticket.messages.filter(side=Message.Side.DESK).last()
    if last is not None:
        actions.send_message(last, resolved=True)
    if ticket.requester and ticket.requester_id != event.actor_id:
        _ring(ticket.requester, event, Kind.RESOLVED)
    if ticket.assignee and ticket.assignee_id != event.actor_id:
        _ring(ticket.assignee, event, Kind.RESOLVED)


@hears("ticket.written", "ticket.reopened")
def tell_those_who_care(event: Event) -> None:
    ticket = _ticket(event)
    words = Message.objects.filter(pk=event.data.get("message")).values_list("body", flat=True).first() or ""
    for person in _caring(ticket):
        if person.pk != event.actor_id:
            _ring(person, event, Kind.WRITTEN, words=words)


@hears("ticket.noted")
def tell_mentioned(event: Event) -> None:
    body = Note.objects.filter(pk=event.data["note"]).values_list("body", flat=True).first() or ""
    for person in Person.objects.filter(pk__in=event.data["mentioned"]):
        _ring(person, event, Kind.MENTIONED, words=body)


@hears("ticket.assigned")
def tell_assignee(event: Event) -> None:
    if event.data["to"] and event.data["to"] != event.actor_id:
        _ring(Person.objects.get(pk=event.data["to"]), event, Kind.ASSIGNED)


@hears("ticket.thanked")
def deliver_thanks(event: Event) -> None:
    ticket = _ticket(event)
    if ticket.assignee:
        _ring(ticket.assignee, event, Kind.THANKED, words=ticket.thanks.words)


def _ticket(event: Event) -> Ticket:
    found: Ticket = Ticket.objects.select_related("desk", "requester", "assignee", "service").get(pk=event.about_id)
    return found


def _caring(ticket: Ticket) -> list[Person]:
    watching = Person.objects.active().filter(ticket_watches__ticket=ticket)
    return list(dict.fromkeys([*([ticket.assignee] if ticket.assignee else []), *watching]))


def _ring(person: Person, event: Event, kind: str, words: str = "") -> None:
    actions.ring(person, _ticket(event), kind, event_id=event.pk, by_name=event.actor_name, words=words)
