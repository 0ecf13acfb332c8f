"""What the house does when something happened to a ticket."""

from django.utils import translation
from django.utils.translation import gettext as _

from suketto.channels.email.models import Mailbox
from suketto.channels.email.queries import state_of
from suketto.notices import actions
from suketto.notices.chats import on_their_screen
from suketto.notices.models import Mail, Notification
from suketto.people.models import Person
from suketto.people.queries import leaders_of
from suketto.procedures.models import Procedure
from suketto.tickets.models import Bounce, Message, Note, Ticket
from suketto.trail.listening import hears
from suketto.trail.models import Event

Kind = Notification.Kind
SHOWN_LIVE = {Kind.WRITTEN, Kind.REPLIED, Kind.HELPED}  # what an open chat shows by itself


@hears("ticket.opened")
def acknowledge(event: Event) -> None:
    if not event.data.get("quiet"):
        actions.acknowledge(_ticket(event))


@hears("ticket.replied", "ticket.helped")
def send_answer(event: Event) -> None:
    message = Message.objects.select_related("ticket__desk", "ticket__requester").get(pk=event.data["message"])
    if not event.data.get("sent"):
        actions.send_message(message, private=bool(event.data.get("private")))
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


@hears("ticket.answer_bounced")
def tell_of_bounce(event: Event) -> None:
    """The mail says so in the outbox, and those who care hear that their answer did not arrive."""
    for bounce in Bounce.objects.filter(ticket_id=event.about_id):
        actions.mark_bounced(bounce)
    if event.data.get("permanent"):
        for person in _caring(_ticket(event)):
            _ring(person, event, Kind.BOUNCED)


@hears("ticket.copy_bounced")
def mark_copy_bounced(event: Event) -> None:
    """The mail says so; whoever asked has the answer, and nobody needs to be called."""
    Mail.objects.filter(copy_id=event.data["copy"], message_id=event.data["message"]).update(state=Mail.State.BOUNCED)


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


@hears("ticket.facts_changed", "ticket.heard")
def acknowledge_whom_we_know_now(event: Event) -> None:
    """Somebody found out who had asked: now they may hear that it arrived."""
    ticket = _ticket(event)
    if "requester" in event.data.get("changed", ()) and ticket.open and ticket.first_replied_at is None:
        actions.acknowledge(ticket)


@hears("ticket.thanked")
def deliver_thanks(event: Event) -> None:
    ticket = _ticket(event)
    if ticket.assignee:
        _ring(ticket.assignee, event, Kind.THANKED, words=ticket.thanks.words)


@hears("mailbox.silent", "mailbox.well")
def tell_of_mailbox(event: Event) -> None:
    """Those who lead the desk hear that no mail comes in, and that it comes again, each in their own language."""
    mailbox = Mailbox.objects.filter(pk=event.about_id).first()
    kind = Kind.SILENT if event.kind == "mailbox.silent" else Kind.WELL
    for person in leaders_of(event.desk_id or 0):
        with translation.override(person.language):
            words = state_of(mailbox, event.at).sentence if mailbox and kind == Kind.SILENT else ""
        words = f"{event.data['address']} {words}".strip()
        actions.ring(person, None, kind, event_id=event.pk, by_name=event.actor_name, words=words)


@hears("procedure.stuck")
def tell_owner_of_trouble(event: Event) -> None:
    """Whoever cares for a procedure hears at which of its steps people got stuck."""
    procedure = Procedure.objects.filter(pk=event.about_id).select_related("owner").first()
    if procedure is None or procedure.owner is None or not procedure.owner.is_active:
        return
    numbers = "・".join(str(number) for number in event.data["steps"])
    with translation.override(procedure.owner.language):
        words = _("%(name)s（手順 %(steps)s）") % {"name": procedure.name, "steps": numbers}
    actions.ring(procedure.owner, None, Kind.STUCK, event_id=event.pk, by_name=event.actor_name, words=words)


@hears("ticket.run_ended")
def tell_of_end_by_link(event: Event) -> None:
    """The colleague went on alone and came to an end: whoever works on it should look."""
    ticket = _ticket(event)
    if event.data.get("by_link") and ticket.assignee:
        _ring(ticket.assignee, event, Kind.GUIDED, words=event.data["name"])


def _ticket(event: Event) -> Ticket:
    found: Ticket = Ticket.objects.select_related("desk", "requester", "assignee", "service").get(pk=event.about_id)
    return found


def _caring(ticket: Ticket) -> list[Person]:
    watching = Person.objects.active().filter(ticket_watches__ticket=ticket)
    return list(dict.fromkeys([*([ticket.assignee] if ticket.assignee else []), *watching]))


def _ring(person: Person, event: Event, kind: str, words: str = "") -> None:
    ticket = _ticket(event)
    if ticket.channel == Ticket.Channel.CHAT and kind in SHOWN_LIVE and on_their_screen(ticket.pk, person.pk):
        return
    actions.ring(person, ticket, kind, event_id=event.pk, by_name=event.actor_name, words=words)
