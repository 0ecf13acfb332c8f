"""What open chat pages say in passing: here, typing, seen so far. No page waits for a writer because of it."""

from datetime import datetime
from functools import partial

from suketto.channels.chat import actions
from suketto.channels.chat.models import ChatSession
from suketto.foundation import clock
from suketto.foundation.later import the_later
from suketto.people.models import Person
from suketto.trail.whispers import whisper


def say_here(session: ChatSession, *, writing: bool, seen: int) -> None:
    """The page of whoever asked is open; with `writing` the member sees it at once."""
    the_later.soon(("chat here", session.pk), partial(_here, session.pk, clock.now(), seen, writing=writing))
    if writing and session.person_id is not None:
        whisper(f"typing-{session.pk}-requester", by_id=session.person_id, desk_id=session.desk_id)


def _here(number: int, now: datetime, seen: int, *, writing: bool) -> None:
    rows = ChatSession.objects.filter(pk=number)
    facts = {"here_at": now} | ({"typed_at": now} if writing else {})
    rows.update(**facts)
    if seen:
        rows.filter(person_seen__lt=seen).update(person_seen=seen)
    gone = rows.filter(why=ChatSession.Why.GONE).first()
    if gone is not None:
        actions.come_back(gone)


def say_looking(session: ChatSession, member: Person, *, writing: bool, seen: int) -> None:
    """A member has the chat open; only who talks there has read it for the desk."""
    if writing and session.person_id is not None:
        whisper(f"typing-{session.pk}-desk", by_id=member.pk, person_id=session.person_id)
    if seen > session.desk_seen and session.taken_by_id == member.pk:
        the_later.soon(("chat seen", session.pk), partial(_seen, session.pk, seen))


def _seen(number: int, seen: int) -> None:
    ChatSession.objects.filter(pk=number, desk_seen__lt=seen).update(desk_seen=seen)
