"""The weekly look: what was looked for in vain is made a synonym, an article, or put aside."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client

from suketto.catalog.models import Service
from suketto.foundation import clock
from suketto.knowledge.models import Article
from suketto.people.models import Person
from suketto.portal import actions, reviewing
from suketto.portal.answers import answers_to
from suketto.portal.models import Lookup, Review, SelfService
from suketto.search import wording
from suketto.search.actions import refresh_counts
from suketto.trail.models import Event
from tests.people import a_leader, a_member, an_administrator, somebody
from tests.unit.portal.conftest import an_article

pytestmark = pytest.mark.django_db

LONG_AGO = timedelta(days=28)


def looked_for(words: str, *people: Person, sure: bool = False, place: str = "box", opened: int = 0) -> None:
    for number, person in enumerate(people):
        lookup = Lookup.objects.create(
            person=person, words=words, key=actions.key_of(words), found=int(sure), sure=sure, place=place,
            at=clock.now() + timedelta(seconds=Lookup.objects.count()),
        )  # fmt: skip
        if number < opened:
            SelfService.objects.create(
                person=person, article=Article.objects.get(), lookup=lookup, shown_at=lookup.at, opened_at=lookup.at
            )


def since() -> object:
    return clock.now() - LONG_AGO


def words_of(rows: list[reviewing.Row]) -> list[tuple[str, int, int]]:
    return [(row.words, row.times, row.people) for row in rows]


def test_what_found_nothing_comes_by_how_often_it_was_asked(shibata: Person) -> None:
    sanada = somebody("真田")
    looked_for("刷るやつ", shibata, sanada, sanada)
    looked_for("ｽﾙﾔﾂ", shibata)
    looked_for("証明書", shibata, sure=True)
    looked_for("ここは五つの欄に書いた文です", shibata, sanada, place="form")

    rows, more = reviewing.unfound(clock.now() - LONG_AGO)

    assert (words_of(rows), more) == ([("刷るやつ", 3, 2), ("ｽﾙﾔﾂ", 1, 1)], "")
    assert reviewing.unfound(clock.now() + timedelta(days=1))[0] == []


def test_the_list_goes_on_by_key(shibata: Person) -> None:
    for number in range(45):
        looked_for(f"言葉{number:02}", *[shibata] * (1 + number % 3))

    seen, after = [], ""
    while True:
        rows, after = reviewing.unfound(clock.now() - LONG_AGO, after)
        seen += [row.key for row in rows]
        if not after:
            break

    assert (len(seen), len(set(seen))) == (45, 45)


def test_answers_that_hardly_anybody_reads(article: Article, shibata: Person) -> None:
    people = [shibata, *[somebody() for _ in range(3)]]
    looked_for("証明書", *people, sure=True, opened=1)
    looked_for("VPN", *people, sure=True, opened=2)
    looked_for("期限", *people[:2], sure=True)  # too few to say anything

    rows, _more = reviewing.unread(clock.now() - LONG_AGO)

    assert [(row.words, row.times, row.opened) for row in rows] == [("証明書", 4, 1)]


def test_words_no_article_holds(article: Article, shibata: Person) -> None:
    sanada = somebody("真田")
    looked_for("証明書のトークン", shibata, sanada)
    looked_for("勤怠くんの件で部長に怒られました", shibata, place="form")
    looked_for("ホチキス", shibata, sanada, place="form")

    found = {gap.word: (gap.times, len(gap.people), gap.examples) for gap in reviewing.gaps(clock.now() - LONG_AGO)}

    assert found == {"トークン": (2, 2, ["証明書のトークン"]), "ホチキス": (2, 2, [])}


def test_a_candidate_is_what_several_people_found_with_next(vpn: Service, shibata: Person) -> None:
    an_article(vpn, title="複合機で紙がつまった", symptom="複合機の紙づまり")
    refresh_counts()
    for person in (shibata, somebody()):
        looked_for("スルーヤツ", person)
        looked_for("複合機", person, sure=True)
    looked_for("ムラサキ", shibata)
    looked_for("マウス", shibata, sure=True)

    rows = reviewing.with_candidates(reviewing.unfound(clock.now() - LONG_AGO)[0], clock.now() - LONG_AGO)

    candidates = {row.words: row.candidates[:1] for row in rows}
    assert candidates["スルーヤツ"] == ["複合機"]
    assert candidates["ムラサキ"] == []


def test_one_click_makes_it_a_synonym_and_the_next_colleague_finds_the_article(
    client: Client, vpn: Service, shibata: Person
) -> None:
    article = an_article(vpn, title="複合機で紙がつまった", symptom="複合機の紙づまり")
    looked_for("ガッチャン", shibata)
    assert answers_to("ガッチャン", somebody()).sure is False

    client.force_login(a_leader())
    client.post("/searches/synonyms/", {"key": actions.key_of("ガッチャン"), "words": "ガッチャン", "other": "複合機"})

    told = Event.objects.order_by("-pk").values_list("kind", flat=True)[0]
    answers = answers_to("ガッチャン", somebody())
    assert ([found.pk for found in answers.articles], answers.sure) == ([article.pk], True)
    assert reviewing.unfound(clock.now() - LONG_AGO)[0] == []
    assert wording.replaced("ガッチャン") == "プリンター"
    assert told == "wording.changed"


def test_a_synonym_that_does_not_help_comes_back(shibata: Person) -> None:
    looked_for("刷るやつ", shibata)
    reviewing.decide(actions.key_of("刷るやつ"), "刷るやつ", "synonym", by=shibata)

    with time_machine.travel(clock.now() + timedelta(days=1)):
        looked_for("刷るやつ", shibata)
        rows = reviewing.unfound(clock.now() - LONG_AGO)[0]

    assert words_of(rows) == [("刷るやつ", 1, 1)]


def test_put_aside_it_stays_away_until_it_is_brought_back(client: Client, shibata: Person) -> None:
    looked_for("あああ", shibata)
    client.force_login(a_member())

    client.post("/searches/decisions/", {"words": "あああ", "verdict": "ignored"})
    looked_for("あああ", shibata)
    away = reviewing.unfound(clock.now() - LONG_AGO)[0]
    client.post(f"/searches/decisions/{Review.objects.get().pk}/removal/")

    assert (away, words_of(reviewing.unfound(clock.now() - LONG_AGO)[0])) == ([], [("あああ", 2, 1)])
    kinds = Event.objects.filter(kind__startswith="lookup.").values_list("kind", "data")
    assert [(kind, dict(data)) for kind, data in kinds] == [("lookup.ignored", {}), ("lookup.undecided", {})]


def test_writing_an_article_begins_with_the_words(client: Client, shibata: Person) -> None:
    looked_for("勤怠くん", shibata)
    client.force_login(a_member())

    answer = client.post("/searches/decisions/", {"words": "勤怠くん", "verdict": "article"})
    page = client.get(answer["Location"]).content.decode()

    assert parse_qs(urlsplit(answer["Location"]).query)["title"] == ["勤怠くん"]
    assert 'value="勤怠くん"' in page
    assert "「勤怠くん」という言葉で探されています。" in page


def test_a_refusal_of_the_wording_is_said_and_decides_nothing(client: Client, shibata: Person) -> None:
    looked_for("複合機", shibata)
    client.force_login(an_administrator())

    page = client.post(
        "/searches/synonyms/", {"words": "複合機", "word": "複合機", "other": "勤怠くん"}, follow=True
    ).content.decode()

    assert "「プリンター」の組にもう入っています" in page
    assert not Review.objects.exists()


@pytest.mark.parametrize("show", ["unfound", "unread", "gaps", "ignored", "nothing"])
def test_the_pages(client: Client, article: Article, shibata: Person, show: str) -> None:
    looked_for("<script>alert(1)</script>", shibata, shibata, shibata)
    client.force_login(a_leader())

    page = client.get("/searches/", {"show": show, "days": "x", "after": "%00:99"})

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("address", ["/searches/synonyms/", "/searches/decisions/", "/searches/decisions/1/removal/"])
def test_who_decides(client: Client, shibata: Person, address: str) -> None:
    """A colleague nothing; a member all but the wording; a leader everything."""
    looked_for("刷るやつ", shibata)
    Review.objects.create(pk=1, key="x", words="x", verdict="ignored", by_name="-", at=clock.now())
    wishes = {"words": "刷るやつ", "other": "コピー機", "verdict": "ignored"}

    answers = []
    for person in (shibata, a_member(), a_leader()):
        client.force_login(person)
        answers.append(client.post(address, wishes).status_code)

    arranged = address.endswith("synonyms/")
    removed = "removal" in address
    assert answers == [403, 403 if arranged else 302, 404 if removed else 302]
