"""できること・できないこと, openly, and 窓口のお約束."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from suketto.catalog import actions
from suketto.catalog.access import may_edit_scope, service_to_edit
from suketto.catalog.models import ScopeItem, Service
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.foundation.text import fold
from suketto.knowledge.models import Article
from suketto.people.access import PersonRequest, signed_in
from suketto.people.models import Desk
from suketto.portal.forms import ScopeForm
from suketto.sla.queries import hours_of, targets_of

CHARTER_VERSION = "1.0"
CHARTER_ON = date(2026, 11, 22)


@signed_in
def services(request: PersonRequest) -> HttpResponse:
    """All services with their lines; words narrow them down."""
    words = request.GET.get("q", "").strip()[:100]
    found = list(Service.objects.select_related("desk").prefetch_related("scope"))
    if words:
        found = [service for service in found if fold(words) in _said_of(service)]
    return TemplateResponse(request, "portal/services.html", {"services": found, "words": words})


def _said_of(service: Service) -> str:
    lines = [f"{item.text} {item.instead}" for item in service.scope.all()]
    return fold(" ".join([service.name, service.description, *service.words, *lines]))


@signed_in
def service(request: PersonRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Service.objects.select_related("desk", "owner"), slug=slug)
    return _page(request, found)


def _page(request: PersonRequest, found: Service, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "service": found,
        "can": [item for item in found.scope.all() if item.kind == ScopeItem.Kind.CAN],
        "cannot": [item for item in found.scope.all() if item.kind == ScopeItem.Kind.CANNOT],
        "articles": Article.objects.published().filter(service=found).order_by("-use_count", "-id")[:8],
        "may_edit": may_edit_scope(request.user, found),
        "kinds": ScopeItem.Kind.choices,
    } | more
    return TemplateResponse(request, "portal/service.html", context, status=status)


@signed_in
@require_POST
def scope(request: PersonRequest, slug: str) -> HttpResponse:
    """Adds a line, changes one, or takes one away; a refused line comes back as it was typed."""
    found = service_to_edit(request.user, slug)
    number = number_in(request.POST.get("item", ""))
    item = found.scope.filter(pk=number or 0).first()
    form = ScopeForm(request.POST)
    try:
        if request.POST.get("act") == "remove" and item is not None:
            actions.remove_scope_item(item, by=request.user)
        elif form.is_valid():
            actions.write_scope_item(found, item=item, by=request.user, **form.cleaned_data)
        else:
            raise Refusal(" ".join(str(error) for errors in form.errors.values() for error in errors))
    except Refusal as refusal:
        typed = {name: request.POST.get(name, "") for name in ("kind", "text", "instead", "item")}
        return _page(request, found, status=422, refusal=str(refusal), typed=typed)
    return HttpResponseRedirect(reverse("service", args=[found.slug]))


def charter(request: HttpRequest) -> HttpResponse:
    """窓口のお約束: open to everyone, also before signing in."""
    desks = [
        {"desk": desk, "hours": _opening(desk), "targets": sorted(targets_of(desk).items())}
        for desk in Desk.objects.all()
    ]
    context = {"desks": desks, "version": CHARTER_VERSION, "on": CHARTER_ON}
    return TemplateResponse(request, "portal/charter.html", context)


def _opening(desk: Desk) -> list[dict[str, Any]]:
    """The week as runs of days with the same hours: 月〜金 09:00–12:00, 13:00–17:30."""
    week = hours_of(desk).week
    runs: list[dict[str, Any]] = []
    for day, spans in enumerate(week):
        hours = [f"{start // 60:02}:{start % 60:02}–{end // 60:02}:{end % 60:02}" for start, end in spans]
        if runs and runs[-1]["hours"] == hours:
            runs[-1]["last"] = day
        elif hours:
            runs.append({"first": day, "last": day, "hours": hours})
        else:
            runs.append({"first": day, "last": day, "hours": []})
    return [run for run in runs if run["hours"]]
