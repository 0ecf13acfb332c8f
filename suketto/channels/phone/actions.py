"""What people do about calls: begin one that no line tells of, end it, say which case it belongs to; arrange lines."""

import secrets
from typing import Any
from uuid import UUID

from django.db import transaction

from suketto.channels.phone.access import forget_line
from suketto.channels.phone.calling_back import called_back, nobody_answered, settle
from suketto.channels.phone.models import Call, Line, LineUser, hashed, the_sealer
from suketto.foundation import clock
from suketto.people.models import Desk, Person
from suketto.tickets.models import Ticket
from suketto.trail.actions import record

__all__ = [
    "add_user", "answer_by_hand",
    "begin_by_hand", "called_back", "change_line", "finish", "new_address", "nobody_answered", "open_line",
    "remove_line", "remove_user", "tie",
]  # fmt: skip
TOKEN_BYTES = 24


@transaction.atomic
def begin_by_hand(*, desk: Desk, by: Person, once: UUID | None = None) -> Call:
    """A call that no line tells of: it begins when the member says so; said twice under one `once` it is one call."""
    known: Call | None = Call.objects.filter(once=once).first() if once else None
    if known is not None:
        return known
    now = clock.now()
    call: Call = Call.objects.create(desk=desk, taken_by=by, started_at=now, answered_at=now, once=once)
    record("call.begun", call, by=by, desk_id=desk.pk, internal=True)
    return call


@transaction.atomic
def finish(call: Call, *, by: Person) -> Call:
    """The receiver is down. A line that tells of its own end is believed more than a button."""
    held: Call = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if held.ended_at is None and held.line_id is None:
        held.ended_at = clock.now()
        held.save(update_fields=["ended_at"])
        record("call.ended", held, by=by, desk_id=held.desk_id, internal=True)
    return held


@transaction.atomic
def answer_by_hand(call: Call, *, by: Person) -> Call:
    """A member has the caller on the line, whatever the line tells of it: nothing is owed to that number any more."""
    held: Call = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if held.direction == Call.Direction.IN and held.answered_at is None and held.ended_at is None:
        held.answered_at, held.taken_by = clock.now(), by
        settle(held)
        held.save()
        record("call.answered", held, by=by, desk_id=held.desk_id, internal=True)
    return held


@transaction.atomic
def tie(call: Call, ticket: Ticket, *, by: Person) -> Call:
    """This call is about that case; who asked there was the caller. Tied again, the newer word counts."""
    held: Call = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if held.ticket_id == ticket.pk and held.person_id == ticket.requester_id:
        return held
    held.ticket, held.person = ticket, ticket.requester or held.person
    held.taken_by = held.taken_by or by
    held.save(update_fields=["ticket", "person", "taken_by"])
    record("call.tied", held, by=by, desk_id=held.desk_id, internal=True, ticket=ticket.pk)
    return held


@transaction.atomic
def open_line(*, by: Person | None, secret: str = "", **facts: Any) -> Line:
    """A line and the address at which it is heard."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    line: Line = Line.objects.create(
        token_hash=hashed(token), token_sealed=the_sealer.seal(token), secret=the_sealer.seal(secret),
        made_at=clock.now(), **facts,
    )  # fmt: skip
    record("line.opened", line, by=by, desk_id=line.desk_id, internal=True, name=line.name)
    return line


@transaction.atomic
def change_line(line: Line, *, by: Person | None, secret: str = "", **facts: Any) -> list[str]:
    """Changes facts; an empty secret keeps the one there is."""
    changed = sorted(name for name, value in facts.items() if getattr(line, name) != value)
    for name in changed:
        setattr(line, name, facts[name])
    if secret:
        line.secret = the_sealer.seal(secret)
        changed.append("secret")
    if changed:
        line.save(update_fields=changed)
        forget_line(line)
        record("line.changed", line, by=by, desk_id=line.desk_id, internal=True, fields=changed)
    return changed


@transaction.atomic
def new_address(line: Line, *, by: Person | None) -> None:
    """Another token; the address of before is deaf from now on."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    forget_line(line)
    line.token_hash, line.token_sealed = hashed(token), the_sealer.seal(token)
    line.save(update_fields=["token_hash", "token_sealed"])
    record("line.readdressed", line, by=by, desk_id=line.desk_id, internal=True)


@transaction.atomic
def remove_line(line: Line, *, by: Person | None) -> None:
    """It is heard no more; its calls stay, what it said word for word goes."""
    record("line.removed", line, by=by, desk_id=line.desk_id, internal=True, name=line.name)
    forget_line(line)
    line.delete()


@transaction.atomic
def add_user(line: Line, user: str, person: Person, *, by: Person | None) -> LineUser:
    """This name means this member; named again, the newer word counts."""
    named: LineUser
    named, _new = LineUser.objects.update_or_create(line=line, user=user.strip()[:100], defaults={"person": person})
    record("line.user_named", line, by=by, desk_id=line.desk_id, internal=True, person=person.pk)
    return named


@transaction.atomic
def remove_user(named: LineUser, *, by: Person | None) -> None:
    line = named.line
    named.delete()
    record("line.user_removed", line, by=by, desk_id=line.desk_id, internal=True)
