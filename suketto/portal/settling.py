"""What is done with the rows of self-service as time goes by: settled after three days, forgotten after ninety."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from suketto.foundation import clock
from suketto.knowledge import actions as knowledge
from suketto.portal.actions import learnt_from
from suketto.portal.answers import related
from suketto.portal.figures import FIGURES, by_article, by_week
from suketto.portal.models import Lookup, Review, SelfService, Tally
from suketto.search import actions as search
from suketto.tickets.models import Ticket

SETTLED_AFTER = timedelta(days=3)
PERSON_KEPT_FOR = timedelta(days=30)
ROWS_KEPT_FOR = timedelta(days=90)
BATCH = 500


def on_the_matter(row: SelfService, ticket: Ticket) -> bool:
    """The ticket is of the article's service, or shares a word that counts with the search or the title.

    In doubt it is: what is counted should rather be too little.
    """
    article = row.article
    if ticket.service_id is not None and ticket.service_id == article.service_id:
        return True
    asked = " ".join(part for part in (ticket.subject, ticket.wanted, ticket.stuck) if part)
    return related(f"{row.words} {article.title}", asked)


def followed(row: SelfService, tickets: Iterable[Ticket]) -> datetime | None:
    """When the same person asked the desk about it, from the search until three days after 「これで解決した」."""
    if row.solved_at is None or row.person_id is None:
        return None
    until = row.solved_at + SETTLED_AFTER
    asked = [
        ticket.opened_at
        for ticket in tickets
        if ticket.requester_id == row.person_id
        and row.shown_at <= ticket.opened_at <= until
        and on_the_matter(row, ticket)
    ]
    return min(asked, default=None)


def unsettled() -> Sequence[SelfService]:
    """Rows said to be solved that nobody has looked at for good; few, because they are settled every night."""
    rows = SelfService.objects.filter(settled_at=None).exclude(solved_at=None).order_by("pk")
    return list(rows.select_related("article__service"))


def tickets_after(rows: Sequence[SelfService]) -> Sequence[Ticket]:
    """The tickets that may have followed these rows."""
    if not rows:
        return []
    people = {row.person_id for row in rows if row.person_id}
    since = min(row.shown_at for row in rows)
    found: list[Ticket] = []
    for start in range(0, len(people), BATCH):
        some = sorted(people)[start : start + BATCH]
        found += Ticket.objects.filter(requester__in=some, opened_at__gte=since).order_by("pk")
    return found


def settle(now: datetime) -> int:
    """Rows whose three days are over: those followed by a ticket are taken back, and what was learnt from them too."""
    rows = [row for row in unsettled() if row.solved_at and row.solved_at + SETTLED_AFTER <= now]
    tickets = tickets_after(rows)
    for row in rows:
        with transaction.atomic():
            row.followed_at, row.settled_at = followed(row, tickets), now
            done = SelfService.objects.filter(pk=row.pk, settled_at=None)
            if done.update(followed_at=row.followed_at, settled_at=now) and row.followed_at:
                search.unlearn(learnt_from(row))
                knowledge.uncount_solved(row.article)
    return len(rows)


def forget(now: datetime) -> None:
    """Takes the person away after 30 days; after 90 the rows, whose sums stay. Settle first."""
    old = now - PERSON_KEPT_FOR
    Lookup.objects.filter(at__lt=old).exclude(person=None).update(person=None)
    SelfService.objects.filter(shown_at__lt=old).exclude(person=None).update(person=None)
    _sum_up(now - ROWS_KEPT_FOR)
    seen = Lookup.objects.values("key")
    Review.objects.filter(at__lt=now - ROWS_KEPT_FOR).exclude(key__in=seen).delete()


@transaction.atomic
def _sum_up(before: datetime) -> None:
    """Adds what is older to the sums of its week and deletes it, in one transaction."""
    for week_on, figures in by_week(until=before, tallied=False).items():
        _add(Tally.objects.get_or_create(week_on=week_on, article=None)[0], figures)
    for (week_on, article_id), figures in by_article(until=before, tallied=False).items():
        _add(Tally.objects.get_or_create(week_on=week_on, article_id=article_id)[0], figures)
    SelfService.objects.filter(shown_at__lt=before).delete()
    Lookup.objects.filter(at__lt=before).delete()


def _add(tally: Tally, figures: dict[str, int]) -> None:
    sums = {name: F(name) + figures[name] for name in FIGURES if figures.get(name)}
    Tally.objects.filter(pk=tally.pk).update(**sums)


def nightly() -> None:
    now = clock.now()
    settle(now)
    forget(now)
