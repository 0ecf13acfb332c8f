"""Searches and self-service, counted honestly: shown, opened, 「これで解決した」, or asked after all."""

from datetime import timedelta

from django.db import transaction

from suketto.catalog.queries import guess_service
from suketto.foundation import clock
from suketto.foundation.text import clean, clip, fold
from suketto.knowledge import actions as knowledge
from suketto.knowledge.models import Article
from suketto.people.models import Person
from suketto.portal.asked import FORM, Asked
from suketto.portal.figures import SECURITY_SLUG
from suketto.portal.models import Lookup, SelfService
from suketto.search import actions as search
from suketto.search.gibberish import says_nothing
from suketto.tickets.models import Ticket
from suketto.trail.actions import record

SAME_SEARCH = timedelta(minutes=30)  # the same words again within this are the same search
ONE_MATTER = timedelta(days=3)  # a second 「これで解決した」 for one article within this is the same matter


def counts(article: Article) -> bool:
    """Whether an answer found here may count as self-service: never for security reports."""
    return article.service is None or article.service.slug != SECURITY_SLUG


def key_of(words: str) -> str:
    """What makes two searches the same words: width, case, kana and spaces aside."""
    return clip(fold(clean(words)), 300)


def about_security(words: str) -> bool:
    service = guess_service(words)
    return service is not None and service.slug == SECURITY_SLUG


@transaction.atomic
def finish(asked: Asked, *, by: Person, ticket: Ticket | None = None) -> Lookup | None:
    """A search has ended with what it showed; told again, or with the same words soon after, it stays one.

    None, and nothing is kept, for words about security and for what says nothing.
    """
    words = clip(clean(asked.words), 300)
    if not words or about_security(words) or says_nothing(words):
        return None
    _hold(by)
    lookup = _same(asked, key_of(words), by)
    if lookup is None:
        lookup = Lookup.objects.create(
            person=by, place=asked.place if asked.place == FORM else Lookup.Place.BOX, words=words, key=key_of(words),
            found=len(asked.articles), sure=asked.sure, at=asked.at,
        )  # fmt: skip
        _show(lookup, asked)
    elif asked.at > lookup.at and (asked.sure, len(asked.articles)) != (lookup.sure, lookup.found):
        lookup.sure, lookup.found = asked.sure, len(asked.articles)
        lookup.save(update_fields=["sure", "found"])
        _show(lookup, asked)
    if ticket is not None and lookup.asked_at is None:
        lookup.asked_at, lookup.ticket = clock.now(), ticket
        lookup.save(update_fields=["asked_at", "ticket"])
    return lookup


def _hold(person: Person) -> None:
    """One at a time for each person: two clicks at once are one."""
    Person.objects.select_for_update(no_key=True).filter(pk=person.pk).first()


def _same(asked: Asked, key: str, by: Person) -> Lookup | None:
    """The row of this very list, or of the same words a moment before or after."""
    mine = Lookup.objects.filter(person=by)
    near = mine.filter(key=key, at__range=(asked.at - SAME_SEARCH, asked.at + SAME_SEARCH))
    return mine.filter(at=asked.at).first() or near.order_by("-at").first()


def _show(lookup: Lookup, asked: Asked) -> None:
    shown = Article.objects.published().select_related("service").in_bulk(asked.articles)
    rows = [
        SelfService(person=lookup.person, article=article, lookup=lookup, words=lookup.words, shown_at=lookup.at)
        for article in shown.values()
        if counts(article)
    ]
    SelfService.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def opened(article: Article, asked: Asked, *, by: Person) -> SelfService | None:
    """An article was opened from the answers; opened twice from the same list it stays one row."""
    if not counts(article):
        return None
    lookup = finish(asked, by=by)
    return None if lookup is None else _row(article, lookup, by)


def _row(article: Article, lookup: Lookup, by: Person) -> SelfService:
    row, _new = SelfService.objects.select_for_update().get_or_create(
        person=by, article=article, shown_at=lookup.at, defaults={"words": lookup.words, "lookup": lookup}
    )
    if row.opened_at is None:
        row.opened_at = clock.now()
        row.save(update_fields=["opened_at"])
    return row


@transaction.atomic
def solved(article: Article, asked: Asked | None, *, by: Person) -> bool:
    """「これで解決した」: counted once for a search and once for a matter; search learns that these words end here.

    Says whether it counted. Found without a search it counts, too, but nothing can be learnt from it.
    """
    if not counts(article) or (asked is not None and about_security(asked.words)):
        return False
    _hold(by)
    lookup, now = finish(asked, by=by) if asked else None, clock.now()
    if _said_before(article, lookup, by):
        return False
    row = _row(article, lookup, by) if lookup else SelfService(person=by, article=article, shown_at=now, opened_at=now)
    row.solved_at, row.asked_at = now, None
    row.save()
    knowledge.count_solved(article)
    if row.words:
        search.learn("article", article.pk, question=row.words, origin=learnt_from(row))
    record("article.solved", article, by=by, internal=True)
    return True


def learnt_from(row: SelfService) -> str:
    """Under which name search keeps what it learnt from a row, to take it back."""
    return f"self-{row.pk}"


def _said_before(article: Article, lookup: Lookup | None, by: Person) -> bool:
    said = SelfService.objects.filter(person=by).exclude(solved_at=None)
    lately = said.filter(article=article, solved_at__gte=clock.now() - ONE_MATTER)
    return lately.exists() or (lookup is not None and said.filter(lookup=lookup).exists())


@transaction.atomic
def asked_after_all(asked: Asked, *, by: Person, ticket: Ticket | None = None) -> None:
    """The articles opened from this list did not help: the person went on to ask the desk."""
    lookup = finish(asked, by=by, ticket=ticket)
    if lookup is not None:
        unsolved = SelfService.objects.filter(lookup=lookup, solved_at=None).exclude(opened_at=None)
        unsolved.update(asked_at=clock.now())
