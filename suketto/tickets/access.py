"""The only door from a request to a ticket. What one may not see does not exist: 404."""

from django.http import Http404

from suketto.people.models import Person
from suketto.tickets.models import Attachment, Note, Ticket

RELATED = (
    "desk", "requester__department", "requester__site", "assignee", "service", "triage", "thanks", "rating",
)  # fmt: skip


def ticket_for_member(person: Person, number: int) -> Ticket:
    """A ticket of one of the person's desks, or one they watch as a member of another."""
    if not person.standing.member:
        raise Http404
    # Mostly it is their own desk's: that question is put together and answered in three quarters of the time.
    for may_see in (Ticket.objects.of_desks(person.standing.desk_ids), Ticket.objects.visible_to(person)):
        ticket: Ticket | None = may_see.select_related(*RELATED).filter(pk=number).first()
        if ticket is not None:
            return ticket
    raise Http404


def ticket_of_desk(person: Person, number: int) -> Ticket:
    """A ticket that the person may work on: their own desk's."""
    ticket: Ticket | None = (
        Ticket.objects.of_desks(person.standing.desk_ids).select_related(*RELATED).filter(pk=number).first()
    )
    if ticket is None:
        raise Http404
    return ticket


def ticket_of_requester(person: Person, number: int) -> Ticket:
    """One's own question, or one that one was asked to help with."""
    ticket: Ticket | None = Ticket.objects.visible_to(person).select_related(*RELATED).filter(pk=number).first()
    if ticket is None:
        raise Http404
    return ticket


def notes_for(person: Person, ticket: Ticket) -> list[Note]:
    """The notes of the person's own desks; a note stays with the desk that wrote it (S13)."""
    desks = person.standing.desk_ids
    return list(ticket.notes.filter(desk_id__in=desks).select_related("author").prefetch_related("attachments"))


def attachment_for(person: Person, number: int) -> Attachment:
    """A file is seen by whoever sees the message or the note that it came with."""
    attachment = Attachment.objects.select_related("ticket", "note").filter(pk=number).first()
    if attachment is None or not Ticket.objects.visible_to(person).filter(pk=attachment.ticket_id).exists():
        raise Http404
    if attachment.note is not None and attachment.note.desk_id not in person.standing.desk_ids:
        raise Http404
    return attachment
