"""What no page waits for: done by another thread, in the newest version, and never an error for anybody."""

import threading
from collections.abc import Iterator

import pytest
from django.db import OperationalError

from suketto.foundation.later import Later

WITHIN = 5.0


@pytest.fixture
def later() -> Iterator[Later]:
    made = Later()
    made.start()
    yield made
    made.stop()


def test_outside_a_serving_process_it_is_done_at_once() -> None:
    done: list[str] = []

    Later().soon("a", lambda: done.append("a"))

    assert done == ["a"]


def test_whoever_leaves_something_goes_on_while_another_is_held_up(later: Later) -> None:
    begun, free, done = threading.Event(), threading.Event(), threading.Event()

    def held_up() -> None:
        begun.set()
        free.wait(WITHIN)

    later.soon("held up", held_up)
    begun.wait(WITHIN)
    later.soon("next", done.set)
    while_held_up = done.is_set()
    free.set()

    assert (while_held_up, done.wait(WITHIN)) == (False, True)


def test_of_two_under_one_key_the_newest_is_done(later: Later) -> None:
    begun, free, last = threading.Event(), threading.Event(), threading.Event()
    done: list[str] = []

    def held_up() -> None:
        begun.set()
        free.wait(WITHIN)

    later.soon("held up", held_up)
    begun.wait(WITHIN)
    later.soon("here", lambda: done.append("reading"))
    later.soon("here", lambda: done.append("writing"))
    later.soon("last", last.set)
    free.set()
    last.wait(WITHIN)

    assert done == ["writing"]


def test_a_missed_write_holds_up_nobody(later: Later) -> None:
    done = threading.Event()

    def refused() -> None:
        raise OperationalError

    later.soon("refused", refused)
    later.soon("next", done.set)

    assert done.wait(WITHIN)


def test_any_other_error_of_one_act_ends_neither_the_thread_nor_the_acts_beside_it(later: Later) -> None:
    beside, after = threading.Event(), threading.Event()

    def broken() -> None:
        raise ValueError

    with later.lock:  # both are left before either is done
        later.acts |= {"broken": broken, "beside": beside.set}
    later.wake.set()
    done_beside = beside.wait(WITHIN)
    later.soon("after", after.set)

    assert (done_beside, after.wait(WITHIN)) == (True, True)


def test_what_was_left_is_done_before_the_process_ends(later: Later) -> None:
    done: list[str] = []
    later.soon("last", lambda: done.append("last"))

    later.stop()

    assert done == ["last"]
