"""The addresses of lines, what a line says when it is tried by hand, and what was refused at its door."""

import json
from functools import partial
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from suketto.channels.phone.adapters import Push
from suketto.channels.phone.models import CallEvent, Line, the_sealer
from suketto.channels.phone.storing import store
from suketto.channels.phone.understanding import understand
from suketto.foundation import clock
from suketto.foundation.later import the_later

FORMS = {
    "generic": {"new": "newCall", "answer": "answer", "hangup": "hangup"},
    "sipgate": {"new": "newCall", "answer": "answer", "hangup": "hangup"},
    "placetel": {"new": "IncomingCall", "answer": "CallAccepted", "hangup": "HungUp"},
    "twilio": {"new": "ringing", "answer": "in-progress", "hangup": "completed"},
}


def address_of(line: Line, token: str = "") -> str:
    """What is pasted into the telephone system. It holds the token, so only administrators and the line see it."""
    return f"{settings.ADDRESS}{reverse('call_told', args=[token or the_sealer.unseal(line.token_sealed)])}"


def refused(line: Line) -> None:
    """Noted for the line's page; how often does not matter, and nobody waits for it."""
    act = partial(Line.objects.filter(pk=line.pk).update, refused_at=clock.now())
    the_later.soon(("line-refused", line.pk), act)


def trial_key() -> str:
    return f"trial-{uuid4().hex[:12]}"


@transaction.atomic
def try_out(line: Line, *, kind: str, key: str, number: str, user: str) -> CallEvent:
    """The same bytes as its telephone system would send, through the same way, marked as a trial."""
    event = store(line, _push(line.provider, kind, key, number, user), trial=True)
    understand(event.pk)
    event.refresh_from_db()
    return event


def _push(provider: str, kind: str, key: str, number: str, user: str) -> Push:
    called = "0312345678"
    if provider == Line.Provider.THREECX:
        said = {"Number": number, "Agent": user, "CallType": "Inbound" if user else "Missed", "Duration": "00:00:30"}
        return Push(json.dumps(said | {"CallStartTimeUTC": clock.now().isoformat()}).encode(), "application/json")
    word = FORMS[provider][kind]
    if provider == Line.Provider.TWILIO:
        form = {"CallSid": key, "From": number, "To": called, "CallStatus": word, "Direction": "inbound"}
        if kind == "answer" and user:
            form = {"CallSid": f"{key}-leg", "ParentCallSid": key, "To": user, "CallStatus": word}
    elif provider == Line.Provider.PLACETEL:
        form = {"event": word, "call_id": key, "from": number, "to": called, "direction": "in"}
        form |= {"peer": user} if kind == "answer" else {"type": "missed"} if kind == "hangup" else {}
    else:
        form = {"event": word, "callId": key, "from": number, "to": called, "direction": "in"}
        form |= {"user": user} if kind == "answer" and user else {"cause": "normalClearing"} if kind == "hangup" else {}
    return Push(json.dumps(form, ensure_ascii=False).encode(), "application/json")
