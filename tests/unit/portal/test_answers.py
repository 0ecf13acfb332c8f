"""The search box that answers, and honestly says when it cannot."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from suketto.catalog.models import Service
from suketto.foundation import clock
from suketto.knowledge.models import Article
from suketto.notices.models import Notice
from suketto.people.models import Desk, Person
from suketto.portal.answers import answers_to, long_enough, says_all
from suketto.portal.models import Lookup, SelfService
from suketto.tickets.models import Ticket
from tests.people import a_ticket, somebody
from tests.unit.portal.conftest import an_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "enough"), [("", False), ("a", False), ("あ", False), ("印", True), ("VP", True), ("いん", True)]
)
def test_one_kanji_or_two_characters_are_enough(words: str, enough: bool) -> None:  # noqa: FBT001
    assert long_enough(words) is enough


def test_the_article_the_own_ticket_the_notice_and_the_limit_are_found(article: Article, shibata: Person) -> None:
    ticket = a_ticket(shibata, "VPNの証明書の期限が切れました")
    a_ticket(somebody("久我"), "VPNの証明書が切れています")
    notice = Notice.objects.create(kind="outage", title="VPNの障害", body="調査中", published_at=clock.now())

    answers = answers_to("VPN 証明書", shibata)

    assert list(answers.articles) == [article]
    assert answers.sure
    assert list(answers.tickets) == [ticket]
    assert list(answers.notices) == [notice]


@pytest.mark.parametrize("words", ["Wi-Fiがすぐ切れる", "メールが開かない", "パスワードを忘れた"])
def test_own_matters_that_share_a_word_by_chance_are_not_shown(shibata: Person, words: str) -> None:
    a_ticket(shibata, "VPNがすぐ切れる")
    a_ticket(shibata, "共有フォルダーが開かない")
    a_ticket(shibata, "傘を忘れた人がいます")
    a_ticket(shibata, "パスワードの期限はいつですか")

    assert answers_to(words, shibata).tickets == []


@pytest.mark.parametrize("form", ["HD-{:05}", "{}", "ＨＤ－{:05}", "hd{}", "HD {:05}", "#{}", "{:05}"])
def test_ones_own_ticket_is_found_by_its_number_open_or_not(as_shibata: Client, shibata: Person, form: str) -> None:
    ticket, other = a_ticket(shibata, "VPNがすぐ切れる"), a_ticket(somebody("久我"), "画面が映らない")
    Ticket.objects.filter(pk=ticket.pk).update(
        state=Ticket.State.RESOLVED, turn=Ticket.Turn.DONE, resolved_at=clock.now()
    )
    full_width = {ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"}

    for typed in (form.format(ticket.pk), form.format(ticket.pk).translate(full_width)):
        answer = as_shibata.get("/portal/", {"q": typed})
        assert answer.context["answers"].tickets == [ticket]
        assert "VPNがすぐ切れる" in answer.content.decode()
        assert "ぴったりの記事は" not in answer.content.decode()

    assert list(answers_to(form.format(other.pk), shibata).tickets) == []


@pytest.mark.parametrize("words", ["VPN", "VPNが切れる", "切れるVPN", "vpn ga kireru"])
def test_own_matters_about_the_same_are_shown(shibata: Person, words: str) -> None:
    ticket = a_ticket(shibata, "VPNがすぐ切れる")
    a_ticket(shibata, "共有フォルダーが開かない")

    assert answers_to(words, shibata).tickets == [ticket]


@pytest.mark.parametrize("words", ["あああああ", "asdf", "てすと", "test", "ｗｗｗ", "!?…"])
def test_what_says_nothing_shows_no_noise_and_says_kindly_what_to_do(
    as_shibata: Client, article: Article, vpn: Service, words: str
) -> None:
    an_article(
        vpn, title="声が相手に届かない", symptom="ああ、てすと、testの通話でもasdfでも", steps="1. テスト通話をします。"
    )

    answer = as_shibata.get("/portal/", {"q": words})

    assert not answer.context["answers"].anything
    assert "もう少しことばにしてみてください" in answer.content.decode()
    assert "ぴったりの記事は" not in answer.content.decode()
    as_shibata.post("/portal/finished/", {"from": answer.context["answers"].asked.seal})
    assert not Lookup.objects.exists()


def test_a_title_that_says_the_word_is_shown_whatever_the_word(shibata: Person, vpn: Service) -> None:
    meant = an_article(vpn, title="Teamsのテスト通話で声を確かめる")

    assert list(answers_to("テスト", shibata).articles) == [meant]


@pytest.mark.parametrize("words", ["複", "複合", "印", "印刷", "フク", "ふく", "Pr", "ｐｒ"])
def test_one_kanji_or_two_characters_show_what_is_named_so_best_proven_first(
    as_shibata: Client, desk: Desk, words: str
) -> None:
    service = Service.objects.create(slug="printer", name="プリンター（Printer・複合機・印刷）", desk=desk)
    lesser = an_article(service, title="複合機の紙フクロ詰まりを直す")
    better = an_article(service, title="印刷のフク数枚をまとめる")
    Article.objects.filter(pk=better.pk).update(solved_count=3)
    an_article(service, title="複合機の下書き", state="wip")

    answer = as_shibata.get("/portal/", {"q": words})

    assert list(answer.context["answers"].articles) == [better, lesser]
    assert "ぴったりの記事は見つかりませんでした" not in answer.content.decode()


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("password", "パスワードを変更したい"),
        ("ＰＡＳＳＷＯＲＤ", "パスワードを変更したい"),
        ("iPhone", "会社のiPhoneでメールを見たい"),
        ("iphone メール", "会社のiPhoneでメールを見たい"),
    ],
)
def test_words_that_all_stand_in_the_title_are_an_answer(shibata: Person, vpn: Service, words: str, title: str) -> None:
    meant = an_article(vpn, title=title, symptom="設定の方法が分かりません", steps="1. 設定を開きます。")
    for number in range(3):
        an_article(vpn, title=f"別の題 {number}", symptom=f"{title} password iPhone メール", steps="長い手順" * 200)

    answers = answers_to(words, shibata)

    assert answers.sure
    assert meant in answers.articles


def test_a_title_with_only_some_of_the_words_is_not_called_an_answer() -> None:
    assert says_all("会社のiPhoneでメールを見たい", "メール iPhone")
    assert not says_all("会社のiPhoneでメールを見たい", "iPhone 紛失")
    assert not says_all("会社のiPhoneでメールを見たい", "。。")


def test_a_limit_comes_with_what_to_do_instead(as_shibata: Client, vpn: Service) -> None:
    page = as_shibata.get("/portal/", {"q": "個人のPCからVPN接続"}).content.decode()

    assert "会社の貸出用PCをご利用ください" in page


def test_nothing_found_is_said_honestly_with_the_way_to_ask(as_shibata: Client, article: Article) -> None:
    page = as_shibata.get("/portal/", {"q": "椅子がきしむ"}).content.decode()

    assert "ぴったりの記事は見つかりませんでした。そのまま窓口に聞けます" in page
    assert "/portal/ask/?from=" in page


def test_a_draft_is_never_an_answer(vpn: Service, shibata: Person) -> None:
    an_article(vpn, state="not_validated")

    assert answers_to("VPN 証明書", shibata).articles == []


def test_while_typing_only_the_answers_are_drawn_and_nothing_is_written(as_shibata: Client, article: Article) -> None:
    answer = as_shibata.get("/portal/", {"q": "証明書"}, headers={"HX-Request": "true"})

    assert answer.templates[0].name == "portal/answers.html"
    assert article.title in answer.content.decode()
    assert not SelfService.objects.exists()


def test_typing_costs_the_same_whatever_there_is(
    as_shibata: Client, shibata: Person, article: Article, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        an_article(article.service, title=f"VPNの証明書 {number}")
        a_ticket(shibata, f"VPNがおかしい {number}")
        Notice.objects.create(
            kind="news", title=f"VPNのお知らせ {number}", body="", published_at=clock.now() - timedelta(hours=number)
        )
    with django_assert_max_num_queries(22):
        as_shibata.get("/portal/", {"q": "VPN 証明書"}, headers={"HX-Request": "true"})


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "\x00\x00あい", "👨‍👩‍👧𠮷野家", "%' OR 1=1 --", "あ" * 5000]
)
def test_odd_words_are_only_words(as_shibata: Client, article: Article, words: str) -> None:
    answer = as_shibata.get("/portal/", {"q": words})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
