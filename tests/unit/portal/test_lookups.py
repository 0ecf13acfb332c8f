"""A search is kept when it has ended, once, and for ninety days."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suketto.catalog.models import Service
from suketto.foundation import clock
from suketto.knowledge.models import Article
from suketto.people.models import Person
from suketto.portal import actions, settling
from suketto.portal.answers import answers_to
from suketto.portal.asked import unseal
from suketto.portal.models import Lookup, Review, SelfService, Tally
from suketto.search.models import PastQuestion
from suketto.tickets.models import Ticket
from tests.people import a_ticket
from tests.unit.portal.conftest import an_article

pytestmark = pytest.mark.django_db


def seal_of(words: str, person: Person) -> str:
    return answers_to(words, person).asked.seal


def test_nothing_is_written_while_somebody_types(as_shibata: Client, article: Article) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for words in ("V", "VP", "VPN", "VPN 証明書"):
            as_shibata.get("/portal/", {"q": words}, headers={"HX-Request": "true"})
            as_shibata.post("/portal/ask/beside/", {"text": words}, headers={"HX-Request": "true"})
        as_shibata.get("/portal/", {"q": "VPN 証明書"})

    written = [query["sql"] for query in queries if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert written == []
    assert not Lookup.objects.exists()


def test_leaving_the_page_keeps_what_was_shown_last_and_once(
    as_shibata: Client, shibata: Person, article: Article
) -> None:
    seal = seal_of("VPN 証明書", shibata)

    for _time in range(2):
        assert as_shibata.post("/portal/searches/", {"shown": seal}).status_code == 204

    lookup = Lookup.objects.get()
    assert (lookup.person, lookup.words, lookup.found, lookup.sure, lookup.place) == (
        shibata, "VPN 証明書", 1, True, "box",
    )  # fmt: skip
    row = SelfService.objects.get()
    assert (row.article, row.lookup, row.opened_at, row.solved_at) == (article, lookup, None, None)


def test_the_same_words_soon_after_are_the_same_search_and_say_what_they_show_now(
    as_shibata: Client, shibata: Person, vpn: Service
) -> None:
    as_shibata.post("/portal/searches/", {"shown": seal_of("VPN 証明書", shibata)})
    found = an_article(vpn)
    as_shibata.post("/portal/searches/", {"shown": seal_of("ｖｐｎ　証明書", shibata)})

    lookup = Lookup.objects.get()
    assert (lookup.found, lookup.sure) == (1, True)
    assert SelfService.objects.get().article == found


def test_later_or_with_other_words_it_is_another_search(as_shibata: Client, shibata: Person) -> None:
    as_shibata.post("/portal/searches/", {"shown": seal_of("箱に入れない", shibata)})
    as_shibata.post("/portal/searches/", {"shown": seal_of("箱が開かない", shibata)})
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        as_shibata.post("/portal/searches/", {"shown": seal_of("箱に入れない", shibata)})

    assert Lookup.objects.count() == 3


@pytest.mark.parametrize("shown", ["", "made-up", "x" * 10_000])
def test_a_seal_that_is_not_ours_keeps_nothing(as_shibata: Client, shown: str) -> None:
    assert as_shibata.post("/portal/searches/", {"shown": shown}).status_code == 204
    assert not Lookup.objects.exists()


def test_only_whoever_is_signed_in_tells(client: Client, shibata: Person) -> None:
    assert client.post("/portal/searches/", {"shown": seal_of("箱", shibata)}).status_code in {302, 401, 403}
    assert not Lookup.objects.exists()


def test_what_was_written_in_the_five_boxes_and_not_sent_is_not_kept(as_shibata: Client, article: Article) -> None:
    page = as_shibata.post("/portal/ask/beside/", {"text": "VPNの証明書が切れた"})
    seal = page.context["answers"].asked.seal

    as_shibata.post("/portal/searches/", {"shown": seal})

    assert unseal(seal).place == "form"  # type: ignore[union-attr]
    assert not Lookup.objects.exists()


def test_sent_to_the_desk_the_list_beside_it_is_kept_with_the_ticket(as_shibata: Client, article: Article) -> None:
    page = as_shibata.post("/portal/ask/beside/", {"text": "VPNの証明書が切れた"})
    seal = page.context["answers"].asked.seal
    assert f'name="shown" value="{seal}"' in page.content.decode()

    as_shibata.post("/portal/ask/", {"text": "VPNの証明書が切れた", "working_place": "office", "shown": seal})

    lookup = Lookup.objects.get()
    assert (lookup.place, lookup.ticket, lookup.asked_at is not None) == ("form", Ticket.objects.get(), True)


def test_words_about_security_are_not_kept(as_shibata: Client, shibata: Person, security: Service) -> None:
    an_article(security, title="不審なメールが届いた")

    as_shibata.post("/portal/searches/", {"shown": seal_of("不審なメール", shibata)})

    assert (Lookup.objects.count(), SelfService.objects.count()) == (0, 0)


def test_an_article_about_security_among_the_answers_is_not_counted(
    shibata: Person, security: Service, article: Article
) -> None:
    scare = an_article(security, title="VPNの証明書を装うメール")
    asked = answers_to("VPN 証明書", shibata).asked
    assert set(asked.articles) == {article.pk, scare.pk}

    actions.finish(asked, by=shibata)

    assert [row.article for row in SelfService.objects.all()] == [article]


# ── what is forgotten ──


def test_the_person_is_forgotten_after_thirty_days_and_the_words_after_ninety(
    shibata: Person, article: Article
) -> None:
    asked = answers_to("VPN 証明書", shibata).asked
    actions.opened(article, asked, by=shibata)
    actions.solved(article, asked, by=shibata)

    for days, (people, rows) in {29: (1, 1), 31: (0, 1), 89: (0, 1), 91: (0, 0)}.items():
        with time_machine.travel(asked.at + timedelta(days=days)):
            settling.nightly()
            settling.nightly()  # twice changes nothing
        assert Lookup.objects.exclude(person=None).count() == people
        assert SelfService.objects.exclude(person=None).count() == people
        assert (Lookup.objects.count(), SelfService.objects.count()) == (rows, rows)

    sums = {tally.article_id: (tally.shown, tally.opened, tally.said, tally.counted) for tally in Tally.objects.all()}
    assert sums == {None: (1, 1, 1, 1), article.pk: (1, 1, 1, 1)}
    assert [field.name for field in Tally._meta.get_fields() if field.name in {"words", "person", "key"}] == []


def test_a_decision_is_forgotten_once_nobody_asks_any_more(shibata: Person) -> None:
    now = clock.now()
    for key, days in (("asked", 1), ("unasked", 100)):
        Review.objects.create(key=key, words=key, verdict="ignored", by_name="-", at=now - timedelta(days=100))
        Lookup.objects.create(person=shibata, words=key, key=key, found=0, sure=False, at=now - timedelta(days=days))

    settling.nightly()

    assert list(Review.objects.values_list("key", flat=True)) == ["asked"]


def test_what_was_learnt_is_taken_back_when_a_ticket_follows(shibata: Person, article: Article) -> None:
    asked = answers_to("VPN 証明書", shibata).asked
    actions.solved(article, asked, by=shibata)
    a_ticket(shibata, text="VPNの証明書がまだ切れています")
    assert PastQuestion.objects.count() == 1

    with time_machine.travel(asked.at + timedelta(days=4)):
        settling.nightly()
        settling.nightly()

    article.refresh_from_db()
    assert (PastQuestion.objects.count(), article.solved_count) == (0, 0)
    assert SelfService.objects.get().followed_at is not None
