"""受付箱: the work list."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from suketto.catalog.models import Service
from suketto.desk import keeping, lists, rows
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest, member_only
from suketto.people.models import Desk, Person
from suketto.people.queries import members_of
from suketto.search.queries import reading_through
from suketto.tickets import queries
from suketto.tickets.actions import bulk
from suketto.tickets.models import SavedView, Ticket

LONGEST = 500  # rows of a list that is drawn anew at once
AT_ONCE = 200
NAMED = 5  # of those that were left out, the rest is counted


@member_only
def inbox(request: PersonRequest) -> HttpResponse:
    """The list; asked for by a live signal or for the next page it gives the rows alone."""
    every_desk = list(Desk.objects.all())
    desks = [desk for desk in every_desk if desk.pk in request.user.standing.desk_ids]
    wanted = lists.read(request.GET, request.user, desks)
    page = queries.work_list(wanted, after=request.GET.get("after", ""), limit=_as_long(request.GET.get("shown", "")))
    present = queries.present([ticket.pk for ticket in page.tickets], but=request.user)
    context: dict[str, Any] = {
        "page": page,
        "rows": rows.drawn(page.tickets, present, several_desks=len(wanted.desk_ids) > 1),
        "wanted": wanted,
        "first": "after" not in request.GET,
        "read_through": bool(wanted.words) and reading_through([], ["ticket"]),
        "here": request.path + lists.address(request.GET, shown=""),
        "next": lists.address(request.GET, after=page.after, shown=""),
    }
    if request.headers.get("HX-Request"):
        part = "rows" if "after" in request.GET else "list"
        return TemplateResponse(request, f"desk/inbox.html#{part}", context)
    return TemplateResponse(
        request, "desk/inbox.html", context | _surroundings(request, desks, wanted) | {"all_desks": every_desk}
    )


def _as_long(shown: str) -> int:
    """As many rows as the reader has before them: a list that is drawn anew does not shrink under the eyes."""
    return min(max(number_in(shown) or 0, queries.PAGE), LONGEST)


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
        "saved": keeping.kept(request.user, SavedView.Place.INBOX),
        "query": request.GET.urlencode(),
    }


@member_only
@require_POST
def act_on_many(request: PersonRequest) -> HttpResponse:
    """The chosen tickets get the same treatment; what was left out or refused is named, the rest can be undone."""
    chosen = list(dict.fromkeys(one for one in map(number_in, request.POST.getlist("ticket")) if one is not None))
    numbers = chosen[:AT_ONCE]
    tickets = list(Ticket.objects.of_desks(request.user.standing.desk_ids).filter(pk__in=numbers))
    gone = [number for number in numbers if number not in {ticket.pk for ticket in tickets}]
    try:
        _tell(request, _bulk(request, tickets))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    if gone:
        words = _("%(labels)s は、もうこの窓口にないため変えていません。")
        messages.error(request, words % {"labels": _labels(gone)})
    if len(chosen) > AT_ONCE:
        words = _("一度に変えられるのは %(limit)s 件までです。残りの %(count)s 件は変えていません。")
        messages.error(request, words % {"limit": AT_ONCE, "count": len(chosen) - AT_ONCE})
    return _back(request)


def _tell(request: PersonRequest, done: bulk.Done) -> None:
    if done.count:
        words = ngettext("%(count)d 件を変更しました。", "%(count)d 件を変更しました。", done.count) % {
            "count": done.count
        }
        undo = format_html(
            '{} <button class="link" form="undo" name="undo" value="{}">{}</button>', words, done.undo, _("元に戻す")
        )
        messages.success(request, undo)
    if done.same:
        words = ngettext(
            "%(count)d 件は、もとからそのとおりでした。", "%(count)d 件は、もとからそのとおりでした。", done.same
        )
        messages.info(request, words % {"count": done.same})
    for ticket, reason in done.refused:
        messages.error(request, f"{ticket.label}: {reason}")


def _labels(numbers: list[int]) -> str:
    named = "、".join(Ticket(pk=number).label for number in numbers[:NAMED])
    more = len(numbers) - NAMED
    return _("%(labels)s ほか %(count)s 件") % {"labels": named, "count": more} if more > 0 else named


def _person(number: str) -> Person | None:
    return Person.objects.filter(pk=number_in(number) or 0).first()


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
        restored, left = bulk.undo(request.POST.get("undo", ""), by=request.user)
        if restored:
            messages.success(request, _("%d 件を元に戻しました。") % restored)
        if left:
            messages.error(request, _("%d 件は、そのあとに変わっていたため、元に戻していません。") % left)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _back(request)


def _back(request: PersonRequest) -> HttpResponseRedirect:
    query = request.POST.get("query", "")
    return HttpResponseRedirect(reverse("inbox") + (f"?{query}" if query else ""))


@member_only
@require_POST
def save_view(request: PersonRequest) -> HttpResponse:
    """Keeps the filter under a name; the same name again replaces it."""
    name, query = request.POST.get("name", "").strip()[:40], request.POST.get("query", "")[:500]
    if name:
        keeping.keep(
            name, query, by=request.user, place=SavedView.Place.INBOX, desk=request.POST.get("desk", ""),
            shared=request.POST.get("shared") == "1",
        )  # fmt: skip
        messages.success(request, _("「%s」を保存しました。") % name)
    return _back(request)


@member_only
@require_POST
def forget_view(request: PersonRequest, number: int) -> HttpResponse:
    views = keeping.kept(request.user, SavedView.Place.INBOX)
    get_object_or_404(views, pk=number, removable=True).delete()
    messages.success(request, _("保存した見方を消しました。"))
    return _back(request)
