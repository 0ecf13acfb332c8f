"""Two workers at one thread of letters: its answer is understood after it, and there is one ticket."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from suketto.channels.email.models import Letter
from suketto.channels.email.storing import Arrival, store
from suketto.channels.email.understanding import understood
from suketto.tickets.models import Ticket
from tests.people import a_desk, somebody
from tests.unit.email.writing import a_letter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def thread_of_letters() -> tuple[Letter, Letter]:
    shibata, boss = somebody(), somebody("宮本", "武")
    question = a_letter(by=shibata, Message_ID="<q@example.jp>", Cc=boss.email)
    answer = a_letter("CCで見ました。", by=boss, subject="Re: VPNの件", In_Reply_To="<q@example.jp>")
    first, second = store([Arrival(question), Arrival(answer)], came_by="file", desk=a_desk())
    return first, second


class Worker(threading.Thread):
    """Understands one letter on a connection of its own."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(daemon=True)
        self.letter, self.done = letter, threading.Event()

    def run(self) -> None:
        try:
            understood(Letter.objects.select_related("desk").get(pk=self.letter.pk))
            self.done.set()
        finally:
            connection.close()


@pytest.fixture
def other(thread_of_letters: tuple[Letter, Letter]) -> Iterator[Worker]:
    worker = Worker(thread_of_letters[1])
    yield worker
    worker.join(20)


def test_an_answer_waits_for_the_question_that_another_worker_holds(
    thread_of_letters: tuple[Letter, Letter], other: Worker
) -> None:
    question = thread_of_letters[0]
    with transaction.atomic():
        Letter.objects.select_for_update().get(pk=question.pk)
        other.start()
        too_early = other.done.wait(1.5)
        understood(question)
    other.join(20)

    assert (too_early, other.done.is_set()) == (False, True)
    tickets = set(Letter.objects.values_list("ticket_id", flat=True))
    assert (Ticket.objects.count(), len(tickets), None in tickets) == (1, 1, False)


def test_an_answer_does_not_wait_for_a_letter_that_nobody_holds(
    thread_of_letters: tuple[Letter, Letter], other: Worker
) -> None:
    other.start()

    assert other.done.wait(20)
    assert Letter.objects.waiting().count() == 1
