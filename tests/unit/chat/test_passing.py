"""Typing is told to the other side alone, in this process and in others, and never stands in the history."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from suketto.channels.chat import actions, passing
from suketto.channels.chat.models import ChatSession
from suketto.people.models import Person
from suketto.trail import hub, jobs
from suketto.trail.models import Event, Whisper
from suketto.trail.views import _line
from tests.people import a_desk, a_member, somebody

pytestmark = pytest.mark.django_db


class AtOnce:
    """Stands in for the loop of a stream: what it is given is done."""

    def call_soon_threadsafe(self, act: Callable[..., object], *given: object) -> None:
        act(*given)


class Pages:
    """Open pages of a few people; what each was told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *people: Person) -> None:
        self.hub = hub.Hub()
        monkeypatch.setattr(hub, "the_hub", self.hub)
        self.all = [
            hub.Subscriber(person.viewer(), AtOnce())  # type: ignore[arg-type]
            for person in people
        ]
        self.hub.subscribers.update(self.all)

    def told(self) -> list[list[str]]:
        return [
            [topic for _each in range(page.queue.qsize()) for topic in page.queue.get_nowait().topics]  # type: ignore[union-attr]
            for page in self.all
        ]


def a_taken_chat(owner: Person, member: Person) -> ChatSession:
    session = actions.begin(desk=a_desk(), person=owner, text="印刷できません")
    return actions.take(session, by=member)


def test_typing_is_told_to_the_other_side_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    owner, other, mizuno, kuramochi = somebody(), somebody(), a_member(), a_member(desk=a_desk("ga", "総務"))
    session = a_taken_chat(owner, mizuno)
    events = Event.objects.count()
    pages = Pages(monkeypatch, owner, other, mizuno, kuramochi)

    passing.say_here(session, writing=True, seen=0)
    from_owner = pages.told()
    passing.say_looking(session, mizuno, writing=True, seen=0)

    number = session.pk
    assert from_owner == [[], [], [f"typing-{number}-requester"], []]
    assert pages.told() == [[f"typing-{number}-desk"], [], [], []]
    assert Event.objects.count() == events


def test_to_be_here_without_typing_is_told_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    owner, mizuno = somebody(), a_member()
    session = a_taken_chat(owner, mizuno)
    pages = Pages(monkeypatch, owner, mizuno)

    passing.say_here(session, writing=False, seen=0)
    passing.say_looking(session, mizuno, writing=False, seen=0)

    assert pages.told() == [[], []]


def test_another_process_is_told_once_and_this_one_not_again(monkeypatch: pytest.MonkeyPatch) -> None:
    owner, mizuno = somebody(), a_member()
    session = a_taken_chat(owner, mizuno)
    pages = Pages(monkeypatch, owner, mizuno)
    pages.hub.last = hub.newest()
    Whisper.objects.create(
        topic=f"typing-{session.pk}-desk", by_id=mizuno.pk, person_id=owner.pk, origin="another", at=session.asked_at
    )
    pages.hub._fan_out()
    pages.hub._fan_out()
    from_elsewhere = pages.told()
    passing.say_looking(session, mizuno, writing=True, seen=0)
    here = pages.told()
    pages.hub._fan_out()

    assert (from_elsewhere, here, pages.told()) == (
        [[f"typing-{session.pk}-desk"], []], [[f"typing-{session.pk}-desk"], []], [[], []],
    )  # fmt: skip


def test_a_passing_word_moves_nobodys_place_in_the_history() -> None:
    assert _line(hub.Signal(0, ("typing-1-desk",))) == 'event: change\ndata: ["typing-1-desk"]\n\n'
    assert _line(hub.Signal(7, ("ticket-1",))).startswith("id: 7\n")


def test_whispers_are_forgotten(monday: time_machine.Traveller) -> None:
    owner, mizuno = somebody(), a_member()
    passing.say_here(a_taken_chat(owner, mizuno), writing=True, seen=0)
    jobs.forget_whispers.call()
    kept = Whisper.objects.count()
    monday.shift(timedelta(minutes=2))
    jobs.forget_whispers.call()

    assert (kept, Whisper.objects.count()) == (1, 0)
