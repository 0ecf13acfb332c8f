"""People: oneself, and for members and administrators the directory."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from suketto.api import paging
from suketto.api.access import OnlyDirectory, TokenRequest, may_read_directory, person_for, person_of
from suketto.api.v1.routes import reads
from suketto.api.v1.shapes import PersonOut, PersonPage
from suketto.foundation.text import clean
from suketto.people.models import Person

router = Router(tags=["people"])


@reads(router, "", PersonPage, "find_people", _("社員を探す（名前・カナ・ローマ字・社員番号・内線・メール）"))
def find_people(
    request: TokenRequest,
    q: Annotated[str, Query(max_length=100)] = "",
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=paging.MOST)] = paging.USUAL,
) -> PersonPage:
    if not may_read_directory(person_of(request)):
        raise OnlyDirectory
    words = clean(q).strip()
    people = Person.objects.active().found_by(words).select_related("department", "site")
    after = paging.unseal(cursor, f"people:{words}")
    if after is not None:
        people = people.filter(pk__gt=after)
    rows = list(people.order_by("pk")[: limit + 1])
    more = len(rows) > limit
    return PersonPage(
        items=[PersonOut.of(person, person_of(request)) for person in rows[:limit]],
        next=paging.seal(f"people:{words}", rows[limit - 1].pk) if more else None,
    )


@reads(router, "/me", PersonOut, "read_myself", _("自分を読む"))
def read_myself(request: TokenRequest) -> PersonOut:
    return PersonOut.of(person_for(person_of(request), person_of(request).pk), person_of(request))


@reads(router, "/{int:number}", PersonOut, "read_person", _("社員を読む"))
def read_person(request: TokenRequest, number: int) -> PersonOut:
    return PersonOut.of(person_for(person_of(request), number), person_of(request))
