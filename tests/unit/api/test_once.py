"""Idempotency-Key: what comes twice is done once."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections

from suketto.api.jobs import forget_answers
from suketto.api.models import Answer
from suketto.foundation import clock
from suketto.tickets.models import Ticket
from tests.people import a_desk, a_member, a_ticket, somebody
from tests.unit.api.calling import Program, case

ASK = {"text": "VPNにつながりません"}


@pytest.mark.django_db
def test_sent_twice_it_is_done_once_and_answered_twice() -> None:
    a_desk()
    program = Program(somebody())

    first, second = (program.post("tickets", ASK, Idempotency_Key="k1") for _ in range(2))

    assert Ticket.objects.count() == 1
    assert (second.status_code, second.content) == (201, first.content)
    assert (first.headers.get("Idempotent-Replayed"), second.headers["Idempotent-Replayed"]) == (None, "true")


@pytest.mark.django_db
def test_the_same_key_for_something_else_is_refused() -> None:
    a_desk()
    program = Program(somebody())
    program.post("tickets", ASK, Idempotency_Key="k1")

    other = program.post("tickets", {"text": "別の話"}, Idempotency_Key="k1")

    assert case(other) == (422, "key-used-before")
    assert Ticket.objects.count() == 1


@pytest.mark.django_db
def test_a_key_belongs_to_a_person_and_an_address() -> None:
    a_desk()
    ticket, member = a_ticket(), Program(a_member())
    colleague = Program(somebody())

    statuses = [
        colleague.post("tickets", ASK, Idempotency_Key="k1").status_code,
        member.post("tickets", ASK, Idempotency_Key="k1").status_code,
        member.post(f"tickets/{ticket.pk}/notes", {"body": "x"}, Idempotency_Key="k1").status_code,
    ]

    assert statuses == [201, 201, 201]
    assert Answer.objects.count() == 3


@pytest.mark.django_db
def test_a_refused_request_may_be_corrected_under_the_same_key() -> None:
    ticket, member = a_ticket(), Program(a_member())
    path = f"tickets/{ticket.pk}/replies"

    assert case(member.post(path, {"body": "  "}, Idempotency_Key="k1")) == (422, "nothing-written")
    assert member.post(path, {"body": "はい"}, Idempotency_Key="k1").status_code == 201


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", " ", "あ", "k" * 256])
def test_a_key_nobody_could_repeat_is_refused(key: str) -> None:
    assert case(Program(somebody()).post("tickets", ASK, Idempotency_Key=key)) == (400, "key-unusable")


@pytest.mark.django_db
def test_answers_are_forgotten_after_two_days() -> None:
    a_desk()
    Program(somebody()).post("tickets", ASK, Idempotency_Key="k1")
    Answer.objects.update(at=clock.now() - timedelta(days=2, minutes=1))

    forget_answers.call()

    assert Answer.objects.count() == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_ticket() -> None:
    """On SQLite in memory the connections are one, so this needs a real file or PostgreSQL to say anything."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("one connection in memory cannot be two at once")
    a_desk()
    program, start, answers = Program(somebody()), threading.Barrier(2), []

    def ask() -> None:
        start.wait()
        answers.append(program.post("tickets", ASK, Idempotency_Key="k1"))
        connections.close_all()

    together(ask, ask)

    assert Ticket.objects.count() == 1
    assert {answer.status_code for answer in answers} == {201}
    assert answers[0].content == answers[1].content


def together(*acts: Any) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
