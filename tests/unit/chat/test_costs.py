"""What is looked for every minute, and with every line that another service brings, costs as much as there is of it."""

from typing import Any

import pytest

from suketto.channels.chat.models import ChatSession
from suketto.foundation import clock
from suketto.tickets.models import Ticket
from tests.people import a_desk
from tests.plans import reads_little

pytestmark = pytest.mark.django_db
NOW = clock.now()
CHATS = ChatSession.objects


@pytest.fixture
def years_of_chats() -> None:
    """Thousands that have ended, and eight that have not."""
    desk = a_desk()
    asked = Ticket.objects.bulk_create(
        Ticket(desk=desk, subject="印刷", channel="chat", opened_at=NOW, changed_at=NOW, sort_at=NOW)
        for _at in range(4000)
    )
    ChatSession.objects.bulk_create(
        ChatSession(
            ticket=ticket, desk=desk, asked_at=NOW, waiting_since=NOW, connector="walkie", thread=f"T{at}",
            taken_at=NOW if at % 2 else None, ended_at=None if at % 500 == at % 2 else NOW,
            why="" if at % 500 == at % 2 else "finished", look_again_at=NOW if at % 500 == at % 2 else None,
        )
        for at, ticket in enumerate(asked)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (CHATS.going_on().filter(taken_at__lte=NOW).order_by("pk")[:500], "chat_open"),
        (CHATS.waiting().filter(here_at__lt=NOW, connector="portal").order_by("pk")[:500], "chat_open"),
        (CHATS.waiting().order_by("pk").values_list("desk_id", flat=True), "chat_open"),
        (CHATS.filter(look_again_at__lte=NOW).order_by("look_again_at")[:500], "chat_look_again"),
        (CHATS.filter(connector="walkie", thread="C1").order_by("-asked_at", "-pk"), "chat_threads"),
    ],
    ids=["silent", "gone", "closing", "unseen", "thread"],
)
def test_open_chats_and_threads_are_found_by_an_index_of_their_own(rows: Any, index: str, years_of_chats: None) -> None:
    assert reads_little(rows, index, at_most=40) == ""
