"""自己解決の数: the figures as they stand now, for the page and for a spreadsheet."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from suketto.knowledge.models import Article
from suketto.portal.figures import FIGURES, SECURITY_SLUG, Figures, by_article, by_week, monday_of
from suketto.portal.models import SelfService
from suketto.portal.settling import followed, tickets_after, unsettled

ARTICLES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of a week, of an article (with its title), or of all; `checking` are not yet three days old."""

    figures: Mapping[str, int]
    week_on: date | None = None
    article_id: int | None = None
    title: str = ""

    @property
    def checking(self) -> int:
        return self.figures["said"] - self.figures["followed"] - self.figures["counted"]


@dataclass(frozen=True, slots=True)
class Report:
    since: date
    total: Line
    weeks: list[Line]
    articles: list[Line]


def report(weeks: int, now: datetime) -> Report:
    """The last `weeks` weeks and the one that runs; searches no longer kept stand in the sums."""
    today = timezone.localtime(now).date()
    monday = today - timedelta(days=today.weekday() + 7 * weeks)
    since = timezone.make_aware(datetime.combine(monday, time()))
    of_weeks = {monday + timedelta(weeks=at): dict.fromkeys(FIGURES, 0) for at in range(weeks, -1, -1)}
    of_weeks |= by_week(since)
    of_articles = _summed(by_article(since))
    for row in _already_followed():
        if row.shown_at >= since:
            of_weeks[monday_of(row.shown_at)]["followed"] += 1
            of_articles[row.article_id]["followed"] += 1
    total = {name: sum(figures[name] for figures in of_weeks.values()) for name in FIGURES}
    lines = [Line(figures, week_on=week_on) for week_on, figures in of_weeks.items()]
    return Report(monday, Line(total), lines, _named(of_articles))


def _already_followed() -> list[SelfService]:
    """Rows whose three days are not over, and that somebody has asked about already."""
    rows = [row for row in unsettled() if row.article.service is None or row.article.service.slug != SECURITY_SLUG]
    tickets = tickets_after(rows)
    return [row for row in rows if followed(row, tickets)]


def _summed(of_weeks: Mapping[tuple[date, int], Figures]) -> dict[int, Figures]:
    found: dict[int, Figures] = defaultdict(lambda: dict.fromkeys(FIGURES, 0))
    for (_week_on, article_id), figures in of_weeks.items():
        for name in FIGURES:
            found[article_id][name] += figures[name]
    return found


def _named(of_articles: Mapping[int, Figures]) -> list[Line]:
    titles = dict(Article.objects.published().filter(pk__in=of_articles).values_list("pk", "title"))
    lines = [Line(of_articles[pk], article_id=pk, title=title) for pk, title in titles.items()]
    return sorted(lines, key=lambda line: (-line.figures["counted"], -line.figures["shown"], line.title))


def rows(found: Report, *, of: str) -> Iterator[list[object]]:
    """The same figures for a spreadsheet."""
    names = {
        "shown": _("表示"), "sure": _("答えあり"), "empty": _("一件もなし"), "opened": _("開いた"),
        "asked": _("窓口へ"), "said": _("「解決した」"), "followed": _("3日以内に問い合わせ"), "counted": _("自己解決"),
    }  # fmt: skip
    of_articles = of == "articles"
    left_out = {"sure", "empty"} if of_articles else set()
    heads = [_("FAQ番号"), _("題名")] if of_articles else [_("週（月曜日）")]
    yield [*heads, *(name for figure, name in names.items() if figure not in left_out), _("確認中")]
    for line in found.articles if of_articles else found.weeks:
        first = [line.article_id, line.title] if of_articles else [line.week_on]
        yield [*first, *(line.figures[name] for name in names if name not in left_out), line.checking]
