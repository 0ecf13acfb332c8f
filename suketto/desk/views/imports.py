"""Employees from a file."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from suketto.foundation.refusals import Refusal
from suketto.people import importing
from suketto.people.access import PersonRequest, administrator_only
from suketto.people.taking_in import table_page

MANY = 20_000


class TooManyRows(Refusal):
    message = gettext_lazy(
        "一度に取り込めるのは %(limit)s 行までです。分けるか、suketto import people をお使いください。"
    )


@administrator_only
def people(request: PersonRequest) -> HttpResponse:
    """Upload → preview → confirm."""
    return table_page(
        request, plan_of=importing.plan, carry_out=importing.carry_out, template="desk/import_people.html",
        then="people", many=MANY, too_many=TooManyRows,
    )  # fmt: skip
