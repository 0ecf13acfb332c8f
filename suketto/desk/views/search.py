"""さがす: everything a member may see, from one box."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.desk import keeping
from suketto.desk.searching import excerpts, others, reading, tickets, why
from suketto.desk.searching.facets import facets
from suketto.desk.searching.meanings import About
from suketto.desk.searching.operators import OPERATORS, Wanted, offers, understood
from suketto.desk.searching.said import texts_of
from suketto.foundation import clock
from suketto.foundation.text import fold
from suketto.people.access import PersonRequest, member_only, member_or_administrator_only
from suketto.search.queries import Hit
from suketto.tickets.models import SavedView

ALL, TICKETS = "", tickets.KIND
NEWEST = "new"


@dataclass(frozen=True, slots=True)
class Row:
    """One result as it is drawn: `title` and `excerpt` in pieces, `reasons` for whoever looks after the search."""

    thing: Any
    title: Sequence[excerpts.Piece]
    excerpt: Sequence[excerpts.Piece] = ()
    reasons: Sequence[tuple[str, float, int]] = ()

    @property
    def title_html(self) -> SafeString:
        return excerpts.html(self.title)

    @property
    def excerpt_html(self) -> SafeString:
        return excerpts.html(self.excerpt)


@member_or_administrator_only
def search(request: PersonRequest) -> HttpResponse:
    """The page; to a script that searches while typing what was found alone, and for the next page its rows alone."""
    about = About(request.user, clock.today())
    wanted = understood(reading.read(request.GET.get("q", "")), about)
    context = _found(request, wanted) | {"wanted": wanted, "typed": wanted.typed}
    if request.headers.get("HX-Request") and "after" in request.GET:
        return TemplateResponse(request, "desk/search_rows.html", context)
    context |= {
        "offers": offers(wanted.typed, about),
        "facets": facets(wanted, context["found"].counted, about) if "found" in context else (),
        "chips": [(part, wanted.typed.without(part)) for part in wanted.typed.operators],
        "several_desks": len(about.desks) > 1, "desks": about.desks, "desk_meant": _desk_meant(wanted),
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        return TemplateResponse(request, "desk/search_found.html", context)
    return TemplateResponse(request, "desk/search.html", context | _around(request))


def _found(request: PersonRequest, wanted: Wanted) -> dict[str, Any]:
    """What there is of the chosen kind; without one the tickets, and the first few of everything else."""
    kinds = [kind for kind in others.KINDS if kind.meant(wanted)]
    chosen = request.GET.get("kind", ALL)
    chosen = chosen if chosen in {TICKETS, *(kind.name for kind in others.KINDS)} else ALL
    by_words = request.GET.get("sort") != NEWEST and bool(wanted.words)
    context: dict[str, Any] = {
        "kind": chosen, "kinds": others.KINDS, "by_words": by_words, "query": address(request.GET, after=""),
        "by_letters": address(request.GET, after="", sort=NEWEST),
        "by_nearness": address(request.GET, after="", sort=""),
        "all_kinds": address(request.GET, after="", kind=""), "by_requester": f"{OPERATORS['requester'].label}:",
    }  # fmt: skip
    if not (wanted.anything and wanted.possible):
        return context
    marks = excerpts.marks(wanted.words, (*wanted.exact, *_numbers(wanted)))
    explain = request.user.standing.administrator
    if chosen in {ALL, TICKETS}:
        page = tickets.find(wanted, request.user, by_words=by_words, after=request.GET.get("after", ""))
        context |= {"found": page, "rows": ticket_rows(page, marks, explain=explain), "after": page.after}
    beside = []
    for kind in kinds:
        if chosen == kind.name or (chosen == ALL and "after" not in request.GET):
            many = others.PAGE if chosen else others.FEW
            listing = kind.find(wanted, request.user, request.GET.get("after", ""), many)
            beside.append((kind, listing, other_rows(kind, listing, marks, explain=explain)))
    if chosen not in {ALL, TICKETS}:
        context |= {"after": beside[0][1].after if beside else "", "rows": beside[0][2] if beside else []}
    read_through = any(listing.read_through for _kind, listing, _rows in beside)
    context |= {"read_through": read_through or ("found" in context and context["found"].read_through)}
    return context | {"beside": beside, "next": address(request.GET, after=context["after"])}


def ticket_rows(page: tickets.Found, marks: Sequence[str], *, explain: bool) -> Sequence[Row]:
    said = texts_of(page.tickets) if marks else {}
    return [
        Row(
            ticket, excerpts.marked(ticket.subject, marks),
            excerpts.excerpt(said.get(ticket.pk, ()), marks, but=ticket.subject),
            _reasons(page.hits.get(ticket.pk), explain=explain),
        )
        for ticket in page.tickets
    ]  # fmt: skip


def other_rows(kind: others.Kind, listing: others.Listing, marks: Sequence[str], *, explain: bool) -> Sequence[Row]:
    if kind.name != "article":
        return [Row(each, excerpts.marked(each.full_name, marks)) for each in listing.rows]
    return [
        Row(
            each, excerpts.marked(each.title, marks),
            excerpts.excerpt([each.symptom, each.steps, each.environment], marks),
            _reasons(listing.hits.get(each.pk), explain=explain),
        )
        for each in listing.rows
    ]  # fmt: skip


def _reasons(hit: Hit | None, *, explain: bool) -> Sequence[tuple[str, float, int]]:
    return why.reasons(hit) if hit is not None and explain else ()


def _numbers(wanted: Wanted) -> Sequence[str]:
    return [
        fold(value)
        for each in wanted.conditions
        if each.name == "number" and not each.without
        for value in each.part.values
    ]


def address(query: QueryDict, **changes: str) -> str:
    """The same search with something changed."""
    copy = query.copy()
    for name, value in changes.items():
        copy.pop(name, None)
        if value:
            copy[name] = value
    return copy.urlencode()


def _desk_meant(wanted: Wanted) -> object:
    """The one desk that the search is about, if it is about one."""
    meant = next((each.meaning for each in wanted.conditions if each.name == "desk" and not each.without), None)
    return next(iter(meant)) if isinstance(meant, frozenset) and len(meant) == 1 else None


def _around(request: PersonRequest) -> dict[str, Any]:
    return {
        "operators": [(f"{each.label}:", f"{each.label}:{_(each.hint)}") for each in OPERATORS.values()],
        "saved": keeping.kept(request.user, SavedView.Place.SEARCH),
        "longest": reading.TYPED_MAX_CHARACTERS,
        "cut": len(request.GET.get("q", "")) > reading.TYPED_MAX_CHARACTERS,
    }


@member_only
@require_POST
def save(request: PersonRequest) -> HttpResponse:
    """Keeps the search under a name; the same name again replaces it."""
    name, query = request.POST.get("name", "").strip()[:40], request.POST.get("query", "")
    if len(query) > SavedView.QUERY_MAX_CHARACTERS:
        messages.error(request, _("この検索は長すぎて保存できません。言葉を減らしてください。"))
    elif name:
        keeping.keep(
            name, query, by=request.user, place=SavedView.Place.SEARCH, desk=request.POST.get("desk", ""),
            shared=request.POST.get("shared") == "1",
        )  # fmt: skip
        messages.success(request, _("「%s」を保存しました。") % name)
    return HttpResponseRedirect(f"{reverse('search')}?{query}")


@member_only
@require_POST
def forget(request: PersonRequest, number: int) -> HttpResponse:
    views = keeping.kept(request.user, SavedView.Place.SEARCH)
    get_object_or_404(views, pk=number, removable=True).delete()
    messages.success(request, _("保存した検索を消しました。"))
    return HttpResponseRedirect(reverse("search"))
