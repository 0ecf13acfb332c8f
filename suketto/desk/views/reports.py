"""Figures of a desk: what reaches it outside its hours, and what is asked in passing."""

from datetime import date

from django.http import HttpResponse
from django.template.response import TemplateResponse

from suketto.desk import outside, small
from suketto.foundation import clock
from suketto.foundation.numbers import number_in
from suketto.foundation.sheets import sheet
from suketto.people.access import PersonRequest, leader_only, member_only
from suketto.people.models import Desk

SPANS = (4, 13, 26, 52)
MONTHS = 24


@member_only
def outside_hours(request: PersonRequest) -> HttpResponse:
    """Of the member's own desks; with `?as=csv` for a spreadsheet."""
    asked = number_in(request.GET.get("weeks", ""))
    weeks = asked if asked in SPANS else 13
    found = outside.report(request.user.standing.desk_ids, weeks, clock.now())
    if request.GET.get("as") == "csv":
        return sheet("outside-hours", outside.rows(found))
    context = {
        "report": found, "weeks": weeks, "spans": SPANS, "channels": outside.ways().values(),
        "most": max((week.total for week in found.weeks), default=0) or 1,
    }  # fmt: skip
    return TemplateResponse(request, "desk/outside_hours.html", context)


@leader_only
def small_requests(request: PersonRequest) -> HttpResponse:
    """A month of a desk that one leads; with `?as=csv` for a spreadsheet."""
    desks = list(Desk.objects.filter(pk__in=request.user.standing.leads))
    desk = next((each for each in desks if each.slug == request.GET.get("desk")), desks[0])
    this_month = clock.today().replace(day=1)
    months = [this_month]
    while len(months) < MONTHS:
        months.append(small.month_before(months[-1]))
    month = _month(request.GET.get("month", ""), months)
    found = small.month_list(desk, month)
    if request.GET.get("as") == "csv":
        return sheet(f"small-requests-{month:%Y-%m}", small.rows(found))
    context = {"found": found, "desk": desk, "desks": desks, "months": months, "month": month}
    return TemplateResponse(request, "desk/small_requests.html", context)


def _month(typed: str, months: list[date]) -> date:
    """The one that was asked for, else the last one that is over."""
    return next((each for each in months if f"{each:%Y-%m}" == typed), months[1])
