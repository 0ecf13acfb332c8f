"""Signs of ours by which an answer finds its ticket: in Message-ID, in the plus-address, in the subject.

Each is signed with the key of the house, so that nobody can join a ticket by guessing its number. A sign says only
which ticket is meant; who wrote is judged apart.
"""

import base64
import re
import unicodedata
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

MESSAGE_ID = re.compile(
    r"<hd(?P<ticket>\d{1,12})\.(?P<what>[a-z0-9]{1,24})\.(?P<seal>[a-z2-7]{16})@[^<>@\s]+>", re.IGNORECASE
)
PLUS = re.compile(r"\+hd(?P<ticket>\d{1,12})-(?P<seal>[a-z2-7]{12})@", re.IGNORECASE)
SUBJECT = re.compile(r"HD-(?P<ticket>\d{1,12})-(?P<seal>[a-z2-7]{6})(?![a-z0-9])", re.IGNORECASE)
NUMBER = re.compile(r"(?<![A-Za-z0-9])HD-(?P<ticket>\d{1,12})(?![0-9-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """`what` names the mail of ours within the ticket: ack, m42 (message 42); "" where the sign does not say."""

    ticket: int
    what: str = ""


def instance() -> str:
    """What this house writes on its own letters, so that it knows them when they come back."""
    return _seal("instance", "house", 16)


def message_id(ticket: int, what: str, domain: str) -> str:
    return f"<hd{ticket}.{what}.{_seal('message-id', f'{ticket}.{what}', 16)}@{domain}>"


def plus_address(address: str, ticket: int) -> str:
    """help@example.co.jp → help+hd42-abc…@example.co.jp; answers and bounces come back to it."""
    local, _at, domain = address.rpartition("@")
    return f"{local}+hd{ticket}-{_seal('plus', str(ticket), 12)}@{domain}"


def subject_sign(ticket: int) -> str:
    """HD-00042-k3f9wq: the number people say, and six letters that cannot be guessed."""
    return f"HD-{ticket:05d}-{_seal('subject', str(ticket), 6)}"


def in_message_id(text: str) -> Mark | None:
    found = MESSAGE_ID.search(text)
    if found is None:
        return None
    ticket, what = int(found["ticket"]), found["what"].lower()
    return Mark(ticket, what) if _holds(found["seal"], "message-id", f"{ticket}.{what}") else None


def in_address(address: str) -> Mark | None:
    found = PLUS.search(address)
    if found is None or not _holds(found["seal"], "plus", str(int(found["ticket"]))):
        return None
    return Mark(int(found["ticket"]))


def in_subject(subject: str) -> Mark | None:
    for found in SUBJECT.finditer(unicodedata.normalize("NFKC", subject)):
        if _holds(found["seal"], "subject", str(int(found["ticket"]))):
            return Mark(int(found["ticket"]))
    return None


def number_in_subject(subject: str) -> int | None:
    """A ticket's bare number: anybody can write one, so it counts only for those who took part."""
    found = NUMBER.search(unicodedata.normalize("NFKC", subject))
    return int(found["ticket"]) if found else None


def without_signs(subject: str) -> str:
    """The subject as its writer meant it: without our sign and without the chain of Re: and Fwd:."""
    bare = re.sub(r"\[?\s*HD-\d{1,12}(?:-[a-z2-7]{6})?\s*\]?[:：]?", " ", subject, flags=re.IGNORECASE)
    bare = re.sub(
        r"^(?:\s*(?:re|fwd?|ｒｅ|ｆｗｄ?|転送|返信|答复|回复|回覆|转发|轉寄|답장|회신|전달)(?:\^?\[?\d+\]?)?\s*[:：]\s*)+",
        "",
        bare,
        flags=re.IGNORECASE,
    )
    return " ".join(bare.split())


def _seal(kind: str, value: str, length: int) -> str:
    digest = salted_hmac(f"suketto.channels.email.{kind}", value, secret=settings.SECRET_KEY, algorithm="sha256")
    return base64.b32encode(digest.digest()).decode().lower()[:length]


def _holds(given: str, kind: str, value: str) -> bool:
    return constant_time_compare(given.lower(), _seal(kind, value, len(given)))
