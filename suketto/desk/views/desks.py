"""The desks themselves: name, address, hours, targets; for an administrator."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suketto.desk.forms import DeskForm
from suketto.foundation.refusals import Refusal
from suketto.people import actions as people
from suketto.people.access import PersonRequest, administrator_only
from suketto.people.models import Desk
from suketto.sla import actions as sla
from suketto.sla.models import BusinessCalendar, usual_week
from suketto.sla.queries import targets_of

WEEKDAYS = [
    gettext_lazy("月"),
    gettext_lazy("火"),
    gettext_lazy("水"),
    gettext_lazy("木"),
    gettext_lazy("金"),
    gettext_lazy("土"),
    gettext_lazy("日"),
]


@administrator_only
def desks(request: PersonRequest) -> HttpResponse:
    """All desks, and a new one."""
    if request.method == "POST" and request.POST.get("name", "").strip():
        desk = people.open_desk(request.POST["name"].strip()[:60], by=request.user)
        return HttpResponseRedirect(reverse("desk_settings", args=[desk.slug]))
    return TemplateResponse(request, "desk/desks.html", {"desks": Desk.objects.all()})


@administrator_only
def desk_settings(request: PersonRequest, slug: str) -> HttpResponse:
    desk = get_object_or_404(Desk, slug=slug)
    form = DeskForm(request.POST or None, instance=desk)
    if request.method == "POST":
        try:
            if form.is_valid():
                people.change_desk(get_object_or_404(Desk, slug=slug), by=request.user, **form.cleaned_data)
                _set_sla(request, desk)
                messages.success(request, _("保存しました。"))
                return HttpResponseRedirect(reverse("desk_settings", args=[desk.slug]))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(
        request, "desk/desk_settings.html", _context(request, desk, form), status=422 if form.errors else 200
    )


def _set_sla(request: PersonRequest, desk: Desk) -> None:
    typed = request.POST
    minutes = {p: int(typed.get(f"p{p}", "") or 0) if typed.get(f"p{p}", "").isdecimal() else 0 for p in (1, 2, 3, 4)}
    sla.set_targets(desk, by=request.user, minutes=minutes)
    sla.set_hours(
        desk,
        by=request.user,
        week=[typed.get(f"day{day}", "") for day in range(7)],
        days_off=typed.get("days_off", ""),
        national_holidays=typed.get("national_holidays") == "1",
    )


def _context(request: PersonRequest, desk: Desk, form: DeskForm) -> dict[str, object]:
    calendar = BusinessCalendar.objects.filter(desk=desk).first() or BusinessCalendar(week=usual_week())
    typed = request.POST
    targets = targets_of(desk)
    return {
        "desk": desk,
        "form": form,
        "week": [
            (f"day{day}", name, typed.get(f"day{day}") or sla.write_spans(calendar.week.get(str(day), [])))
            for day, name in enumerate(WEEKDAYS)
        ],
        "days_off": typed.get("days_off") or "\n".join(calendar.days_off),
        "national_holidays": calendar.national_holidays,
        "targets": [(p, typed.get(f"p{p}") or targets[p]) for p in (1, 2, 3, 4)],
    }
