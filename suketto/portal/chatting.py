"""The portal as a way into live chat: its own pages ask for their lines, so nothing has to be carried anywhere."""

from suketto.channels.chat import actions, connector
from suketto.channels.chat.models import ChatSession
from suketto.people.models import Person
from suketto.tickets.models import Attachment, Message


class Portal:
    """Who is signed in is known; words and files stand on the page that is open."""

    name = actions.PORTAL

    def identify(self, sender: str) -> Person | None:
        """`sender` is the employee number."""
        return Person.objects.active().filter(employee_number=sender).first()

    def reply(self, session: ChatSession, message: Message) -> None:
        """The stream has told the page already."""

    def attach(self, session: ChatSession, attachment: Attachment) -> None:
        """It stands with its message."""


connector.register(Portal())
