"""One article as its readers see it, and self-service counted honestly."""

import pytest
from django.test import Client

from suketto.catalog.models import Service
from suketto.knowledge import actions as knowledge
from suketto.knowledge.models import Article
from suketto.people.models import Person
from suketto.portal.answers import answers_to
from suketto.portal.models import SelfService
from suketto.tickets import actions as tickets
from tests.people import a_desk, a_member, a_ticket, somebody
from tests.unit.portal.conftest import an_article

pytestmark = pytest.mark.django_db


def test_solved_by_an_article_is_counted_once_per_search(as_shibata: Client, shibata: Person, article: Article) -> None:
    seal = answers_to("VPN 証明書", shibata).asked.seal
    as_shibata.get(f"/faq/{article.pk}/", {"from": seal})

    for _time in range(2):
        as_shibata.post(f"/faq/{article.pk}/solution/", {"from": seal})

    row = SelfService.objects.get()
    article.refresh_from_db()
    assert (row.person, row.article, row.words, article.solved_count) == (shibata, article, "VPN 証明書", 1)
    assert row.shown_at <= row.opened_at <= row.solved_at


def test_the_words_lead_there_from_now_on(as_shibata: Client, shibata: Person, article: Article) -> None:
    words = "ねっとわーくのかぎがこわれた"
    seal = answers_to(words, shibata).asked.seal

    as_shibata.post(f"/faq/{article.pk}/solution/", {"from": seal})

    assert [found.pk for found in answers_to(words, shibata).articles] == [article.pk]


def test_the_first_answer_is_read_and_solves_where_it_was_found(as_shibata: Client, article: Article) -> None:
    page = as_shibata.get("/portal/", {"q": "VPN 証明書"}).content.decode()

    assert "15分待ちます" in page
    assert f'action="/faq/{article.pk}/solution/"' in page


def test_opening_it_alone_is_not_solving_it(as_shibata: Client, shibata: Person, article: Article) -> None:
    seal = answers_to("VPN 証明書", shibata).asked.seal

    as_shibata.get(f"/faq/{article.pk}/", {"from": seal})
    as_shibata.get(f"/faq/{article.pk}/", {"from": seal})

    row = SelfService.objects.get()
    assert (row.solved_at, row.asked_at) == (None, None)


def test_a_seal_that_is_not_ours_counts_nothing(as_shibata: Client, article: Article) -> None:
    answer = as_shibata.get(f"/faq/{article.pk}/", {"from": "made-up"})

    assert answer.status_code == 200
    assert not SelfService.objects.exists()


def test_a_security_report_is_never_self_service(as_shibata: Client, shibata: Person, security: Service) -> None:
    article = an_article(security, title="不審なメールが届いた")
    seal = answers_to("不審なメール", shibata).asked.seal

    page = as_shibata.get(f"/faq/{article.pk}/", {"from": seal}).content.decode()
    as_shibata.post(f"/faq/{article.pk}/solution/", {"from": seal})

    assert "これで解決した" not in page
    assert "窓口にも知らせる" in page
    assert not SelfService.objects.exists()
    assert Article.objects.get().solved_count == 0


def test_not_solved_leads_to_a_form_that_already_knows(as_shibata: Client, shibata: Person, article: Article) -> None:
    seal = answers_to("VPN 証明書", shibata).asked.seal

    answer = as_shibata.get("/portal/ask/", {"from": seal, "service": "vpn", "tried": f"FAQ {article.pk} を試した"})

    form = answer.context["form"]
    assert form["text"].value() == "VPN 証明書"
    assert form["tried"].value() == f"FAQ {article.pk} を試した"
    assert form["service"].value() == article.service_id


@pytest.mark.parametrize("state", ["wip", "not_validated", "validated", "retired"])
def test_what_is_not_published_does_not_exist_for_colleagues(client: Client, vpn: Service, state: str) -> None:
    article = an_article(vpn, state=state)

    client.force_login(somebody("久我"))
    assert client.get(f"/faq/{article.pk}/").status_code == 404
    client.force_login(a_member())
    assert client.get(f"/faq/{article.pk}/").status_code == 200


def test_members_see_the_matters_it_was_used_in_but_only_their_own_desks(client: Client, article: Article) -> None:
    member = a_member()
    ours, theirs = a_ticket(text="VPNの件"), a_ticket(text="総務の件", desk=a_desk("ga", "総務"))
    for ticket in (ours, theirs):
        tickets.resolve(ticket, by=member, answer="FAQの通りです", article=article)

    client.force_login(member)
    page = client.get(f"/faq/{article.pk}/").content.decode()
    assert "この記事が使われた案件 2件" in page
    assert ours.label in page
    assert theirs.label not in page

    client.force_login(somebody("久我"))
    page = client.get(f"/faq/{article.pk}/").content.decode()
    assert "この記事が使われた案件" not in page
    assert ours.label not in page


def test_the_address_stays_when_the_title_changes(as_shibata: Client, article: Article) -> None:
    knowledge.revise(article, by=a_member(), title="まったく別の題名")

    page = as_shibata.get(f"/faq/{article.pk}/").content.decode()

    assert "まったく別の題名" in page


def test_script_in_an_article_stays_text(as_shibata: Client, vpn: Service) -> None:
    article = an_article(vpn, title="<b>太字</b>", steps="<script>alert(1)</script> [押す](javascript:alert(1))")

    page = as_shibata.get(f"/faq/{article.pk}/").content.decode()

    assert "<script>alert" not in page
    assert "javascript:" not in page
    assert "&lt;b&gt;太字" in page
