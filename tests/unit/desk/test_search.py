"""さがす: from one box over tickets, people and articles, and never a hit that one may not see."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suketto.catalog.models import Service
from suketto.desk.searching import reading, why
from suketto.foundation import clock
from suketto.knowledge import actions as knowledge
from suketto.people import actions as people
from suketto.people.models import Department, Person
from suketto.search.models import Collection
from suketto.search.scoring import WEIGHTS
from suketto.tickets import actions
from suketto.tickets.models import SavedView, Ticket
from tests.people import a_desk, a_member, a_ticket, an_administrator, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def mizuno() -> Person:
    return a_member()


@pytest.fixture
def browser(mizuno: Person) -> Client:
    return as_(mizuno)


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def rows(client: Client, text: str, **more: str) -> list[str]:
    """The subjects (or names, or titles) of the main list, in order."""
    response = client.get("/search/", {"q": text, **more})
    assert response.status_code == 200
    return ["".join(piece for piece, _mark in row.title) for row in response.context.get("rows") or []]


def beside(client: Client, text: str) -> list[str]:
    response = client.get("/search/", {"q": text})
    return ["".join(p for p, _ in row.title) for _kind, _listing, found in response.context["beside"] for row in found]


@pytest.mark.parametrize(
    "text", ["\x00" * 9, "😀:😀", "a:" * 600, '"' * 300, ":" * 300, "-" * 300, "状態:" * 200, "%s %(x)s {0}"]
)
def test_nothing_typed_is_too_odd_to_read(text: str, browser: Client) -> None:
    assert len(reading.read(text).parts) <= reading.PARTS_MAX
    assert browser.get("/search/", {"q": text}).status_code == 200


def test_digits_alone_name_a_ticket_that_one_may_see(browser: Client) -> None:
    meant = a_ticket(text="複合機の紙づまり")
    other = a_ticket(text=f"エラー {meant.pk} と出ます")
    elsewhere = a_ticket(text="名刺の発注", desk=a_desk("ga", "総務"))
    full_width = str(meant.pk).translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"})

    assert rows(browser, str(meant.pk))[0] == meant.subject
    assert rows(browser, full_width)[0] == meant.subject
    assert rows(browser, f"0000{meant.pk}", sort="newest")[0] == meant.subject
    assert rows(browser, str(meant.pk)).count(meant.subject) == 1
    assert other.subject in rows(browser, str(meant.pk))
    assert elsewhere.subject not in rows(browser, str(elsewhere.pk))


@pytest.mark.parametrize("words", ["名刺", "meishi", "めいし"])
def test_the_nearest_first_also_finds_what_one_watches_at_another_desk(
    browser: Client, mizuno: Person, words: str
) -> None:
    affairs = a_desk("ga", "総務")
    watched, _unseen = a_ticket(text="名刺の発注", desk=affairs), a_ticket(text="名刺の肩書き", desk=affairs)
    assert rows(browser, words) == []

    watched.watches.create(person=mizuno, at=clock.now())

    assert rows(browser, words) == ["名刺の発注"]


def test_tickets_are_found_by_words_and_by_letters(browser: Client) -> None:
    a_ticket(text="VPNにつながりません。エラー 0x80070005 と出ます")
    a_ticket(text="複合機の紙づまり")

    assert rows(browser, "VPN") == ["VPNにつながりません。エラー 0x80070005 と出ます"]
    assert rows(browser, '"0x8007"') == ["VPNにつながりません。エラー 0x80070005 と出ます"]
    assert rows(browser, '"ｶﾐﾂﾞﾏﾘ"') == []
    assert rows(browser, '"紙ﾂﾞ"') == ["複合機の紙づまり"]
    assert rows(browser, "がり", sort="new") == ["VPNにつながりません。エラー 0x80070005 と出ます"]


def test_every_filter_narrows(browser: Client, mizuno: Person) -> None:
    department = Department.objects.create(code="10", name="営業部", path="営業部")
    below = Department.objects.create(code="11", name="営業一課", parent=department, path="営業部 営業一課")
    vpn = Service.objects.create(slug="vpn", name="VPN", desk=a_desk())
    shibata = somebody(department=below)
    with time_machine.travel(datetime(2026, 4, 30, 23, 30, tzinfo=ZoneInfo("Asia/Tokyo")), tick=False):
        first = a_ticket(shibata, "四月の件", service=vpn)
    with time_machine.travel(datetime(2026, 5, 1, 0, 30, tzinfo=ZoneInfo("Asia/Tokyo")), tick=False):
        second = a_ticket(text="五月の件", impact=1, urgency=1)
        actions.assign(second, mizuno, by=mizuno)

    for text, wanted in {
        "期間:2026-04": [first], "期間:2026-05": [second], "期間:2026-04-30..2026-05-01": [second, first],
        "担当:自分": [second], "担当:なし": [first], "担当:水野": [second], "assignee:me": [second],
        "部署:営業部": [first], "部署:10": [first], "サービス:vpn": [first], "サービス:なし": [second],
        "優先:P1": [second],
        "優先:3": [first], "状態:未完了": [second, first], "状態:受付": [second, first], "状態:解決": [],
        first.label: [first], first.label.lower(): [first],
        f"番号:{first.label}": [first], f"番号:{first.pk},{second.pk}": [second, first], "利用者:柴田": [second, first],
        "窓口:情報システム": [second, first], "窓口:it 担当:なし": [first], '状態:受付 "四月"': [first],
        "状態:受付 -四月": [second],
    }.items():  # fmt: skip
        assert rows(browser, text) == [ticket.subject for ticket in wanted], text


def test_words_with_filters_find_what_fits_both(browser: Client) -> None:
    for number in range(3):
        a_ticket(text=f"プリンターで印刷できない {number}")
    chosen = a_ticket(text="プリンターで印刷できない 急ぎ", impact=1, urgency=1)

    assert rows(browser, "プリンター 印刷 優先:1") == [chosen.subject]
    assert rows(browser, 'プリンター "急ぎ"') == [chosen.subject]
    assert chosen.subject not in rows(browser, "プリンター -急ぎ")
    assert len(rows(browser, "プリンター -急ぎ")) == 3


def test_people_and_articles_stand_beside(browser: Client, mizuno: Person) -> None:
    somebody("真田", "隆志", family_kana="サナダ", given_kana="タカシ")
    vpn = Service.objects.create(slug="vpn", name="VPN", desk=a_desk())
    article = knowledge.draft(
        by=mizuno, title="真田さん向けの手引き", symptom="VPNの証明書", steps="入れ直す", service=vpn
    )

    assert beside(browser, "真田") == [article.title, "真田 隆志"]
    assert beside(browser, "さなだ") == [article.title, "真田 隆志"]
    assert beside(browser, "状態:未完了 真田") == []
    assert rows(browser, "真田", kind="person") == ["真田 隆志"]
    assert rows(browser, "VPN 証明書", kind="article") == [article.title]
    assert rows(browser, "VPN -証明書", kind="article") == []


def test_the_page_goes_on_by_key_until_the_end(browser: Client) -> None:
    wanted = [a_ticket(text=f"件その{number}").subject for number in range(64)][::-1]
    response = browser.get("/search/", {"q": '"件その"'})
    found = ["".join(p for p, _ in row.title) for row in response.context["rows"]]
    while response.context["after"]:
        response = browser.get(f"/search/?{response.context['next']}", headers={"HX-Request": "true"})
        found += ["".join(p for p, _ in row.title) for row in response.context["rows"]]

    assert found == wanted


def test_facets_count_and_narrow(browser: Client, mizuno: Person) -> None:
    for number in range(3):
        a_ticket(text=f"画面の件 {number}")
    actions.assign(Ticket.objects.latest("pk"), mizuno, by=mizuno)
    response = browser.get("/search/", {"q": "画面"})

    facet = next(each for each in response.context["facets"] if each.label == "担当")
    assert [(value.label, value.count, value.text) for value in facet.values] == [
        ("なし", 2, "画面 担当:なし"), ("水野 真理", 1, '画面 担当:"水野 真理"'),
    ]  # fmt: skip
    assert len(rows(browser, facet.values[1].text)) == 1


@pytest.mark.parametrize("text", ["秘密の計画", '"秘密の計画"', "状態:受付", "秘密の計画 状態:受付"])
def test_what_one_may_not_see_is_not_found_and_not_counted(text: str, mizuno: Person) -> None:
    """The owner finds it, a colleague's desk member does, a member of another desk sees nothing of it anywhere."""
    other = a_desk("ga", "総務")
    kuramochi = a_member("倉持", "大樹", desk=other)
    owner = a_member("真田", "隆志", desk=a_desk("hr", "人事"))
    a_ticket(owner, "秘密の計画について")

    assert rows(as_(owner), text) == ["秘密の計画について"]
    assert rows(as_(mizuno), text) == ["秘密の計画について"]
    response = as_(kuramochi).get("/search/", {"q": text})
    assert response.context["rows"] == []
    assert list(response.context["facets"]) == []
    assert list(response.context["found"].counted) == []
    assert "秘密の計画について" not in response.content.decode()


def test_only_members_and_administrators_search_here(mizuno: Person) -> None:
    assert as_(somebody()).get("/search/").status_code == 403
    assert as_(an_administrator()).get("/search/").status_code == 200
    assert Client().get("/search/").status_code == 302
    assert as_(mizuno).get("/search/").status_code == 200


def test_internal_notes_are_in_no_index_and_in_no_excerpt(browser: Client, mizuno: Person) -> None:
    ticket = a_ticket(text="起動しない")
    actions.note(ticket, "社内だけの合言葉", by=mizuno)

    assert rows(browser, '"合言葉"') == []
    assert "合言葉" not in browser.get("/search/", {"q": "起動"}).content.decode()


def asked(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("query", ["画面", "%22画面%22", "状態:未完了", "画面 状態:未完了 -印刷"])
def test_the_number_of_queries_does_not_grow(browser: Client, query: str) -> None:
    for number in range(3):
        a_ticket(text=f"画面の件 {number}")
    browser.get(f"/search/?q={query}")
    few = asked(browser, f"/search/?q={query}")
    for number in range(12):
        a_ticket(text=f"画面の別の件 {number}")

    assert asked(browser, f"/search/?q={query}") <= few


def test_a_search_is_kept_and_forgotten(browser: Client, mizuno: Person) -> None:
    browser.post("/search/saved/", {"name": "今日の急ぎ", "query": "q=優先:1 期間:今日", "shared": "1"})
    ishida = a_member("石田", "典明")

    assert [view.name for view in as_(ishida).get("/search/").context["saved"]] == ["今日の急ぎ"]
    assert list(as_(mizuno).get("/desk/").context["saved"]) == []
    view = SavedView.objects.get()
    assert as_(ishida).post(f"/search/saved/{view.pk}/removal/").status_code == 404
    browser.post(f"/search/saved/{view.pk}/removal/")
    assert not SavedView.objects.exists()


def test_an_administrator_reads_why_and_nobody_else(mizuno: Person) -> None:
    admin = a_member("岸本", "恵")
    people.give_role(admin, "administrator", by=None)
    a_ticket(text="VPNにつながらない")

    reasons = as_(admin).get("/search/", {"q": "VPN つながらない"}).context["rows"][0].reasons
    assert reasons[0][0] in {"珍しい言葉が多く出てくる", "聞かれた言葉がそろっている", "題名にある"}
    assert 97 <= sum(share for _words, _added, share in reasons) <= 103
    assert as_(mizuno).get("/search/", {"q": "VPN つながらない"}).context["rows"][0].reasons == ()


def test_every_signal_of_the_ranking_has_its_words() -> None:
    assert set(WEIGHTS) <= set(why.WORDS)


def test_while_the_index_is_made_anew_the_page_says_so(browser: Client) -> None:
    a_ticket(text="VPNにつながらない")
    at = clock.now()
    facts = {"document_count": 1, "refreshed_at": at, "broken_at": at}
    Collection.objects.update_or_create(kind="ticket", defaults=facts)

    response = browser.get("/search/", {"q": "VPN"})
    assert "".join(p for p, _ in response.context["rows"][0].title) == "VPNにつながらない"
    assert "検索の索引を作り直しているので" in response.content.decode()


def test_an_excerpt_is_safe_from_html(browser: Client) -> None:
    a_ticket(text="画面に <script>alert('画面')</script> & <b>画面</b> と出る")

    page = browser.get("/search/", {"q": '"画面" <b>'}).content.decode()
    assert "<script>alert" not in page
    assert "<b>画面" not in page
