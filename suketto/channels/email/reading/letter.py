"""What a letter says once somebody has understood it."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Automatic(StrEnum):
    """Why nobody sits at the other end; NO is falsy, as is the question `if letter.automatic`."""

    NO = ""
    BOUNCE = "bounce"
    RECEIPT = "receipt"
    ABSENCE = "absence"
    AUTO_REPLY = "auto-reply"
    AUTO_GENERATED = "auto-generated"
    LIST = "list"
    BULK = "bulk"
    NULL_SENDER = "null-sender"
    REACTION = "reaction"
    CALENDAR_ANSWER = "calendar-answer"
    RECALL = "recall"


class Remark(StrEnum):
    """What could not be taken as it stood. Words for machines; the rooms above have sentences for people."""

    NO_HEADERS = "no-headers"
    HEADERS_BROKEN = "headers-broken"
    HEADERS_TOO_MANY = "headers-too-many"
    SENDER_MISSING = "sender-missing"
    SEVERAL_SENDERS = "several-senders"
    DATE_MISSING = "date-missing"
    DATE_BROKEN = "date-broken"
    DATE_WITHOUT_ZONE = "date-without-zone"
    CHARSET_GUESSED = "charset-guessed"
    CHARSET_UNKNOWN = "charset-unknown"
    LETTERS_LOST = "letters-lost"
    BASE64_BROKEN = "base64-broken"
    QUOTED_PRINTABLE_BROKEN = "quoted-printable-broken"
    UUENCODE_BROKEN = "uuencode-broken"
    TRANSFER_ENCODING_UNKNOWN = "transfer-encoding-unknown"
    BOUNDARY_GUESSED = "boundary-guessed"
    TRUNCATED = "truncated"
    NESTED_TOO_DEEP = "nested-too-deep"
    PARTS_TOO_MANY = "parts-too-many"
    TEXT_TOO_LONG = "text-too-long"
    HTML_TOO_LONG = "html-too-long"
    REMOTE_PICTURES_REMOVED = "remote-pictures-removed"
    ENCRYPTED = "encrypted"
    SIGNED = "signed"
    TNEF = "tnef"
    INVITATION = "invitation"
    AUTOMATIC_BY_SUBJECT = "automatic-by-subject"
    NOT_UNDERSTOOD = "not-understood"


@dataclass(frozen=True, slots=True)
class Address:
    """A name as the person writes it and an address with its domain in small letters; each "" when absent."""

    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file, byte for byte. `content_id` comes without its brackets; `inline` is a picture the HTML shows."""

    name: str
    content_type: str
    content: bytes = field(repr=False)
    content_id: str = ""
    inline: bool = False

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address an answer did not reach: RFC 3464's action ("failed", "delayed", …), status ("5.1.1") and reason."""

    address: str
    action: str = ""
    status: str = ""
    diagnostic: str = ""


@dataclass(frozen=True, slots=True)
class Bounce:
    """What came back instead of arriving. `original_to` is the plus-address it came back to, "" when there is none."""

    recipients: tuple[Recipient, ...] = ()
    original_message_id: str = ""
    permanent: bool = False
    original_to: str = ""

    @property
    def arrived(self) -> bool:
        """Servers also report that a letter arrived, or went on to a server that reports nothing."""
        said = {recipient.action for recipient in self.recipients}
        return bool(said) and said <= {"delivered", "relayed", "expanded"}


@dataclass(frozen=True, slots=True)
class Forwarded:
    """Whose `words` somebody else passed on, and what they `said` to it themselves, without their signature."""

    sender: Address
    subject: str = ""
    sent_at: datetime | None = None
    said: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Authentication:
    """Results in the words of RFC 8601 ("pass", "fail", "none", …) as the receiving `server` gave them; "" unsaid."""

    server: str = ""
    spf: str = ""
    dkim: str = ""
    dmarc: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it was meant. `text` and `folded` together hold every word of it."""

    readable: bool = True
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    subject: str = ""
    sender: Address = field(default_factory=Address)
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    delivered_to: tuple[str, ...] = ()
    return_path: str | None = None
    sent_at: datetime | None = None
    language: str = "ja"
    text: str = ""
    folded: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    automatic: Automatic = Automatic.NO
    bounce: Bounce | None = None
    forwarded: Forwarded | None = None
    authentication: Authentication = field(default_factory=Authentication)
    instance: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    remarks: tuple[str, ...] = ()
