"""Reading: from the bytes of a letter to what it says. No database, no network, and no bytes that could raise."""

from suketto.channels.email.reading.letter import (
    Address,
    Attachment,
    Authentication,
    Automatic,
    Bounce,
    Forwarded,
    Letter,
    Recipient,
    Remark,
)
from suketto.channels.email.reading.reader import read

__all__ = [
    "Address",
    "Attachment",
    "Authentication",
    "Automatic",
    "Bounce",
    "Forwarded",
    "Letter",
    "Recipient",
    "Remark",
    "read",
]
