"""まわりの詳しい人 in a ticket: asked by whoever has the question, then reads along and may answer."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.notices.actions import ring
from suketto.notices.models import Notification
from suketto.people.models import Person
from suketto.tickets.models import Ticket, Watch
from suketto.tickets.refusals import AlreadyResolved, NotYours
from suketto.trail.actions import record


class NotNearby(Refusal):
    message = _("まわりの詳しい人の一覧から選んでください。")


class OnlyReading(Refusal):
    """Whoever merely watches does not write in somebody else's matter."""

    message = _("この案件に書き込めるのは、問い合わせたご本人と、頼まれた「まわりの詳しい人」だけです。")
    status = 403


@transaction.atomic
def ask(ticket: Ticket, person: Person | None, *, by: Person) -> Person:
    """Lets a key person see the public conversation and rings their bell; asked twice it stays one."""
    if ticket.requester_id != by.pk:
        raise NotYours
    if not ticket.open:
        raise AlreadyResolved
    if person is None:
        raise NotNearby
    _watch, new = Watch.objects.get_or_create(ticket=ticket, person=person, defaults={"at": clock.now()})
    if new:
        event = record(
            "ticket.help_asked", ticket, by=by, desk_id=ticket.desk_id, person_id=by.pk, name=person.full_name
        )
        kind = Notification.Kind.MENTIONED
        ring(person, ticket, kind, event_id=event.pk, by_name=by.full_name, words=ticket.subject)
    return person


def refuse_strangers(ticket: Ticket, person: Person) -> None:
    if not (person.standing.key_person and ticket.watches.filter(person=person).exists()):
        raise OnlyReading


def helping(ticket: Ticket) -> Sequence[Person]:
    """The key persons who read along."""
    watching = Person.objects.active().filter(ticket_watches__ticket=ticket)
    return list(watching.filter(roles__kind="key_person", roles__ended_at=None).select_related("department").distinct())


def asked_to_help(person: Person, limit: int = 10) -> Sequence[Ticket]:
    """Open matters of others that a key person was asked to look at."""
    if not person.standing.key_person:
        return []
    watched = Ticket.objects.open().filter(watches__person=person).exclude(requester=person)
    return list(watched.select_related("requester__department", "assignee").order_by("-id")[:limit])
