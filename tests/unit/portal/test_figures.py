"""Self-service is counted too low rather than too high, and every figure comes from the same rows."""

import csv
from collections import defaultdict
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from suketto.catalog.models import Service
from suketto.foundation import clock
from suketto.knowledge.models import Article
from suketto.people.models import Person
from suketto.portal import actions, reporting, settling
from suketto.portal.answers import answers_to
from suketto.portal.asked import Asked
from suketto.portal.models import SelfService
from suketto.tickets.models import Ticket
from tests.people import a_desk, a_member, a_ticket, an_administrator, somebody
from tests.unit.portal.conftest import an_article

START = "2026-06-01T09:00+09:00"


def solve(article: Article, person: Person, words: str = "VPN 証明書") -> Asked:
    asked = answers_to(words, person).asked
    actions.opened(article, asked, by=person)
    actions.solved(article, asked, by=person)
    return asked


def total() -> reporting.Line:
    return reporting.report(13, clock.now()).total


@pytest.mark.django_db
def test_two_clicks_count_once_whatever_list_they_come_from(shibata: Person, article: Article) -> None:
    solve(article, shibata)
    solve(article, shibata)
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        solve(article, shibata, "証明書 期限")
        assert actions.solved(article, None, by=shibata) is False

    assert total().figures["said"] == 1
    article.refresh_from_db()
    assert article.solved_count == 1


@pytest.mark.django_db
def test_two_articles_of_one_search_are_one_solution(shibata: Person, vpn: Service, article: Article) -> None:
    other = an_article(vpn, title="VPNの証明書を入れ直す")
    asked = answers_to("VPN 証明書", shibata).asked

    assert [actions.solved(each, asked, by=shibata) for each in (article, other)] == [True, False]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "hours", "counted"),
    [
        ("VPNの証明書がまだ切れています", 1, 0),
        ("VPNの証明書がまだ切れています", 71, 0),
        ("VPNの証明書がまだ切れています", 73, 1),
        ("椅子が壊れました", 1, 1),
    ],
)
def test_a_ticket_on_the_matter_within_three_days_takes_the_count_back(
    shibata: Person, article: Article, text: str, hours: int, counted: int
) -> None:
    with time_machine.travel(START, tick=False) as now:
        solve(article, shibata)
        now.shift(timedelta(hours=hours))
        a_ticket(shibata, text=text)
        a_ticket(somebody(), text="VPNの証明書がまだ切れています")  # somebody else's changes nothing
        now.shift(timedelta(days=4))
        settling.nightly()

        line = total()
    assert (line.figures["said"], line.figures["followed"], line.figures["counted"], line.checking) == (
        1, 1 - counted, counted, 0,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_ticket_of_the_service_takes_it_back_whatever_its_words(
    shibata: Person, vpn: Service, article: Article
) -> None:
    solve(article, shibata)
    a_ticket(shibata, text="また駄目でした", service=vpn)

    assert (total().figures["followed"], total().checking) == (1, 0)  # at once, before the night


@pytest.mark.django_db
def test_before_three_days_it_is_neither_counted_nor_taken_back(shibata: Person, article: Article) -> None:
    solve(article, shibata)
    settling.nightly()

    assert (total().figures["said"], total().checking, total().figures["counted"]) == (1, 1, 0)


@pytest.mark.django_db
def test_what_comes_to_be_about_security_is_taken_out_of_every_figure(
    shibata: Person, security: Service, article: Article
) -> None:
    solve(article, shibata)
    Article.objects.update(service=security)

    found = reporting.report(13, clock.now())
    assert (found.total.figures["said"], found.articles) == (0, [])


STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),  # who
        st.sampled_from(["search", "open", "solve", "ticket", "other", "security", "night"]),
        st.integers(0, 40),  # hours that pass before
    ),
    max_size=10,
)


class ByHand:
    """The same story told by its definition alone."""

    def __init__(self) -> None:
        self.lists: dict[int, list[datetime]] = defaultdict(list)  # when each search of a person was shown
        self.said: list[tuple[int, datetime, datetime]] = []  # who, shown when, said when
        self.tickets: list[tuple[int, datetime]] = []

    def note(self, who: int, act: str, at: datetime) -> None:
        if act in {"search", "open", "solve"} and not (
            self.lists[who] and at - self.lists[who][-1] <= timedelta(minutes=30)
        ):
            self.lists[who].append(at)
        shown = self.lists[who][-1] if self.lists[who] else at
        before = [(s, t) for w, s, t in self.said if w == who and (at - t <= timedelta(days=3) or s == shown)]
        if act == "solve" and not before:
            self.said.append((who, shown, at))
        if act == "ticket":
            self.tickets.append((who, at))

    def counted(self) -> tuple[int, int]:
        """How often it was said, and how often a ticket took that back."""
        followed = [
            any(w == who and shown <= asked <= at + timedelta(days=3) for w, asked in self.tickets)
            for who, shown, at in self.said
        ]
        return len(self.said), sum(followed)


@pytest.mark.slow
class AnyStory(TestCase):
    """Whatever people do in whatever order: the figures are those one would count by hand."""

    def setUp(self) -> None:
        with time_machine.travel(START):
            desk = a_desk()
            self.people = [somebody("柴田"), somebody("真田")]
            vpn = Service.objects.create(slug="vpn", name="VPN", desk=desk, words=["VPN", "証明書"])
            scare = Service.objects.create(slug="security", name="セキュリティの連絡", desk=desk, words=["不審"])
            self.article, self.scare = an_article(vpn), an_article(scare, title="不審なメールが届いた")

    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def test_it(self, steps: list[tuple[int, str, int]]) -> None:
        by_hand = ByHand()
        with time_machine.travel(START, tick=False) as now:
            for who, act, hours in steps:
                now.shift(timedelta(hours=hours, seconds=1))
                self._act(self.people[who], act)
                by_hand.note(who, act, clock.now())
            now.shift(timedelta(days=4))
            settling.nightly()
            found = reporting.report(13, clock.now())
            now.shift(timedelta(days=92))
            settling.nightly()
            kept = reporting.report(52, clock.now())

        figures, (said, followed) = found.total.figures, by_hand.counted()
        assert (figures["said"], figures["followed"], figures["counted"]) == (said, followed, said - followed)
        assert figures["shown"] == sum(len(lists) for lists in by_hand.lists.values())
        assert sum(line.figures["counted"] for line in found.articles) == figures["counted"]
        assert {line.article_id for line in found.articles} <= {self.article.pk}
        assert dict(kept.total.figures) == dict(figures)  # the rows are gone, the sums stay
        assert not SelfService.objects.exists()

    def _act(self, person: Person, act: str) -> None:
        asked = answers_to("VPN 証明書", person).asked
        if act == "search":
            actions.finish(asked, by=person)
        elif act == "open":
            actions.opened(self.article, asked, by=person)
        elif act == "solve":
            actions.solved(self.article, asked, by=person)
        elif act == "ticket":
            a_ticket(person, text="VPNの証明書がまだ切れています", channel=Ticket.Channel.PHONE)
        elif act == "other":
            a_ticket(person, text="椅子が壊れました", channel=Ticket.Channel.PHONE)
        elif act == "security":
            actions.solved(self.scare, answers_to("不審なメール", person).asked, by=person)
        elif act == "night":
            settling.nightly()


# ── the page ──


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/self-service/", "/self-service/export/", "/searches/"])
def test_members_and_administrators_see_it_colleagues_do_not(client: Client, address: str) -> None:
    allowed = {a_member(): 200, a_member(desk=a_desk("ga", "総務")): 200, an_administrator(): 200, somebody(): 403}

    answers = {}
    for person in allowed:
        client.force_login(person)
        answers[person] = client.get(address).status_code

    assert answers == allowed


@pytest.mark.django_db
def test_the_page_and_the_spreadsheet_say_the_same(client: Client, shibata: Person, article: Article) -> None:
    Article.objects.update(title="=SUM(A1) VPNの証明書")
    solve(article, shibata)
    client.force_login(a_member())

    page = client.get("/self-service/").content.decode()
    of_articles = client.get("/self-service/export/", {"of": "articles"}).content.decode("utf-8-sig")
    of_weeks = list(csv.DictReader(client.get("/self-service/export/").content.decode("utf-8-sig").splitlines()))

    assert "「解決した」から、取り消したものと確認中を引いた数。" in page
    assert of_articles.splitlines()[1] == f"{article.pk},'=SUM(A1) VPNの証明書,1,1,0,1,0,0,1"
    assert (len(of_weeks), of_weeks[0]["「解決した」"], of_weeks[0]["確認中"]) == (14, "1", "1")
    for strange in ("weeks=x", "weeks=99999999999", "of=nothing"):
        assert client.get(f"/self-service/export/?{strange}").status_code == 200
