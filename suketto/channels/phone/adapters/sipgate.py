"""sipgate.io: forms; whoever wants to hear of answers and ends says so in an XML answer to newCall."""

from xml.sax.saxutils import quoteattr

from suketto.channels.phone.adapters import generic
from suketto.channels.phone.adapters.told import Answer, Push, Told, Unreadable, fields, first

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
USERS = ("user", "userId", "fullUserId", "answeringNumber")


def read(push: Push) -> list[Told]:
    """`dtmf` tells nothing about a call; a transfer has a call id of its own and is a call of its own."""
    return generic.read_fields(fields(push), users=USERS)


def answer(push: Push, address: str) -> Answer:
    try:
        event = first(fields(push), "event").casefold()
    except Unreadable:
        event = ""
    told = f" onAnswer={quoteattr(address)} onHangup={quoteattr(address)}" if event == "newcall" else ""
    return Answer(f"{HEAD}<Response{told}/>\n".encode(), "application/xml")


def genuine(push: Push, secret: str, address: str) -> bool:
    """Signed only by arrangement with sipgate, in a form it does not publish for this."""
    return True
