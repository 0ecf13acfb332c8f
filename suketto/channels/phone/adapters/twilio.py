"""Twilio's status callbacks: forms, signed with the account's auth token."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from suketto.channels.phone.adapters.told import Answer, Fields, Kind, Push, Told, fields, first, needed

KINDS: dict[str, Kind] = {
    "queued": "new", "initiated": "new", "ringing": "new", "in-progress": "answer", "answered": "answer",
    "completed": "hangup", "busy": "hangup", "failed": "hangup", "no-answer": "hangup", "canceled": "hangup",
}  # fmt: skip
CAUSES = {
    "completed": "normalClearing", "busy": "busy", "failed": "congestion",
    "no-answer": "noAnswer", "canceled": "cancel",
}  # fmt: skip
# Twilio writes these words with the digits of a keypad where there is no number (its article on calls from +266696687).
WORDS = {
    "266696687": "anonymous", "7378742833": "restricted", "2562533": "withheld", "8656696": "unknown",
    "86282452253": "unavailable",
}  # fmt: skip
EMPTY = b'<?xml version="1.0" encoding="UTF-8"?>\n<Response/>\n'


def read(push: Push) -> list[Told]:
    said = fields(push)
    status = needed(said, "CallStatus").casefold()
    kind = KINDS.get(status)
    if kind is None:
        return []
    if parent := first(said, "ParentCallSid"):
        # A leg that Twilio dials for a call that came in: picking it up answers the call, its end ends nothing.
        picked = first(said, "To")
        return [Told("answer", parent, users=(picked,) if picked else (), at=_at(said))] if kind == "answer" else []
    told = _told(said, kind, status, _at(said))
    seconds = first(said, "CallDuration")
    if status == "completed" and told.at is not None and seconds.isascii() and seconds.isdecimal() and int(seconds):
        # A number's own callback says only "completed": whether somebody answered stands in the duration.
        began = told.at - timedelta(seconds=min(int(seconds), 86_400))
        return [_told(said, "answer", status, began), told]
    return [told]


def _told(said: Fields, kind: Kind, status: str, at: datetime | None) -> Told:
    direction = first(said, "Direction").casefold()
    caller = first(said, "From", "Caller")
    return Told(
        kind=kind, call=needed(said, "CallSid"), caller=WORDS.get(caller.removeprefix("+"), caller),
        called=first(said, "To", "Called"), at=at,
        direction="in" if direction == "inbound" else "out" if direction.startswith("outbound") else "",
        cause=CAUSES.get(status, "") if kind == "hangup" else "",
    )  # fmt: skip


def _at(said: Fields) -> datetime | None:
    try:
        found = parsedate_to_datetime(first(said, "Timestamp"))
    except (ValueError, TypeError):
        return None
    return found if found.tzinfo else None


def answer(push: Push, address: str) -> Answer:
    return Answer(EMPTY, "application/xml")


def genuine(push: Push, secret: str, address: str) -> bool:
    """`X-Twilio-Signature`: HMAC-SHA1 of the address and the form's names and values, by name, in base64."""
    if not secret:
        return False
    said = push.headers.get("x-twilio-signature", "").strip().encode()
    wanted = address + (f"?{push.query}" if push.query else "")
    return any(hmac.compare_digest(signature(where, push, secret), said) for where in (wanted, wanted.rstrip("/")))


def signature(address: str, push: Push, secret: str) -> bytes:
    try:
        form = fields(push)
    except ValueError:
        form = {}
    # Only with its brackets gone does a name differ from what Twilio signed; it sends none.
    text = address + "".join(name + value for name in sorted(form) for value in sorted(set(form[name])))
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha1).digest())
