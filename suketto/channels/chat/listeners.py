"""What a chat does when something happens to its ticket elsewhere."""

from suketto.channels.chat import actions, connector
from suketto.channels.chat.models import ChatSession
from suketto.trail.listening import hears
from suketto.trail.models import Event


@hears("ticket.replied", "ticket.helped", "ticket.resolved")
def carry_out(event: Event) -> None:
    """Also what was written on the ticket's page goes out by the way the question came."""
    for session in ChatSession.objects.filter(pk=event.about_id).exclude(connector=actions.PORTAL):
        connector.carry_out(session)


@hears("ticket.resolved", "ticket.merged")
def end_with_the_ticket(event: Event) -> None:
    for session in ChatSession.objects.filter(pk=event.about_id, ended_at=None):
        actions.finish(session, by=None)


@hears("ticket.moved")
def move_with_the_ticket(event: Event) -> None:
    for session in ChatSession.objects.filter(pk=event.about_id).select_related("ticket"):
        actions.move(session)
