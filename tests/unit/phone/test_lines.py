"""The door for telephone systems, and the administrator's page about it."""

import base64
import hashlib
import hmac
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree

from suketto.channels.phone import actions
from suketto.channels.phone.adapters import Push
from suketto.channels.phone.lines import address_of
from suketto.channels.phone.models import Call, CallBack, CallEvent, Line, LineUser
from suketto.channels.phone.storing import LARGEST, store
from suketto.channels.phone.understanding import understand_waiting
from suketto.channels.phone.words import told_in_words
from suketto.people.actions import add_number
from suketto.people.models import Person
from tests.people import a_desk, a_leader, a_member, an_administrator, somebody
from tests.unit.phone.ringing import CALLER, a_line, missed, path_of, said, tell, tell_form

pytestmark = pytest.mark.django_db
ADDRESS = "https://helpdesk.example.jp"


@pytest.fixture(autouse=True)
def at_home(settings: Any) -> None:
    settings.ADDRESS = ADDRESS


@pytest.fixture
def kishimoto() -> Client:
    browser = Client()
    browser.force_login(an_administrator())
    return browser


def test_a_push_is_stored_and_answered(client: Client) -> None:
    line = a_line()
    answer = tell(line, "newCall")

    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"{}", "application/json")
    assert tell_form(line, said("answer")).status_code == 200
    assert CallEvent.objects.count() == 2


def test_with_or_without_the_last_stroke_of_the_address(client: Client) -> None:
    line = a_line()

    for call, address in (("1", path_of(line)), ("2", path_of(line) + "/")):
        assert client.post(address, said("newCall", call), content_type="application/json").status_code == 200
    assert Call.objects.count() == 2


@pytest.mark.parametrize("token", ["x" * 32, "short", "..%2f..", "x" * 400])
def test_a_wrong_token_is_nothing(client: Client, token: str) -> None:
    a_line()
    answer = client.post(f"/cti/{token}", said("newCall"))

    assert answer.status_code == 404
    assert not CallEvent.objects.exists()


def test_a_line_that_is_switched_off_or_readdressed_is_deaf() -> None:
    line = a_line()
    before = path_of(line)
    actions.new_address(line, by=None)
    old = Client().post(before, said("newCall"))
    new = tell(line, "newCall")
    actions.change_line(line, by=None, active=False)

    assert (old.status_code, new.status_code, tell(line, "newCall").status_code) == (404, 200, 404)


def test_far_too_much_is_refused_and_a_browser_has_nothing_to_get_here(client: Client) -> None:
    line = a_line()

    assert client.post(path_of(line), b"x" * (LARGEST + 1), content_type="text/plain").status_code == 413
    assert client.get(path_of(line)).status_code == 405
    assert not CallEvent.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{{{", b"\x00\x01", b"hello", b"event=newCall"], ids=range(5))
def test_nonsense_is_kept_and_answered_without_a_stack_trace(kishimoto: Client, body: bytes) -> None:
    line = a_line()
    answer = Client().post(path_of(line), body, content_type="application/octet-stream")
    page = kishimoto.get(reverse("line", args=[line.pk])).content.decode()

    assert answer.status_code == 200
    assert "読めません" in page
    assert not Call.objects.exists()


def test_sipgate_gets_its_answer_as_xml() -> None:
    line = a_line("sipgate")
    answer = tell_form(line, said("newCall"))
    response = etree.fromstring(answer.content)

    assert answer["Content-Type"] == "application/xml"
    assert (response.tag, response.get("onAnswer")) == ("Response", address_of(line))
    assert response.get("onHangup") == f"{ADDRESS}{path_of(line)}"


def signed(line: Line, form: dict[str, str], key: str) -> str:
    text = address_of(line) + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha1).digest()).decode()


def test_twilio_is_believed_by_its_signature_alone(kishimoto: Client) -> None:
    line = a_line("twilio", secret="auth-token")
    form = {"CallSid": "CA1", "CallStatus": "ringing", "From": "+819012345678", "To": "+81312345678",
            "Direction": "inbound", "AccountSid": "AC1"}  # fmt: skip
    good = tell_form(line, form, **{"X-Twilio-Signature": signed(line, form, "auth-token")})
    wrong = tell_form(line, form, **{"X-Twilio-Signature": signed(line, form, "guessed")})
    without = tell_form(line, form)

    assert (good.status_code, wrong.status_code, without.status_code) == (200, 403, 403)
    assert (CallEvent.objects.count(), Call.objects.get().number) == (1, "+819012345678")
    assert "署名の合わない知らせ" in kishimoto.get(reverse("line", args=[line.pk])).content.decode()


@pytest.mark.parametrize("provider", ["placetel", "twilio"])
def test_a_secret_that_can_no_longer_be_opened_lets_nobody_in(settings: Any, provider: str) -> None:
    line = a_line(provider, secret="shared-key")
    address = path_of(line)
    settings.SECRET_KEY = "another"
    form = urlencode({"event": "IncomingCall", "call_id": "p1", "from": CALLER, "to": "0312345678"})
    answer = Client().post(address, form, content_type="application/x-www-form-urlencoded")

    line.refresh_from_db()
    assert (answer.status_code, CallEvent.objects.count(), line.refused_at is not None) == (403, 0, True)


def test_the_secret_and_the_token_lie_sealed_and_are_not_shown_again(kishimoto: Client) -> None:
    line = a_line("twilio", secret="auth-token")
    page = kishimoto.get(reverse("line", args=[line.pk])).content.decode()
    token = path_of(line).removeprefix("/cti/")

    assert ("auth-token" in line.secret, "auth-token" in page) == (False, False)
    assert (token in line.token_sealed, token == line.token_hash) == (False, False)
    assert address_of(line) in page


def test_another_key_of_the_house_is_said_and_mended(kishimoto: Client, settings: Any) -> None:
    line = a_line()
    settings.SECRET_KEY = "another"
    kishimoto.force_login(Person.objects.get())
    page = kishimoto.get(reverse("line", args=[line.pk])).content.decode()

    assert "宛先を作り直す" in page
    kishimoto.post(reverse("new_line_address", args=[line.pk]))
    line.refresh_from_db()
    assert address_of(line).startswith(ADDRESS)


def test_3cx_asks_who_has_a_number(client: Client) -> None:
    line, sanada = a_line("threecx"), somebody("真田", "隆志")
    add_number(sanada, CALLER, kind="mobile", by=None)
    address = path_of(line) + "/contact?number="
    found = client.get(address + "09012345678").json()["contact"]
    add_number(somebody("久我"), CALLER, kind="mobile", by=None)

    assert (found["lastname"], found["url"]) == ("真田", f"{ADDRESS}/desk/new/?person={sanada.pk}")
    assert client.get(address + "09012345678").json() == {"contact": {}}
    assert client.get(address + "[Number]").json() == {"contact": {}}
    assert client.get("/cti/" + "x" * 32 + "/contact?number=1").status_code == 404
    assert client.get(path_of(a_line()) + "/contact?number=1").status_code == 404


def test_the_template_for_3cx_is_well_formed_and_leads_here(kishimoto: Client) -> None:
    line = a_line("threecx")
    answer = kishimoto.get(reverse("line_template", args=[line.pk]))
    template = etree.fromstring(answer.content)
    urls = [request.get("Url", "") for request in template.iter("Request")]

    assert answer["Content-Disposition"] == 'attachment; filename="suketto-3cx.xml"'
    assert urls == [f"{address_of(line)}/contact?number=[Number]", address_of(line)]
    keys = {value.get("Key") for value in template.iter("Value") if value.get("Key")}
    assert keys == {"Number", "Agent", "CallType", "Duration", "CallStartTimeUTC", "CallEndTimeUTC"}


def test_an_administrator_opens_changes_and_removes_a_line(kishimoto: Client) -> None:
    facts = {"name": "代表", "provider": "generic", "desk": a_desk().pk, "active": "on"}
    opened = kishimoto.post(reverse("new_line"), facts)
    line = Line.objects.get()
    call = missed(line)
    kishimoto.post(reverse("line", args=[line.pk]), facts | {"name": "代表（新）"})
    line.refresh_from_db()
    removed = kishimoto.post(reverse("remove_line", args=[line.pk]))

    call.refresh_from_db()
    assert opened["Location"] == reverse("line", args=[line.pk])
    assert (line.name, removed["Location"]) == ("代表（新）", reverse("lines"))
    assert (Line.objects.count(), call.line, CallBack.objects.count()) == (0, None, 1)


def test_twilio_without_its_key_is_not_opened(kishimoto: Client) -> None:
    facts = {"name": "代表", "provider": "twilio", "desk": a_desk().pk, "active": "on"}

    assert kishimoto.post(reverse("new_line"), facts).status_code == 422
    assert kishimoto.post(reverse("new_line"), facts | {"secret": "auth"}).status_code == 302


def test_names_of_the_telephone_system_are_given_to_members(kishimoto: Client) -> None:
    line, mizuno, sanada = a_line(), a_member(), somebody("真田")
    address = reverse("line_users", args=[line.pk])
    kishimoto.post(address, {"user": "SIP/21", "person": mizuno.pk})
    kishimoto.post(address, {"user": "SIP/22", "person": sanada.pk})
    tell(line, "newCall")
    tell(line, "answer", user="sip/21")

    assert [(named.user, named.person) for named in LineUser.objects.all()] == [("SIP/21", mizuno)]
    assert Call.objects.get().taken_by == mizuno
    kishimoto.post(address, {"remove": LineUser.objects.get().pk})
    assert not LineUser.objects.exists()


@pytest.mark.parametrize("provider", ["generic", "sipgate", "placetel", "twilio", "threecx"])
def test_a_line_is_tried_by_hand_on_the_whole_way(kishimoto: Client, provider: str) -> None:
    line, mizuno = a_line(provider, secret="k" if provider == "twilio" else ""), a_member(extension="4120")
    address = reverse("line_trial", args=[line.pk])
    page = ""
    for kind in ("new",) if provider == "threecx" else ("new", "answer", "hangup"):
        form = {"kind": kind, "number": "090-1234-5678", "user": "4120", "key": "trial-1"}
        page = kishimoto.post(address, form).content.decode()

    call = Call.objects.get()
    assert (call.number, call.taken_by, call.trial, call.missed) == ("+819012345678", mizuno, True, False)
    assert call.ended_at is not None
    assert "090-1234-5678" in page
    assert "終了" in page


def test_only_an_administrator_arranges_lines() -> None:
    line = a_line()
    pages = [
        reverse("lines"),
        reverse("new_line"),
        *(reverse(name, args=[line.pk]) for name in ("line", "line_template")),
    ]
    acts = [reverse(name, args=[line.pk]) for name in ("new_line_address", "remove_line", "line_users", "line_trial")]

    for person in (somebody(), a_member(), a_leader()):
        browser = Client()
        browser.force_login(person)
        assert [browser.get(page).status_code for page in pages] == [403] * 4
        assert [browser.post(act).status_code for act in acts] == [403] * 4
    assert all(Client().get(page)["Location"].startswith("/account/login/") for page in pages)
    assert Line.objects.count() == 1


def test_a_line_that_is_not_there_does_not_exist(kishimoto: Client) -> None:
    assert kishimoto.get("/house/lines/999/").status_code == 404


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "中身が空です"),
        (b'{"event":', "JSONが途中で切れているか、壊れています"),
        (b"[1]", "JSONですが、名前と値の組ではありません"),
        (b"event=newCall&from=1&to=2&direction=in", "「callId」がありません"),
        (b"event=newCall&callId=1&from=1&to=2&direction=up", "direction が in でも out でもありません"),
    ],
    ids=["empty", "broken", "list", "missing", "direction"],
)
def test_what_cannot_be_read_is_told_in_words(body: bytes, words: str) -> None:
    line = a_line()
    store(line, Push(body, "application/json" if body[:1] in {b"{", b"["} else "application/x-www-form-urlencoded"))
    understand_waiting()

    assert told_in_words(line.events.get()) == words
