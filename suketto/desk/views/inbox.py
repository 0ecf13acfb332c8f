"""受付箱: the work list."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from suketto.catalog.models import Service
from suketto.desk import lists, rows
from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest, member_only
from suketto.people.models import Desk, Person
from suketto.people.queries import members_of
from suketto.search.queries import reading_through
from suketto.tickets import queries
from suketto.tickets.actions import bulk
from suketto.tickets.models import SavedView, Ticket


@member_only
def inbox(request: PersonRequest) -> HttpResponse:
    """The list; asked for by a live signal or for the next page it gives the rows alone."""
    every_desk = list(Desk.objects.all())
    desks = [desk for desk in every_desk if desk.pk in request.user.standing.desk_ids]
    wanted = lists.read(request.GET, request.user, desks)
    page = queries.work_list(wanted, after=request.GET.get("after", ""))
    present = queries.present([ticket.pk for ticket in page.tickets], but=request.user)
    context: dict[str, Any] = {
        "page": page,
        "rows": rows.drawn(page.tickets, present, several_desks=len(wanted.desk_ids) > 1),
        "wanted": wanted,
        "first": "after" not in request.GET,
        "read_through": bool(wanted.words) and reading_through([], ["ticket"]),
        "next": lists.address(request.GET, after=page.after),
    }
    if request.headers.get("HX-Request"):
        part = "rows" if "after" in request.GET else "list"
        return TemplateResponse(request, f"desk/inbox.html#{part}", context)
    return TemplateResponse(
        request, "desk/inbox.html", context | _surroundings(request, desks, wanted) | {"all_desks": every_desk}
    )


def _surroundings(request: PersonRequest, desks: list[Desk], wanted: queries.Filter) -> dict[str, Any]:
    """Tabs, filters, saved views and who may be given work: what stands around the rows."""
    tabs = [
        {
            "label": label,
            "address": lists.address(request.GET, turn=turn if turn != "ours" else "", assignee=assignee),
            "current": lists.TURNS[turn] == wanted.turn and assignee == wanted.assignee,
            "key": str(number),
        }
        for number, (turn, assignee, label) in enumerate(lists.TABS, start=1)
    ]
    return {
        "tabs": tabs,
        "desks": desks,
        "members": {member.pk: member for desk in desks for member in members_of(desk)}.values(),
        "services": Service.objects.filter(desk__in=desks).only("pk", "name"),
        "channels": Ticket.Channel.choices,
        "kinds": Ticket.Kind.choices,
        "levels": Ticket.Level.choices,
        "saved": SavedView.objects.filter(
            Q(desk__in=desks, shared=True) | Q(person=request.user), place=SavedView.Place.INBOX
        ),
        "query": request.GET.urlencode(),
    }


@member_only
@require_POST
def act_on_many(request: PersonRequest) -> HttpResponse:
    """The chosen tickets get the same treatment; what was refused is named, and the rest can be undone."""
    numbers = [int(number) for number in request.POST.getlist("ticket") if number.isdecimal()][:200]
    tickets = list(Ticket.objects.of_desks(request.user.standing.desk_ids).filter(pk__in=numbers))
    try:
        done = _bulk(request, tickets)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _back(request)
    if done.count:
        words = ngettext("%(count)d 件を変更しました。", "%(count)d 件を変更しました。", done.count) % {
            "count": done.count
        }
        undo = format_html(
            '{} <button class="link" form="undo" name="undo" value="{}">{}</button>', words, done.undo, _("元に戻す")
        )
        messages.success(request, undo)
    for ticket, reason in done.refused:
        messages.error(request, f"{ticket.label}: {reason}")
    return _back(request)


def _person(number: str) -> Person | None:
    return Person.objects.filter(pk=int(number)).first() if number.isdecimal() else None


def _bulk(request: PersonRequest, tickets: list[Ticket]) -> bulk.Done:
    act, by = request.POST.get("act", ""), request.user
    if not tickets:
        raise NothingChosen
    if act == "mine":
        return bulk.assign(tickets, by, by=by)
    if act == "assign":
        return bulk.assign(tickets, _person(request.POST.get("to", "")), by=by)
    if act == "priority":
        impact, urgency = (request.POST.get(name, "") for name in ("impact", "urgency"))
        if impact in {"1", "2", "3"} and urgency in {"1", "2", "3"}:
            return bulk.prioritise(tickets, impact=int(impact), urgency=int(urgency), by=by)
    if act == "move":
        desk = get_object_or_404(Desk, slug=request.POST.get("desk"))
        return bulk.move(tickets, desk, reason=request.POST.get("reason", ""), by=by)
    raise NothingChosen


class NothingChosen(Refusal):
    def __init__(self) -> None:
        super().__init__(_("案件と、することを選んでください。"))


@member_only
@require_POST
def undo(request: PersonRequest) -> HttpResponse:
    try:
        count = bulk.undo(request.POST.get("undo", ""), by=request.user)
        messages.success(request, _("%d 件を元に戻しました。") % count)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _back(request)


def _back(request: PersonRequest) -> HttpResponseRedirect:
    query = request.POST.get("query", "")
    return HttpResponseRedirect(reverse("inbox") + (f"?{query}" if query else ""))


@member_only
@require_POST
def save_view(request: PersonRequest) -> HttpResponse:
    """Keeps the filter under a name; the same name again replaces it; an empty filter named again removes it."""
    name, query = request.POST.get("name", "").strip()[:40], request.POST.get("query", "")[:500]
    if name:
        desk_id = min(request.user.standing.desk_ids)
        SavedView.objects.update_or_create(
            person=request.user, name=name, place=SavedView.Place.INBOX,
            defaults={"desk_id": desk_id, "query": query, "shared": request.POST.get("shared") == "1"},
        )  # fmt: skip
        messages.success(request, _("「%s」を保存しました。") % name)
    return _back(request)


@member_only
@require_POST
def forget_view(request: PersonRequest, number: int) -> HttpResponse:
    get_object_or_404(SavedView, pk=number, person=request.user, place=SavedView.Place.INBOX).delete()
    messages.success(request, _("保存した見方を消しました。"))
    return _back(request)
