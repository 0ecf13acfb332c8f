"""Articles: published ones for everybody, for members also the drafts of their desks."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from suketto.api import paging
from suketto.api.access import TokenRequest, person_of
from suketto.api.v1.routes import reads
from suketto.api.v1.shapes import ArticleOut, ArticlePage, ArticleRow
from suketto.catalog.models import Service
from suketto.foundation.text import clean
from suketto.knowledge.access import article_for
from suketto.knowledge.queries import browse

router = Router(tags=["articles"])


@reads(router, "", ArticlePage, "list_articles", _("記事の一覧（最近変わった順。q があれば合う順に一ページだけ）"))
def list_articles(
    request: TokenRequest, q: Annotated[str, Query(max_length=300)] = "", service: str = "", cursor: str = ""
) -> ArticlePage:
    words, slug = clean(q).strip(), clean(service)
    after = paging.unseal(cursor, f"articles:{slug}")
    about = Service.objects.filter(slug=slug).values_list("pk", flat=True).first() if slug else None
    if slug and about is None:
        return ArticlePage(items=[], next=None)
    page = browse(person_of(request), words=words, service_id=about, after=after or "")
    rows = [ArticleRow.of(article) for article in page.articles]
    return ArticlePage(items=rows, next=paging.seal(f"articles:{slug}", page.after) if page.after else None)


@reads(router, "/{int:number}", ArticleOut, "read_article", _("記事を読む"))
def read_article(request: TokenRequest, number: int) -> ArticleOut:
    return ArticleOut.of(article_for(person_of(request), number))
