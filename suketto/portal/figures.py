"""Self-service in figures, by week and by article, all reckoned from the same rows.

| figure | counts |
|---|---|
| shown | finished searches; for an article: how often it stood in the list |
| sure, empty | of those: the page called something an answer; the list was empty |
| opened | searches from which an article was opened; for an article: how often it was |
| asked | searches with which the person went on to the desk |
| said | 「これで解決した」, once for a search and once for a matter |
| followed | of those: the same person asked the desk about it within three days |
| counted | of those: the three days are over and nobody asked |
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from suketto.foundation import clock
from suketto.knowledge.models import Article
from suketto.portal.models import Lookup, SelfService, Tally

FIGURES = ("shown", "sure", "empty", "opened", "asked", "said", "followed", "counted")
SECURITY_SLUG = "security"
SECURITY = Q(article__service__slug=SECURITY_SLUG)

ENDINGS = {
    "said": Count("solved_at"),
    "followed": Count("followed_at"),
    "counted": Count("solved_at", filter=Q(followed_at=None) & ~Q(settled_at=None)),
}

Figures = dict[str, int]


def by_week(
    since: datetime | None = None, until: datetime | None = None, *, tallied: bool = True
) -> dict[date, Figures]:
    """The figures of each week, by its Monday; with `tallied` also what was summed up of rows that are gone."""
    found: dict[date, Figures] = defaultdict(lambda: dict.fromkeys(FIGURES, 0))
    opened = SelfService.objects.filter(lookup=OuterRef("pk")).exclude(opened_at=None)
    for monday, start, end in _weeks(since, until):
        of_searches = Lookup.objects.filter(at__gte=start, at__lt=end).aggregate(
            shown=Count("pk"), sure_ones=Count("pk", filter=Q(sure=True)), empty=Count("pk", filter=Q(found=0)),
            opened=Count("pk", filter=Exists(opened)), asked=Count("asked_at"),
        )  # fmt: skip
        _add(found[monday], of_searches | {"sure": of_searches["sure_ones"]})
        _add(found[monday], _rows(start, end).aggregate(**ENDINGS))
    for tally in _sums(tallied, since).filter(article=None).values("week_on", *FIGURES):
        _add(found[tally["week_on"]], tally)
    return {week_on: figures for week_on, figures in found.items() if any(figures.values())}


def by_article(
    since: datetime | None = None, until: datetime | None = None, *, tallied: bool = True
) -> dict[tuple[date, int], Figures]:
    """The figures of each week and article."""
    found: dict[tuple[date, int], Figures] = defaultdict(lambda: dict.fromkeys(FIGURES, 0))
    shown = {"shown": Count("pk"), "opened": Count("opened_at"), "asked": Count("asked_at")}
    for monday, start, end in _weeks(since, until):
        for row in _rows(start, end).values("article_id").order_by().annotate(**ENDINGS, **shown):
            _add(found[monday, row["article_id"]], dict(row))
    sums = _sums(tallied, since).exclude(article=None).exclude(SECURITY)
    for tally in sums.values("week_on", "article_id", *FIGURES):
        _add(found[tally["week_on"], tally["article_id"]], tally)
    return dict(found)


def monday_of(moment: datetime) -> date:
    day = timezone.localtime(moment).date()
    return day - timedelta(days=day.weekday())


def _weeks(since: datetime | None, until: datetime | None) -> Iterator[tuple[date, datetime, datetime]]:
    """Each week that has rows, with its bounds: a range of an index, where grouping by week would read each row."""
    first = [
        Lookup.objects.order_by("at").values_list("at", flat=True).first(),
        SelfService.objects.order_by("shown_at").values_list("shown_at", flat=True).first(),
    ]
    begun = min((moment for moment in first if moment), default=None)
    until = until or clock.now() + timedelta(seconds=1)
    if begun is None:
        return
    start = max(begun, since) if since else begun
    while start < until:
        monday = monday_of(start)
        next_monday = timezone.make_aware(datetime.combine(monday + timedelta(days=7), time()))
        yield monday, start, min(next_monday, until)
        start = next_monday


def _rows(start: datetime, end: datetime) -> "QuerySet[SelfService]":
    """Without what came to be about security after it was shown."""
    secret = Article.objects.filter(service__slug=SECURITY_SLUG)
    return SelfService.objects.filter(shown_at__gte=start, shown_at__lt=end).exclude(article__in=secret)


def _sums(tallied: bool, since: datetime | None) -> "QuerySet[Tally]":  # noqa: FBT001
    sums = Tally.objects.all() if tallied else Tally.objects.none()
    return sums.filter(week_on__gte=monday_of(since)) if since else sums


def _add(figures: Figures, row: dict[str, Any]) -> None:
    for name in FIGURES:
        figures[name] += row.get(name) or 0
