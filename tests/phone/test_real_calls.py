"""Real telephone calls through a real exchange: answered, busy, given up, from a withheld number."""

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.house import House, built
from tests.journeys.phone_seeds import TOKEN
from tests.phone.exchange import Exchange, exchange, missing

pytestmark = [pytest.mark.journey, pytest.mark.skipif(bool(missing()), reason=missing() or "never")]
WITHIN = 30.0
SANADA = "sip:09012345678@127.0.0.1"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    open_house = House(built(tmp_path_factory.mktemp("phone"), "tests.journeys.phone_seeds:with_a_line"))
    open_house.start()
    try:
        yield open_house
        open_house.stop()
    finally:
        open_house.end()


@pytest.fixture(scope="module")
def pbx(house: House) -> Iterator[Exchange]:
    with exchange(f"{house.url}/cti/{TOKEN}") as started:
        yield started


def asked(house: House, question: str) -> Any:
    return json.loads(house.premises.run(sys.executable, "-m", "tests.phone.asking", question))


def told(house: House, call_id: str) -> dict[str, Any]:
    """The call as the house knows it, once it has ended and everything that came was understood."""
    question = (
        f"[{{'number': call.number, 'hidden': call.hidden, 'cause': call.cause, 'ended': call.ended_at is not None,"
        " 'answered': call.answered_at is not None, 'by': call.taken_by.family_name if call.taken_by else '',"
        " 'owed': call.call_back.number if call.call_back and not call.call_back.done_at else '',"
        " 'people': len(call.candidates),"
        " 'kinds': list(call.events.filter(outcome='understood').order_by('id').values_list('kind', flat=True)),"
        " 'answers': call.events.filter(kind='answer').count()}"
        f" for call in Call.objects.filter(key={call_id!r})]"
    )
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        calls = asked(house, question)
        waiting = asked(house, "CallEvent.objects.filter(outcome='waiting').count()")
        if calls and calls[0]["ended"] and not waiting:
            assert len(calls) == 1
            return dict(calls[0])
        time.sleep(0.3)
    raise AssertionError(f"the house did not hear of {call_id}")


def test_a_call_that_is_answered_is_one_call_however_often_the_exchange_says_so(house: House, pbx: Exchange) -> None:
    pbx.call(caller=SANADA, callee="4001", call_id="answered-1", as_caller="calls", as_callee="answers")

    call = told(house, "answered-1")
    assert call.pop("answers") > 1, "the exchange is to have told of the answer again"
    assert call == {
        "number": "+819012345678", "hidden": "", "cause": "normalClearing", "ended": True, "answered": True,
        "by": "水野", "owed": "", "people": 1, "kinds": ["new", "answer", "hangup"],
    }  # fmt: skip


def test_a_busy_line_is_a_call_we_owe(house: House, pbx: Exchange) -> None:
    caller = "sip:+81431234567@127.0.0.1"
    pbx.call(caller=caller, callee="4001", call_id="busy-1", as_caller="calls_in_vain", as_callee="is_busy")

    call = told(house, "busy-1")
    assert (call["cause"], call["answered"], call["owed"], call["people"]) == ("busy", False, "+81431234567", 2)
    assert call["kinds"] == ["new", "hangup"]


def test_who_gives_up_is_called_back_and_answered_later_is_not(house: House, pbx: Exchange) -> None:
    caller = "sip:0299112222@127.0.0.1"
    pbx.call(caller=caller, callee="4001", call_id="gone-1", as_caller="gives_up", as_callee="rings")
    missed = told(house, "gone-1")
    pbx.call(caller=caller, callee="4001", call_id="again-1", as_caller="calls", as_callee="answers")
    told(house, "again-1")

    assert (missed["cause"], missed["owed"], missed["people"]) == ("cancel", "+81299112222", 0)
    settled = "[(each.how, each.done_by.family_name) for each in CallBack.objects.filter(number='+81299112222')]"
    assert asked(house, settled) == [["called_again", "水野"]]


def test_a_withheld_number_is_a_missed_call_and_no_promise(house: House, pbx: Exchange) -> None:
    caller = "sip:anonymous@anonymous.invalid"
    pbx.call(caller=caller, callee="4001", call_id="hidden-1", as_caller="gives_up", as_callee="rings")

    call = told(house, "hidden-1")
    assert (call["number"], call["hidden"], call["owed"], call["people"]) == ("", "anonymous", "", 0)


def test_nothing_that_the_exchange_said_was_lost_or_unreadable(house: House, pbx: Exchange) -> None:
    outcomes = asked(house, "sorted(set(CallEvent.objects.values_list('outcome', flat=True)))")

    assert set(outcomes) <= {"understood", "repeated"}
    assert asked(house, "Call.objects.count()") == asked(house, "Call.objects.values('key').distinct().count()")
