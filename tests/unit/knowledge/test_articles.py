"""The list of articles, ratings, editing, versions."""

import pytest
from django.test import Client

from suketto.knowledge import actions
from suketto.knowledge.models import Article, Rating
from suketto.people.models import Person
from tests.people import a_member, somebody

pytestmark = pytest.mark.django_db


def an_article(title: str = "複合機から出ない", state: str = "published") -> Article:
    return actions.draft(
        by=None, title=title, state=state, symptom="印刷しても紙が出ません", steps="1. 電源を確かめます。"
    )


@pytest.fixture
def article(db: None) -> Article:
    return an_article()


@pytest.fixture
def mizuno(db: None) -> Person:
    return a_member("水野")


@pytest.fixture
def as_mizuno(client: Client, mizuno: Person) -> Client:
    client.force_login(mizuno)
    return client


def test_one_voice_per_person_and_it_can_change(client: Client, article: Article) -> None:
    client.force_login(somebody())

    client.post(f"/faq/{article.pk}/rating/", {"stars": "4"})
    client.post(f"/faq/{article.pk}/rating/", {"stars": "5"})

    assert [rating.stars for rating in Rating.objects.all()] == [5]
    page = client.get(f"/faq/{article.pk}/").content.decode()
    assert "★1＝役に立たない" in page
    assert "★5＝とても役に立つ" in page
    assert "あなたの評価：★5" in page


def test_two_votes_are_not_shown_three_are(client: Client, article: Article) -> None:
    voters = [somebody() for _time in range(3)]
    for voter, stars in zip(voters[:2], (5, 3), strict=True):
        actions.rate(article, stars, by=voter)
    client.force_login(voters[0])
    assert "評価受付中（2人）" in client.get(f"/faq/{article.pk}/").content.decode()

    actions.rate(article, 4, by=voters[2])

    assert "平均 4.0／5（3人）" in client.get(f"/faq/{article.pk}/").content.decode()


@pytest.mark.parametrize("stars", ["", "0", "6", "あ"])
def test_only_one_to_five_are_stars(client: Client, article: Article, stars: str) -> None:
    client.force_login(somebody())

    client.post(f"/faq/{article.pk}/rating/", {"stars": stars})

    assert not Rating.objects.exists()


def test_colleagues_find_published_ones_only_whatever_they_ask_for(client: Client, article: Article) -> None:
    an_article("書きかけ", state="wip")
    client.force_login(somebody())

    for query in ({}, {"state": "wip"}, {"q": "書きかけ"}, {"q": "紙が出ません"}):
        found = client.get("/faq/", query).context["page"].articles
        assert set(found) <= {article}


def test_members_filter_by_state(as_mizuno: Client, article: Article) -> None:
    draft = an_article("書きかけ", state="wip")

    assert list(as_mizuno.get("/faq/", {"state": "wip"}).context["page"].articles) == [draft]
    assert list(as_mizuno.get("/faq/").context["page"].articles) == [article]


def test_the_list_goes_on_by_key(client: Client) -> None:
    articles = [an_article(f"記事 {number}") for number in range(33)]
    client.force_login(somebody())

    first = client.get("/faq/").context["page"]
    second = client.get("/faq/", {"after": first.after}).context["page"]

    assert [*first.articles, *second.articles] == articles[::-1]
    assert second.after == ""
    assert len(client.get("/faq/", {"after": "nonsense"}).context["page"].articles) == 30


@pytest.mark.parametrize("page", ["edit/", "versions/", "versions/1/"])
def test_colleagues_do_not_write(client: Client, article: Article, page: str) -> None:
    client.force_login(somebody())

    answer = client.get(f"/faq/{article.pk}/{page}")

    assert answer.status_code == 403
    assert article.title not in answer.content.decode()


@pytest.mark.parametrize("page", ["edit/", "state/", "versions/1/restoration/"])
def test_colleagues_change_nothing(client: Client, article: Article, page: str) -> None:
    client.force_login(somebody())

    answer = client.post(f"/faq/{article.pk}/{page}", {"title": "乗っ取り", "state": "retired"})

    article.refresh_from_db()
    assert (answer.status_code, article.title, article.state) == (403, "複合機から出ない", "published")


def typed(article: Article, **changes: str) -> dict[str, str]:
    return {
        "title": article.title, "symptom": article.symptom, "environment": "", "steps": article.steps, "tags": "",
        "seen": str(article.version), **changes,
    }  # fmt: skip


def test_an_edit_is_a_new_version_with_its_reason(as_mizuno: Client, article: Article) -> None:
    as_mizuno.post(
        f"/faq/{article.pk}/edit/", typed(article, steps="1. 用紙を確かめます。", tags="印刷、紙", reason="手順が古い")
    )

    article.refresh_from_db()
    last = article.versions.first()
    assert last is not None
    assert (article.version, article.steps, article.tags) == (2, "1. 用紙を確かめます。", ["印刷", "紙"])
    assert (last.number, last.reason, last.by_name) == (2, "手順が古い", "水野 真理")


def test_a_stale_screen_is_refused_with_the_difference_and_keeps_the_text(as_mizuno: Client, article: Article) -> None:
    mine = typed(article, steps="私が書いた長い手順です")
    actions.revise(article, by=a_member("高瀬"), title="複合機から紙が出ない")

    answer = as_mizuno.post(f"/faq/{article.pk}/edit/", mine)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "編集中に高瀬 真理さんがこの記事を更新しました（版 2）" in page
    assert "私が書いた長い手順です" in page
    assert "<ins>紙が</ins>" in page
    article.refresh_from_db()
    assert article.version == 2

    again = mine | {"seen": str(answer.context["form"]["seen"].value())}
    assert as_mizuno.post(f"/faq/{article.pk}/edit/", again).status_code == 302


def test_an_empty_title_is_refused_in_the_form(as_mizuno: Client, article: Article) -> None:
    answer = as_mizuno.post(f"/faq/{article.pk}/edit/", typed(article, title=" ", steps="残る手順"))

    assert answer.status_code == 422
    assert "題名を入れてください" in answer.content.decode()
    assert answer.context["form"]["steps"].value() == "残る手順"


def test_a_new_article_begins_as_a_draft(as_mizuno: Client, mizuno: Person) -> None:
    answer = as_mizuno.post("/faq/new/", {"title": "新しい記事", "steps": "手順"})

    article = Article.objects.get()
    assert answer["Location"] == f"/faq/{article.pk}/?arrived=article"
    assert (article.state, article.author) == ("wip", mizuno)


def test_the_state_changes_with_its_reason_and_an_empty_article_is_not_published(as_mizuno: Client) -> None:
    empty = actions.draft(by=None, title="空の記事")
    full = an_article(state="validated")

    as_mizuno.post(f"/faq/{empty.pk}/state/", {"state": "published"})
    as_mizuno.post(f"/faq/{full.pk}/state/", {"state": "published", "reason": "確かめました"})

    empty.refresh_from_db()
    full.refresh_from_db()
    last = full.versions.first()
    assert last is not None
    assert (empty.state, full.state, last.reason) == ("wip", "published", "確かめました")


def test_an_old_version_is_compared_and_brought_back(as_mizuno: Client, mizuno: Person, article: Article) -> None:
    actions.revise(article, by=mizuno, steps="1. 電源とケーブルを確かめます。")

    page = as_mizuno.get(f"/faq/{article.pk}/versions/2/").content.decode()
    as_mizuno.post(f"/faq/{article.pk}/versions/1/restoration/")

    article.refresh_from_db()
    assert "<ins>とケーブル</ins>" in page
    assert (article.version, article.steps) == (3, "1. 電源を確かめます。")


def test_a_version_that_changed_only_the_state_says_so(as_mizuno: Client) -> None:
    full = an_article(state="validated")
    as_mizuno.post(f"/faq/{full.pk}/state/", {"state": "published", "reason": "確かめました"})

    page = as_mizuno.get(f"/faq/{full.pk}/versions/{full.versions.latest('number').number}/").content.decode()

    assert "<del>検証済</del> → <ins>公開</ins>" in page


def test_the_preview_is_washed(as_mizuno: Client) -> None:
    page = as_mizuno.post(
        "/faq/preview/", {"title": "題", "steps": "**「接続」**を押す<script>x</script>"}
    ).content.decode()

    assert "<strong>「接続」</strong>を押す" in page
    assert "<script>x" not in page
