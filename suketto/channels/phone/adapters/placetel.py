"""Placetel's notifications: IncomingCall, OutgoingCall, CallAccepted, HungUp as forms; signed where a secret is set."""

import hashlib
import hmac

from suketto.channels.phone.adapters.told import Answer, Kind, Push, Told, fields, first, needed, several

KINDS: dict[str, tuple[Kind, str]] = {
    "incomingcall": ("new", "in"),
    "outgoingcall": ("new", "out"),
    "callaccepted": ("answer", "in"),
    "hungup": ("hangup", ""),
}
CAUSES = {
    "accepted": "normalClearing", "missed": "noAnswer", "voicemail": "voicemail", "blocked": "blocked", "busy": "busy",
    "canceled": "cancel", "unavailable": "notFound", "congestion": "congestion",
}  # fmt: skip


def read(push: Push) -> list[Told]:
    said = fields(push)
    if (known := KINDS.get(needed(said, "event").casefold())) is None:
        return []
    kind, direction = known
    told = first(said, "direction").casefold()
    cause = first(said, "type").casefold()
    return [
        Told(
            kind=kind, call=needed(said, "call_id"), direction=direction or (told if told in {"in", "out"} else ""),
            caller=first(said, "from"), called=first(said, "to"), users=several(said, "peer"),
            cause=CAUSES.get(cause, cause[:20]) if kind == "hangup" else "",
        )
    ]  # fmt: skip


def answer(push: Push, address: str) -> Answer:
    return Answer()


def genuine(push: Push, secret: str, address: str) -> bool:
    """`X-PLACETEL-SIGNATURE` is the HMAC-SHA256 of the body in hexadecimal."""
    if not secret:
        return True
    wanted = hmac.new(secret.encode(), push.body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted.encode(), push.headers.get("x-placetel-signature", "").strip().lower().encode())
