"""What the telephone systems send, from their documents and from lines that were listened to."""

import hashlib
import hmac
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suketto.channels.phone.adapters import (
    ADAPTERS,
    Push,
    Told,
    Unreadable,
    generic,
    placetel,
    sipgate,
    threecx,
    twilio,
)
from suketto.people import telephone

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def form(text: str) -> Push:
    return Push(text.encode(), FORM)


def test_the_generic_push_as_a_form_and_as_json_says_the_same() -> None:
    as_form = form(
        "event=newCall&from=493055571600&to=491711234567890&direction=in&callId=123456&user[]=Alice&user[]=Bob&queue=desk"
    )
    as_json = Push(
        b'{"event":"newCall","from":"493055571600","to":"491711234567890","direction":"in","callId":"123456",'
        b'"user":["Alice","Bob"],"queue":"desk"}', JSON,
    )  # fmt: skip
    wanted = [Told("new", "123456", "in", "493055571600", "491711234567890", ("Alice", "Bob"), "desk")]

    assert generic.read(as_form) == wanted
    assert generic.read(as_json) == wanted


def test_an_answer_names_who_took_it_and_an_end_why() -> None:
    answered = form("event=answer&from=1&to=2&direction=in&callId=7&user=Alice&answeringNumber=4120")
    ended = form("event=hangup&from=1&to=2&direction=out&callId=7&cause=busy&answeringNumber=21")

    assert generic.read(answered)[0].users == ("Alice", "4120")
    assert generic.read(ended) == [Told("hangup", "7", "out", "1", "2", users=("21",), cause="busy")]


def test_json_under_the_wrong_label_is_json_and_numbers_are_words() -> None:
    push = Push(b'{"event":"newCall","from":312345678,"callId":42,"direction":"IN","user":null}', FORM)

    assert generic.read(push) == [Told("new", "42", "in", "312345678")]


@pytest.mark.parametrize("event", ["hold", "transfer", "dtmf", "voicemail"])
def test_other_events_are_no_calls(event: str) -> None:
    assert generic.read(form(f"event={event}&callId=1")) == []


@pytest.mark.parametrize(
    "body",
    [b"", b"   ", b"{", b"[1,2]", b"\xff\xfe\x00", b"hello", b'{"event":"newCall"}', b"event=answer", b"<xml/>",
     b'"newCall"', b"{" * 20_000, b"event=" + b"x" * 9000, "電話".encode("cp932")],
    ids=range(13),
)  # fmt: skip
def test_nonsense_is_unreadable_or_no_call_and_nothing_else(body: bytes) -> None:
    for adapter in ADAPTERS.values():
        told: list[Told] = []
        with suppress(Unreadable):
            told = adapter.read(Push(body, JSON))
        assert told == []


@given(st.binary(max_size=300), st.sampled_from(sorted(ADAPTERS)))
def test_no_bytes_break_an_adapter(body: bytes, provider: str) -> None:
    push = Push(body, FORM)
    with suppress(Unreadable):
        ADAPTERS[provider].read(push)
    assert isinstance(ADAPTERS[provider].answer(push, "https://house.example/cti/t").content, bytes)
    assert ADAPTERS[provider].genuine(push, "key", "https://house.example/cti/t") in {True, False}


def test_sipgate_is_asked_to_tell_of_answers_and_ends_and_names_its_users() -> None:
    new = form(
        "event=newCall&direction=in&from=4921199999999&to=4921188888888&callId=5&origCallId=5&user[]=Mizuno+Mari"
        "&userId[]=w0&fullUserId[]=1234567w0&xcid=abc"
    )
    told = sipgate.answer(new, "https://house.example/cti/a&b")

    assert sipgate.read(new)[0].users == ("Mizuno Mari", "w0", "1234567w0")
    assert told.content_type == "application/xml"
    assert (
        b'<Response onAnswer="https://house.example/cti/a&amp;b" onHangup="https://house.example/cti/a&amp;b"/>'
        in told.content
    )
    assert b"<Response/>" in sipgate.answer(form("event=hangup&callId=5"), "https://house.example").content


def test_placetel_in_its_own_words() -> None:
    events = [
        "event=IncomingCall&from=022129191999&to=0221999&call_id=f45",
        "event=CallAccepted&from=022129191999&to=0221999&call_id=f45&peer=7777abc%40fpbx.de",
        "event=HungUp&from=022129191999&to=0221999&call_id=f45&type=missed",
        "event=OutgoingCall&from=0221999&to=022129191999&call_id=f46",
    ]

    assert [placetel.read(form(event))[0] for event in events] == [
        Told("new", "f45", "in", "022129191999", "0221999"),
        Told("answer", "f45", "in", "022129191999", "0221999", users=("7777abc@fpbx.de",)),
        Told("hangup", "f45", "", "022129191999", "0221999", cause="noAnswer"),
        Told("new", "f46", "out", "0221999", "022129191999"),
    ]


def test_placetel_signs_the_body_where_a_secret_is_set() -> None:
    body = b"event=IncomingCall&call_id=1"
    good = hmac.new(b"geheim", body, hashlib.sha256).hexdigest()

    assert placetel.genuine(Push(body), "", "")
    assert placetel.genuine(Push(body, headers={"x-placetel-signature": good}), "geheim", "")
    assert not placetel.genuine(Push(body + b"1", headers={"x-placetel-signature": good}), "geheim", "")
    assert not placetel.genuine(Push(body), "geheim", "")


REPORT = (
    '{"Number":"09012345678","Agent":"4120","CallType":"Inbound","Duration":"00:01:05",'
    '"CallStartTimeUTC":"11/22/2026 1:00:00 AM","CallEndTimeUTC":"11/22/2026 1:01:20 AM"}'
)


def test_3cx_tells_a_whole_call_when_it_is_over() -> None:
    new, answer, hangup = threecx.read(Push(REPORT.encode(), JSON))

    assert (new.direction, new.caller, new.called, answer.users) == ("in", "09012345678", "4120", ("4120",))
    assert [told.at for told in (new, answer, hangup)] == [
        datetime(2026, 11, 22, 1, 0, tzinfo=UTC),
        datetime(2026, 11, 22, 1, 0, 15, tzinfo=UTC),
        datetime(2026, 11, 22, 1, 1, 20, tzinfo=UTC),
    ]
    assert len({told.call for told in threecx.read(Push(REPORT.encode(), JSON))} | {new.call}) == 1


def test_3cx_leaves_variables_as_they_are_when_it_has_nothing_for_them() -> None:
    said = REPORT.replace("Inbound", "Missed").replace("4120", "[Agent]").replace("00:01:05", "[Duration]")
    new, hangup = threecx.read(Push(said.encode(), JSON))

    assert (new.called, new.users, hangup.cause) == ("", (), "noAnswer")
    assert threecx.read(Push(REPORT.replace("Inbound", "[CallType]").encode(), JSON)) == []


@pytest.mark.parametrize("number", ["", "[Number]", "anonymous"])
def test_3cx_has_no_number_for_who_withholds_it(number: str) -> None:
    said = REPORT.replace("09012345678", number)

    assert {told.caller for told in threecx.read(Push(said.encode(), JSON))} == {"anonymous"}
    for none in (said.replace("Inbound", "Outbound"), REPORT.replace('"Number"', '"Numero"')):
        with pytest.raises(Unreadable, match="Number"):
            threecx.read(Push(none.replace("anonymous", "").encode(), JSON))


@pytest.mark.parametrize(
    ("kind", "kinds", "direction"),
    [("Inbound", ["new", "answer", "hangup"], "in"), ("Missed", ["new", "hangup"], "in"),
     ("Outbound", ["new", "answer", "hangup"], "out"), ("Notanswered", ["new", "hangup"], "out")],
)  # fmt: skip
def test_3cx_has_four_kinds_of_calls(kind: str, kinds: list[str], direction: str) -> None:
    told = threecx.read(Push(REPORT.replace("Inbound", kind).encode(), JSON))

    assert [one.kind for one in told] == kinds
    assert {one.direction for one in told} == {direction}


# The example of Twilio's own documents, and what its token makes of it.
ADDRESS = "https://mycompany.com/myapp.php"
SIGNED = b"CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212"


def test_twilios_signature_is_that_of_its_documents() -> None:
    push = Push(SIGNED, FORM, {"x-twilio-signature": "RSOYDt4T1cUTdK1PDd93/VVr8B8="}, query="foo=1&bar=2")

    assert twilio.genuine(push, "12345", ADDRESS)
    assert not twilio.genuine(push, "12346", ADDRESS)
    assert not twilio.genuine(Push(SIGNED, FORM, push.headers), "12345", ADDRESS)
    assert not twilio.genuine(push, "", ADDRESS)
    assert not twilio.genuine(Push(SIGNED, FORM, query=push.query), "12345", ADDRESS)


def test_twilio_in_its_own_words() -> None:
    usual = "CallSid=CA1&From=%2B819012345678&To=%2B81312345678&Direction=inbound&CallStatus="
    leg = "CallSid=CA2&ParentCallSid=CA1&From=%2B819012345678&To=%2B819087654321&Direction=outbound-dial&CallStatus="
    late = "completed&CallDuration=65&Timestamp=Sun,+22+Nov+2026+01:01:20+%2B0000"

    assert twilio.read(form(usual + "ringing")) == [Told("new", "CA1", "in", "+819012345678", "+81312345678")]
    assert twilio.read(form(leg + "in-progress")) == [Told("answer", "CA1", users=("+819087654321",))]
    assert twilio.read(form(leg + "completed")) == []
    assert twilio.read(form(usual + "no-answer"))[0].cause == "noAnswer"
    answered, ended = twilio.read(form(usual + late))
    assert (answered.kind, ended.kind) == ("answer", "hangup")
    assert (answered.at, ended.at) == (
        datetime(2026, 11, 22, 1, 0, 15, tzinfo=UTC),
        datetime(2026, 11, 22, 1, 1, 20, tzinfo=UTC),
    )


@pytest.mark.parametrize("said", ["%2B266696687", "266696687", "%2B7378742833", "%2B2562533", "anonymous"])
def test_twilio_spells_what_hides_a_number_on_a_keypad(said: str) -> None:
    (told,) = twilio.read(form(f"CallSid=CA1&From={said}&To=%2B81312345678&Direction=inbound&CallStatus=ringing"))

    assert telephone.read(told.caller).hidden == "anonymous"
