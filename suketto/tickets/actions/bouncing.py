"""What the mail server says later: the answer did not arrive."""

from django.db import transaction

from suketto.foundation import clock
from suketto.sla import queries as sla
from suketto.tickets.actions.changing import hold, line, ours, save, tell
from suketto.tickets.models import Bounce, Message, Ticket


@transaction.atomic
def answer_bounced(
    ticket: Ticket, message: Message | None, *, to: str, reason: str, what: str = "", permanent: bool = True
) -> Bounce:
    """Ties the bounce to its message. For good, the desk owes the word again and has not answered by it.

    A mail server's "still trying" changes nothing but what is shown. Told twice it is one bounce; a solved ticket
    stays solved: a machine reopens nothing.
    """
    held = hold(ticket)
    bounce: Bounce
    bounce, new = Bounce.objects.get_or_create(
        ticket=held, what=what, to=line(to, 254),
        defaults={"message": message, "reason": line(reason, 300), "permanent": permanent, "at": clock.now()},
    )  # fmt: skip
    if not new and (bounce.permanent or not permanent):
        return bounce
    bounce.permanent, bounce.reason = permanent, line(reason, 300)
    bounce.save(update_fields=["permanent", "reason"])
    if permanent and message is not None and held.open:
        _not_answered(held)
    save(held)
    tell(held, "answer_bounced", by=None, internal=True, message=message.pk if message else None, permanent=permanent)
    return bounce


def _not_answered(ticket: Ticket) -> None:
    """The promise runs from the beginning again, or, where an earlier answer did arrive, from now."""
    lost = Bounce.objects.filter(ticket=ticket, permanent=True).exclude(message=None).values("message_id")
    arrived = ticket.messages.filter(side=Message.Side.DESK).exclude(pk__in=lost).order_by("id").first()
    ticket.first_replied_at = arrived.at if arrived else None
    if ticket.turn != Ticket.Turn.OURS:
        ticket.state = Ticket.State.WORKING
    ours(ticket, since=clock.now())
    if arrived is None:
        ticket.due_at = sla.respond_due(ticket.desk_id, ticket.priority, ticket.opened_at)
