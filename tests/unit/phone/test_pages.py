"""The call on the screen, the log, the calls we owe: for the desk and nobody else."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from suketto.channels.phone import actions, queries
from suketto.channels.phone.models import Call, CallBack, Line
from suketto.foundation import clock
from suketto.people import attendance
from suketto.people.actions import add_number
from suketto.people.models import Department, Person
from tests.pages import in_one_line
from tests.people import a_desk, a_leader, a_member, a_ticket, an_administrator, somebody
from tests.unit.phone.ringing import CALLER, a_call, a_line, missed, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def takase() -> Person:
    return a_member("高瀬", "亮", extension="4121")


@pytest.fixture
def sanada() -> Person:
    department = Department.objects.create(code="10", name="検査課", path="検査課")
    person = somebody("真田", "隆志", family_kana="サナダ", extension="4199", department=department)
    add_number(person, CALLER, kind="mobile", by=None)
    return person


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def seen(person: Person) -> str:
    return in_one_line(as_(person).get(reverse("calls_now")))


def test_a_ringing_call_is_shown_to_everybody_at_the_desk_until_one_has_it(
    line: Line, mizuno: Person, takase: Person, sanada: Person
) -> None:
    ticket = a_ticket(sanada, text="VPNにつながりません")
    a_call(line, "newCall")
    ringing = [seen(mizuno), seen(takase)]
    a_call(line, "answer", answeringNumber="4120")

    for page in ringing:
        assert "090-1234-5678" in page
        assert "真田 隆志" in page
        assert "検査課" in page
        assert ticket.label in page
        assert f'name="call" value="{Call.objects.get().pk}"' in page
        assert f'name="person" value="{sanada.pk}"' in page
        assert 'data-hotkey="c"' in page
    assert "通話中" in seen(mizuno)
    assert seen(takase).strip() == ""


def test_a_call_for_one_extension_rings_there_only(line: Line, mizuno: Person, takase: Person) -> None:
    a_call(line, "newCall", user="4121")

    assert (seen(mizuno).strip(), "鳴っています" in seen(takase)) == ("", True)


def test_several_who_share_a_number_are_all_shown_and_none_has_the_key(
    line: Line, mizuno: Person, sanada: Person
) -> None:
    kuga = somebody("久我", "直人", family_kana="クガ")
    add_number(kuga, CALLER, kind="direct", by=None)
    call = a_call(line, "newCall")
    page = seen(mizuno)

    assert ("真田 隆志" in page, "久我 直人" in page, "何人かいます" in page) == (True, True, True)
    assert page.count('data-hotkey="c"') == 1
    assert f'name="call" value="{call.pk}" data-hotkey="c"' in page


@pytest.mark.parametrize(
    ("number", "shown"), [("anonymous", "非通知"), ("08099998888", "名簿にいません"), ("公衆電話", "公衆電話")]
)
def test_an_unknown_caller_leads_to_an_empty_page(line: Line, mizuno: Person, number: str, shown: str) -> None:
    call = a_call(line, "newCall", **{"from": number})
    page = seen(mizuno)

    assert shown in page
    assert f'name="call" value="{call.pk}"' in page
    assert 'name="person"' not in page


def test_a_closed_call_stays_closed_in_this_browser(line: Line, mizuno: Person, takase: Person) -> None:
    call, browser = a_call(line, "newCall"), as_(mizuno)
    answer = browser.post(reverse("close_call", args=[call.pk]), headers={"hx-request": "true"})

    assert (answer.status_code, answer.content) == (200, b"")
    assert browser.get(reverse("calls_now")).content.strip() == b""
    assert "鳴っています" in seen(takase)


def test_a_call_that_was_written_down_is_off_the_screen(line: Line, mizuno: Person, sanada: Person) -> None:
    call = a_call(line, "newCall", "answer", answeringNumber="4120")
    actions.tie(call, a_ticket(sanada), by=mizuno)

    assert seen(mizuno).strip() == ""


def test_what_has_long_ended_or_never_did_is_off_the_screen(line: Line, mizuno: Person) -> None:
    ended = a_call(line, "newCall", "answer", "hangup", answeringNumber="4120")
    a_call(line, "newCall", call="c2")
    soon, later = clock.now() + timedelta(minutes=2), clock.now() + timedelta(minutes=6)

    assert {pop.call.key for pop in queries.pops(mizuno, soon)} == {ended.key, "c2"}
    assert queries.pops(mizuno, later) == []


def test_html_in_a_number_is_text(line: Line, mizuno: Person) -> None:
    a_call(line, "newCall", **{"from": "<script>alert(1)</script>", "queue": "<b>"})

    for page in (seen(mizuno), as_(mizuno).get(reverse("calls")).content.decode()):
        assert "<script>alert" not in page


def test_the_log_shows_calls_of_ones_own_desks(line: Line, mizuno: Person, sanada: Person) -> None:
    answered = a_call(line, "newCall", "answer", "hangup", answeringNumber="4120")
    missed(line, **{"from": "043-123-4567"})
    a_call(line, "newCall", call="o1", direction="out", **{"from": "4120", "to": "08011112222"})
    missed(a_line(desk=a_desk("ga", "総務")), "x1", **{"from": "0299-11-2222"})
    actions.tie(answered, ticket := a_ticket(sanada), by=mizuno)
    browser = as_(mizuno)
    pages = {
        show: browser.get(f"/calls/?show={show}").content.decode() for show in ("all", "missed", "answered", "out")
    }

    numbers = ("090-1234-5678", "043-123-4567", "080-1111-2222", "0299-11-2222")
    rows = {
        show: [number in page.partition('<ol class="card calls')[2] for number in numbers]
        for show, page in pages.items()
    }
    assert rows == {
        "all": [True, True, True, False], "missed": [False, True, False, False],
        "answered": [True, False, False, False], "out": [False, False, True, False],
    }  # fmt: skip
    assert ticket.label in pages["answered"]


def test_a_call_of_the_log_becomes_a_case_by_one_press(line: Line, mizuno: Person, sanada: Person) -> None:
    call = a_call(line, "newCall", "answer", "hangup", answeringNumber="4120")
    browser = as_(mizuno)
    page = browser.get(reverse("calls")).content.decode()
    form = next(each for each in re.findall(r"<form.*?</form>", page, re.DOTALL) if "案件にする" in each)
    said = dict(re.findall(r'name="(person|call)" value="(\d+)"', form))
    action = re.findall(r'action="([^"]+)"', form)
    browser.post(action[0], said)

    call.refresh_from_db()
    assert (action, said) == ([reverse("take_call")], {"person": str(sanada.pk), "call": str(call.pk)})
    assert (call.ticket and call.ticket.requester, call.person) == (sanada, sanada)
    assert "案件にする" not in browser.get(reverse("calls")).content.decode()


@pytest.mark.parametrize("words", ["090-1234-5678", "+819012345678", "さなだ", "真田"])
def test_the_log_is_searched_by_whole_number_and_by_name(
    line: Line, mizuno: Person, sanada: Person, words: str
) -> None:
    a_call(line, "newCall", "hangup")
    missed(line, "m2", **{"from": "043-123-4567"})
    found, _more = queries.log_of(frozenset({line.desk_id}), words=words)

    assert [call.key for call in found] == ["c1"]


def test_the_log_goes_on_by_key(line: Line) -> None:
    desks = frozenset({line.desk_id})
    Call.objects.bulk_create(
        Call(desk=line.desk, line=line, key=f"k{at}", started_at=clock.now(), number=str(at)) for at in range(120)
    )
    keys: list[str] = []
    before: int | None = None
    for _page in range(3):
        rows, before = queries.log_of(desks, before=before)
        keys += [call.key for call in rows]

    assert keys == [f"k{at}" for at in reversed(range(120))]
    assert before is None


def test_one_press_keeps_a_promise(line: Line, mizuno: Person, sanada: Person) -> None:
    missed(line)
    promise, browser = CallBack.objects.get(), as_(mizuno)
    inbox = browser.get(reverse("phone_state")).content.decode()
    page = browser.get(reverse("calls")).content.decode()
    browser.post(reverse("called_back", args=[promise.pk]), {"act": "tried"})
    tried = browser.get(reverse("calls")).content.decode()
    browser.post(reverse("called_back", args=[promise.pk]), {"act": "done"})

    promise.refresh_from_db()
    assert "折り返し 1" in inbox
    assert ("真田 隆志" in page, "折り返しました" in page) == (True, True)
    assert "1 回かけて、出ませんでした" in tried
    assert (promise.how, promise.done_by, promise.tries) == ("called_back", mizuno, 1)
    assert "折り返し" not in browser.get(reverse("phone_state")).content.decode()


def test_the_three_characters(line: Line, mizuno: Person, sanada: Person) -> None:
    """Whoever is concerned has no page of calls, a member of the desk does, one of another desk sees nothing of it."""
    call = missed(line)
    promise = CallBack.objects.get()
    elsewhere = a_member("倉持", desk=a_desk("ga", "総務"))
    pages = [reverse(name) for name in ("calls", "calls_now", "phone_state")]
    acts = [reverse("called_back", args=[promise.pk]), reverse("close_call", args=[call.pk])]

    for person in (sanada, an_administrator()):
        browser = as_(person)
        assert [browser.get(page).status_code for page in pages] == [403] * 3
        assert [browser.post(act).status_code for act in acts] == [403] * 2
    other = as_(elsewhere)
    assert [other.post(act).status_code for act in acts] == [404] * 2
    assert all("090-1234" not in other.get(page).content.decode() for page in pages)
    assert [as_(a_leader()).get(page).status_code for page in pages] == [200] * 3
    assert Client().get(pages[0])["Location"].startswith("/account/login/")
    promise.refresh_from_db()
    assert promise.done_at is None


def test_a_house_without_a_telephone_shows_nothing_of_one(mizuno: Person) -> None:
    page = as_(mizuno).get("/desk/").content.decode()

    assert ("call-now" in page, "phone-state" in page, 'href="/calls/"' in page) == (False, False, False)


def test_a_house_with_a_telephone_listens_on_every_page(line: Line, mizuno: Person) -> None:
    for address in ("/desk/", "/faq/", "/portal/"):
        page = as_(mizuno).get(address).content.decode()
        assert ('id="call-now"' in page, 'href="/calls/"' in page) == (True, True)


def test_the_number_of_queries_does_not_grow_with_the_log(line: Line, mizuno: Person) -> None:
    tell(line, "newCall")
    assert mizuno.standing.member
    counts = []
    for more in (3, 40):
        for at in range(more):
            missed(line, f"m{more}-{at}", **{"from": f"0431{more:02d}{at:04d}"})
        with CaptureQueriesContext(connection) as asked:
            queries.with_callers(queries.log_of(frozenset({line.desk_id}))[0], mizuno)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_on_a_break_one_hears_of_calls_for_oneself_alone(line: Line, mizuno: Person, takase: Person) -> None:
    attendance.take_break(mizuno)
    a_call(line, "newCall")

    assert (seen(mizuno).strip(), "鳴っています" in seen(takase)) == ("", True)
    a_call(line, "newCall", call="two", user="4120")
    assert "鳴っています" in seen(mizuno)


def test_who_is_on_the_telephone_is_asked_after_who_is_free(line: Line, mizuno: Person, takase: Person) -> None:
    a_call(line, "newCall")
    a_call(line, "answer", answeringNumber="4120")

    contacts = attendance.contacts_of([mizuno.pk, takase.pk])

    assert (contacts[mizuno.pk].live, contacts[takase.pk].live) == (1, 0)
    a_call(line, "hangup", cause="normalClearing")
    assert attendance.contacts_of([mizuno.pk])[mizuno.pk].live == 0


@pytest.mark.parametrize(
    ("page", "folded"), [("/desk/", 1), ("/desk/tickets/7/", 1), ("/desk/calls/7/", 2), ("/desk/chats/?open=3", 2)]
)
def test_every_further_call_takes_one_line_and_each_where_somebody_is_talking(
    line: Line, mizuno: Person, page: str, folded: int
) -> None:
    for number in range(2):
        a_call(line, "newCall", call=f"c{number}", **{"from": f"08099998{number}88"})
    shown = as_(mizuno).get(reverse("calls_now"), headers={"HX-Current-URL": f"http://x{page}"}).content.decode()

    assert (shown.count("<details"), shown.count("<article"), shown.count('data-hotkey="c"')) == (folded, 2, 1)
