"""Writers in a line, and the one in a hurry in front of it."""

import threading
import time

from suketto.foundation.turns import Turn


def wait_until(true: object) -> None:
    until = time.monotonic() + 5
    while not true() and time.monotonic() < until:  # type: ignore[operator]
        time.sleep(0.001)
    assert true()  # type: ignore[operator]


def writer(turn: Turn, name: str, written: list[str], *, hurry: bool = False) -> threading.Thread:
    def write() -> None:
        if hurry:
            with turn.hurry():
                assert turn.take(5)
        else:
            assert turn.take(5)
        written.append(name)
        turn.give()

    thread = threading.Thread(target=write)
    thread.start()
    return thread


def test_who_is_in_a_hurry_goes_before_all_who_wait() -> None:
    turn, written = Turn(), list[str]()
    assert turn.take(1)
    waiting = [writer(turn, f"page {at}", written) for at in range(6)]
    wait_until(turn.line.locked)
    waiting.append(writer(turn, "telephone", written, hurry=True))
    wait_until(lambda: turn.hurried == 1)
    turn.give()
    for thread in waiting:
        thread.join(5)

    assert written[0] == "telephone"
    assert sorted(written) == sorted(["telephone", *(f"page {at}" for at in range(6))])


def test_nobody_waits_longer_than_they_said() -> None:
    turn = Turn()
    assert turn.take(1)

    assert not turn.take(0.05)
    with turn.hurry():
        assert not turn.take(0.05)
    turn.give()
    assert turn.take(0.05)
    turn.give()


def test_a_hurry_ends_with_its_block_and_is_nobody_elses() -> None:
    turn = Turn()
    with turn.hurry():
        with turn.hurry():
            pass
        assert turn.mine.hurry
        thread = writer(turn, "other", written := list[str]())
        thread.join(5)

    assert (turn.mine.hurry, written, turn.hurried) == (False, ["other"], 0)
