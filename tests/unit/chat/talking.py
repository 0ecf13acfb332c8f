"""Chats as tests need them: one of a colleague, what was said in it, and time that goes by."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine

from suketto.channels.chat import actions
from suketto.channels.chat.models import ChatSession
from suketto.channels.chat.queries import lines_after
from suketto.people.models import Person
from tests.people import a_desk, somebody

MONDAY = datetime(2026, 6, 8, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


def a_chat(person: Person | None = None, text: str = "印刷できません", **facts: object) -> ChatSession:
    asking = person or somebody()
    return actions.begin(desk=a_desk(), person=asking, text=text, **facts)  # type: ignore[arg-type]


def fresh(session: ChatSession) -> ChatSession:
    return ChatSession.objects.select_related("ticket", "taken_by").get(pk=session.pk)


def said(session: ChatSession) -> list[str]:
    return [message.body for message in lines_after(session)]


def later(traveller: time_machine.Traveller, **span: int) -> None:
    traveller.shift(timedelta(**span))
