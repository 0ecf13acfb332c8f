"""3CX tells of a call when it is over, by our CRM template. Unfilled variables arrive as literal `[Name]`."""

import hashlib
import re
from datetime import UTC, datetime, timedelta

from suketto.channels.phone.adapters.told import Answer, Fields, Push, Told, Unreadable, fields, first

VARIABLE = re.compile(r"^\[[\w.]+\]$")
MOMENTS = ("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %I:%M:%S %p", "%Y/%m/%d %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%m/%d/%Y %H:%M")
LONGEST = timedelta(days=1)
DIRECTIONS = {"inbound": "in", "missed": "in", "outbound": "out", "notanswered": "out"}
ANSWERED = {"inbound", "outbound"}


def read(push: Push) -> list[Told]:
    said = filled(fields(push))
    kind = first(said, "CallType").casefold().replace(" ", "")
    if kind not in DIRECTIONS:
        return []
    number, agent = number_in(said, DIRECTIONS[kind]), first(said, "Agent")
    start, end = moment(first(said, "CallStartTimeUTC")), moment(first(said, "CallEndTimeUTC"))
    spoken = min(span(first(said, "Duration")), LONGEST)
    # There is no id: whoever, with whom, from when to when is the call.
    parts = (kind, number, agent, first(said, "CallStartTimeUTC"), first(said, "CallEndTimeUTC"))
    call = hashlib.sha256("|".join(parts).encode()).hexdigest()
    ours = DIRECTIONS[kind]
    caller, called = (number, agent) if ours == "in" else (agent, number)
    users = (agent,) if agent else ()
    told = [Told("new", call, ours, caller, called, at=start or (end - spoken if end else None))]
    if kind in ANSWERED:
        told.append(Told("answer", call, ours, caller, called, users=users, at=end - spoken if end else start))
    cause = "normalClearing" if kind in ANSWERED else "noAnswer"
    return [*told, Told("hangup", call, ours, caller, called, cause=cause, at=end)]


def number_in(said: Fields, direction: str) -> str:
    """Who hides the number leaves the variable empty or unfilled; a push without the field is not of our template."""
    number = first(said, "Number")
    if not number and (direction == "out" or "Number" not in said):
        raise Unreadable("Number is missing")
    return number or "anonymous"


def filled(said: Fields) -> Fields:
    """By the names we gave, without what 3CX had nothing to put in for."""
    return {name: [text for text in texts if not VARIABLE.match(text.strip())] for name, texts in said.items()}


def moment(text: str) -> datetime | None:
    """In UTC, in whichever form the exchange's own language writes it."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    for form in MOMENTS if found is None else ():
        try:
            found = datetime.strptime(text, form).replace(tzinfo=UTC)
            break
        except ValueError:
            continue
    return None if found is None else found if found.tzinfo else found.replace(tzinfo=UTC)


def span(text: str) -> timedelta:
    """ "00:01:05", "1:05" or "65"."""
    parts = text.split(":")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdecimal() and len(part) < 7 for part in parts):
        return timedelta()
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return timedelta(seconds=seconds)


def answer(push: Push, address: str) -> Answer:
    return Answer()


def genuine(push: Push, secret: str, address: str) -> bool:
    """3CX signs nothing: the token in the address is all there is."""
    return True
