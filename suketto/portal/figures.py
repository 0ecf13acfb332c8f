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
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncWeek

from suketto.portal.models import Lookup, SelfService, Tally

FIGURES = ("shown", "sure", "empty", "opened", "asked", "said", "followed", "counted")
SECURITY_SLUG = "security"
SECURITY = Q(article__service__slug=SECURITY_SLUG)

Figures = dict[str, int]


def by_week(
    since: datetime | None = None, until: datetime | None = None, *, tallied: bool = True
) -> dict[date, Figures]:
    """The figures of each week, by its Monday; with `tallied` also what was summed up of rows that are gone."""
    found: dict[date, Figures] = defaultdict(lambda: dict.fromkeys(FIGURES, 0))
    opened = SelfService.objects.filter(lookup=OuterRef("pk")).exclude(opened_at=None)
    lookups = _within(Lookup.objects.all(), "at", since, until).annotate(week=TruncWeek("at")).values("week").order_by()
    of_searches = lookups.annotate(
        shown=Count("pk"), sure_ones=Count("pk", filter=Q(sure=True)), empty=Count("pk", filter=Q(found=0)),
        opened=Count("pk", filter=Exists(opened)), asked=Count("pk", filter=~Q(asked_at=None)),
    )  # fmt: skip
    for row in of_searches:
        _add(found[row["week"].date()], row | {"sure": row["sure_ones"]})
    for row in _endings(_within(_rows(), "shown_at", since, until), "week"):
        _add(found[row["week"].date()], row)
    sums = Tally.objects.filter(article=None) if tallied else Tally.objects.none()
    for tally in _since(sums, since):
        _add(found[tally["week_on"]], tally)
    return dict(found)


def by_article(
    since: datetime | None = None, until: datetime | None = None, *, tallied: bool = True
) -> dict[tuple[date, int], Figures]:
    """The figures of each week and article."""
    found: dict[tuple[date, int], Figures] = defaultdict(lambda: dict.fromkeys(FIGURES, 0))
    for row in _endings(_within(_rows(), "shown_at", since, until), "week", "article_id"):
        _add(found[row["week"].date(), row["article_id"]], row)
    sums = Tally.objects.exclude(article=None).exclude(SECURITY) if tallied else Tally.objects.none()
    for tally in _since(sums, since):
        _add(found[tally["week_on"], tally["article_id"]], tally)
    return dict(found)


def _rows() -> "QuerySet[SelfService]":
    """Without what came to be about security after it was shown."""
    return SelfService.objects.exclude(SECURITY)


def _endings(rows: "QuerySet[SelfService]", *group: str) -> Iterator[dict[str, Any]]:
    """How the rows ended; `articles` how often one was shown and opened, which is not how many searches there were."""
    counted = rows.annotate(week=TruncWeek("shown_at")).values(*group).order_by().annotate(
        said=Count("pk", filter=~Q(solved_at=None)),
        followed=Count("pk", filter=~Q(followed_at=None)),
        counted=Count("pk", filter=Q(followed_at=None) & ~Q(solved_at=None) & ~Q(settled_at=None)),
    )  # fmt: skip
    if "article_id" in group:
        counted = counted.annotate(
            shown=Count("pk"),
            opened=Count("pk", filter=~Q(opened_at=None)),
            asked=Count("pk", filter=~Q(asked_at=None)),
        )
    yield from counted


def _within(rows: Any, name: str, since: datetime | None, until: datetime | None) -> Any:
    rows = rows.filter(**{f"{name}__gte": since}) if since else rows
    return rows.filter(**{f"{name}__lt": until}) if until else rows


def _since(sums: "QuerySet[Tally]", since: datetime | None) -> Any:
    sums = sums.filter(week_on__gte=since.date()) if since else sums
    return sums.values("week_on", "article_id", *FIGURES)


def _add(figures: Figures, row: dict[str, Any]) -> None:
    for name in FIGURES:
        figures[name] += row.get(name) or 0
