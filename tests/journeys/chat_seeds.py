"""What stories about live chat need done beside the open house."""

from suketto.channels.chat import actions
from suketto.channels.chat.models import ChatSession
from suketto.procedures.actions import write_template
from suketto.procedures.usual import CHAT
from tests.journeys.seeds import small


def with_chat_lines() -> None:
    """The small company with the short lines of a new house."""
    small()
    for category, title, body in CHAT:
        write_template(by=None, desk=None, category=category, title=title, body=body)


def nobody_talks() -> None:
    """Every chat has ended and nobody waits."""
    for session in ChatSession.objects.filter(ended_at=None):
        actions.finish(session, by=None)
