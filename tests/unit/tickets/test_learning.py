"""What search learns from a solved ticket holds only while the matter is solved."""

import pytest

from suketto.knowledge import actions as knowledge
from suketto.knowledge.models import Article
from suketto.people.models import Person
from suketto.search.models import PastQuestion
from suketto.tickets import actions
from suketto.tickets.actions.resolving import use_article
from suketto.tickets.models import ArticleUse, Ticket
from tests.people import a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def mizuno() -> Person:
    return a_member()


@pytest.fixture
def article() -> Article:
    return knowledge.draft(by=None, title="証明書の更新", state="published", steps="1. 社内LANにつなぐ")


def learnt() -> list[tuple[str, int]]:
    return sorted(PastQuestion.objects.values_list("origin", "document__object_id"))


def solved(article: Article, by: Person, requester: Person | None = None) -> Ticket:
    ticket = a_ticket(requester, text="夜になると切れる箱")
    actions.resolve(ticket, by=by, answer="証明書を更新しました。", article=article)
    return ticket


def test_it_is_kept_under_the_ticket_and_once(mizuno: Person, article: Article) -> None:
    ticket = solved(article, mizuno)

    use_article(ticket, article, by=mizuno)

    assert learnt() == [(f"ticket-{ticket.pk}", article.pk)]


def test_a_matter_that_comes_back_takes_it_back_and_solved_again_it_is_learnt_again(
    mizuno: Person, article: Article
) -> None:
    ticket = solved(article, mizuno)

    actions.reopen(ticket, by=ticket.requester)
    after_reopening = learnt()
    actions.resolve(ticket, by=mizuno, answer="もう一度更新しました。", article=article)

    assert after_reopening == []
    assert learnt() == [(f"ticket-{ticket.pk}", article.pk)]
    article.refresh_from_db()
    assert (article.use_count, ArticleUse.objects.count()) == (1, 1)


def test_a_reply_of_the_requester_that_reopens_takes_it_back(mizuno: Person, article: Article) -> None:
    ticket = solved(article, mizuno)

    actions.write(ticket, "まだ切れます", by=ticket.requester)

    assert learnt() == []


@pytest.mark.parametrize("target_is_open", [True, False])
def test_merged_into_an_open_matter_it_is_taken_back(mizuno: Person, article: Article, *, target_is_open: bool) -> None:
    shibata = somebody()
    ticket, target = solved(article, mizuno, shibata), a_ticket(shibata, text="また切れる")
    if not target_is_open:
        actions.resolve(target, by=mizuno, answer="同じ原因でした。")

    actions.merge(ticket, target, by=mizuno)

    assert learnt() == ([] if target_is_open else [(f"ticket-{ticket.pk}", article.pk)])


def test_others_keep_what_they_taught(mizuno: Person, article: Article) -> None:
    one, other = solved(article, mizuno), solved(article, mizuno)

    actions.reopen(one, by=one.requester)

    assert learnt() == [(f"ticket-{other.pk}", article.pk)]
