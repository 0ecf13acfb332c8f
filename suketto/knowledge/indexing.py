"""What search knows of an article."""

from collections.abc import Sequence

from django.db.models import QuerySet

from suketto.knowledge.models import Article
from suketto.search import actions as search
from suketto.search.sources import Entry, Source


def index_article(article: Article) -> None:
    """Readable articles are found by everybody, the others at the desk of their service; without one by nobody."""
    if article.state == Article.State.RETIRED:
        search.forget("article", article.pk)
    else:
        search.index_entry(entry_of(article))


def entry_of(article: Article) -> Entry:
    desk = article.service.desk_id if article.service else None
    body = "\n".join([article.text, *article.tags])
    return Entry("article", article.pk, title=article.title, body=body, public=article.readable, desk_id=desk)


def _findable() -> QuerySet[Article]:
    return Article.objects.exclude(state=Article.State.RETIRED)


def _numbers(after: int, limit: int) -> Sequence[int]:
    return list(_findable().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


def _entries(numbers: Sequence[int]) -> list[Entry]:
    return [entry_of(each) for each in _findable().filter(pk__in=numbers).select_related("service").order_by("pk")]


SOURCE = Source("article", _numbers, _entries, lambda: _findable().count())
