"""Search: what answers these words, among what one may see."""

from typing import Annotated, Literal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from suketto.api.access import TokenRequest, person_of
from suketto.api.v1.routes import reads
from suketto.api.v1.shapes import Found, FoundList
from suketto.foundation.text import clean
from suketto.people.models import Person
from suketto.search import queries as search
from suketto.search.queries import Hit

router = Router(tags=["search"])


@reads(router, "", FoundList, "search", _("記事と案件から答えを探す（よく合う順）"))
def find(
    request: TokenRequest,
    q: Annotated[str, Query(min_length=1, max_length=300)],
    kind: Literal["all", "article", "ticket"] = "all",
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> FoundList:
    person = person_of(request)
    kinds = ("article", "ticket") if kind == "all" else (kind,)
    hits = search.find(clean(q), kinds=kinds, viewer=person.viewer(), limit=limit)
    return FoundList(items=[_found(hit, person) for hit in hits])


def _found(hit: Hit, person: Person) -> Found:
    """With the address at which the person reads it in a browser."""
    page = "article" if hit.kind == "article" else ("ticket" if person.standing.member else "my_ticket")
    return Found(
        kind=hit.kind, number=hit.object_id, title=hit.title, score=hit.score, sure=hit.sure,
        address=settings.ADDRESS + reverse(page, args=[hit.object_id]),
    )  # fmt: skip
