"""The ticket page: everything about one matter on one screen, in parts that redraw by themselves."""

from collections.abc import Callable, Container, Sequence
from functools import partial
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.channels.phone.memos import open_memo
from suketto.desk.devices import devices_beside
from suketto.desk.elsewhere import service_elsewhere
from suketto.desk.gleaning import gleanings
from suketto.desk.guiding import opens_doors, proof_of
from suketto.desk.likeness import likeness
from suketto.desk.menus import menus_of
from suketto.desk.post import NO_COPIES, Copies, Told, copies_beside, known_copies, may_be, stranger_of, with_post
from suketto.desk.promising import MORNING
from suketto.desk.steps import steps_of
from suketto.desk.there import what_is_there
from suketto.foundation import clock
from suketto.foundation.later import the_later
from suketto.foundation.numbers import number_in
from suketto.notices.actions import read_all
from suketto.people.access import PersonRequest, member_only
from suketto.sla import hours
from suketto.sla.queries import hours_of
from suketto.tickets import queries
from suketto.tickets.access import ticket_for_member
from suketto.tickets.actions.changing import changed_by_others
from suketto.tickets.conversation import desk_conversation
from suketto.tickets.models import Message, Ticket, Triage
from suketto.tickets.presence import say_gone, say_here
from suketto.trail.queries import timeline

PARTS = {"conversation", "triage", "head", "side"}
LATER = "known"  # what search knows costs as much as all the rest: the page asks for it when it stands


@member_only
def ticket(request: PersonRequest, number: int) -> HttpResponse:
    """The whole page, or with `?part=` one fragment of it for a live redraw."""
    found = ticket_for_member(request.user, number)
    part = request.GET.get("part", "")
    if request.headers.get("HX-Request") and part in {*PARTS, LATER}:
        return draw(request, found, part)
    the_later.soon(("read", request.user.pk, found.pk), partial(read_all, request.user, found))
    there = what_is_there(found, request.user)
    context = all_parts(request, found, there)
    copies = known_copies(found) if "copies" in there else NO_COPIES
    context |= {"composer": composer(request, found, copies=copies), "own_words": _own_words(context["entries"])}
    if request.GET.get(LATER):
        context |= _known(request, found)
    return TemplateResponse(request, "desk/ticket.html", context)


def draw(request: PersonRequest, ticket: Ticket, part: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """One fragment, with its own facts and nothing else."""
    there = what_is_there(ticket, request.user) if part in PARTS else ()
    context = _facts(request, ticket, part, there) | more
    response = TemplateResponse(request, f"desk/ticket_{part}.html", context, status=status)
    seen = number_in(request.GET.get("seen", ""))
    if seen is not None and changed_by_others(ticket, seen, request.user):
        response["X-Changed-By-Others"] = "1"  # for a part that keeps what is being typed, and so stays as it was
    if status == 200 and request.method == "POST":
        response["HX-Trigger"] = f"live:ticket-{ticket.pk}"
    return response


def all_parts(request: PersonRequest, ticket: Ticket, there: Container[str]) -> dict[str, Any]:
    """The facts of every part that stands on the page at once."""
    return {name: value for each in sorted(PARTS) for name, value in _facts(request, ticket, each, there).items()}


def _facts(request: PersonRequest, ticket: Ticket, part: str, there: Container[str]) -> dict[str, Any]:
    return whose(request, ticket) | READERS[part](request, ticket, there)


def whose(request: PersonRequest, ticket: Ticket) -> dict[str, Any]:
    """The ticket, where it goes on if it was merged, and whether the reader may work on it."""
    gone_to = queries.went_to(ticket)
    mine = ticket.desk_id in request.user.standing.desk_ids and gone_to is None
    return {"ticket": ticket, "gone_to": gone_to, "mine": mine}


def _head(request: PersonRequest, ticket: Ticket, there: Container[str]) -> dict[str, Any]:
    menus = menus_of(ticket.desk)
    present = queries.present([ticket.pk], but=request.user) if "presence" in there else {}
    return {
        "present": present.get(ticket.pk, []),
        "goal": getattr(ticket, "triage", Triage()).goal,
        "watching": "watch" in there,
        "members": menus.members,
        "desks": menus.desks,
        "kinds": Ticket.Kind.choices,
        "services": menus.services,
        "places": ticket._meta.get_field("working_place").choices,
        "own_words": ticket.messages.filter(side=Message.Side.REQUESTER),
    }


def _own_words(entries: Sequence[Told]) -> list[Message]:
    """What the requester said, from a conversation that was read already."""
    return [each.thing for each in entries if each.kind == "message" and each.thing.side == Message.Side.REQUESTER]


def _conversation(request: PersonRequest, ticket: Ticket, there: Container[str]) -> dict[str, Any]:
    said = desk_conversation(request.user, ticket, notes="notes" in there, files="files" in there)
    return {"entries": with_post(ticket, said)}


def _triage(_request: PersonRequest, ticket: Ticket, there: Container[str]) -> dict[str, Any]:
    return {
        "triage": getattr(ticket, "triage", None) or Triage(ticket=ticket),
        "steps": steps_of(ticket) if "steps" in there else [],
        "levels": Ticket.Level.choices,
        "deadline_kinds": Ticket.DeadlineKind.choices,
        "seen": ticket.version,
    }


def _side(request: PersonRequest, ticket: Ticket, there: Container[str]) -> dict[str, Any]:
    desk_hours = hours_of(ticket.desk_id)
    return {
        "may_be": may_be(ticket),
        "memo": open_memo(ticket) if ticket.channel == Ticket.Channel.PHONE and ticket.open else None,
        "devices": devices_beside(ticket) if "devices" in there else [],
        "similar": None,
        "used": ticket.article_uses.select_related("article") if "used" in there else [],
        "ties": queries.ties(ticket, request.user) if "ties" in there or "tied" in there else [],
        "elapsed": hours.minutes_between(desk_hours, ticket.opened_at, ticket.resolved_at or clock.now()),
        "outside_hours": not desk_hours.open_at(ticket.opened_at),
        "thanks": getattr(ticket, "thanks", None),
        "rating": getattr(ticket, "rating", None),
    }


def _known(request: PersonRequest, ticket: Ticket, _there: Container[str] = ()) -> dict[str, Any]:
    viewer = request.user.viewer()
    alike, gleaned = likeness(ticket, viewer), gleanings(ticket)
    return {
        "last": queries.last_tickets(ticket.requester, request.user, but=ticket),
        "gleanings": gleaned,
        "taken_with_all": sum(not each.asked for each in gleaned),
        "alike": alike,
        "similar": alike.solved,
        "articles": queries.matching_articles(ticket, viewer),
        "elsewhere": service_elsewhere(ticket) if ticket.open else None,
        "opens_doors": opens_doors(ticket),
    } | proof_of(ticket)


READERS: dict[str, Callable[[PersonRequest, Ticket, Container[str]], dict[str, Any]]] = {
    "head": _head,
    "conversation": _conversation,
    "triage": _triage,
    "side": _side,
    LATER: _known,
}


def composer(request: PersonRequest, ticket: Ticket, *, copies: Copies | None = None, **typed: Any) -> dict[str, Any]:
    """The two writing boxes; `typed` is what comes back after a refusal."""
    return {
        "templates": menus_of(ticket.desk).templates,
        "stranger": stranger_of(ticket),
        "copies": copies or copies_beside(ticket),
        "promises": [("30", _("30分後")), ("60", _("1時間後")), (MORNING, _("翌営業日"))],
        "once": uuid4(),
        "note_once": uuid4(),
        "tab": "reply",
        "seen": ticket.version,
    } | typed


@member_only
def history(request: PersonRequest, number: int) -> HttpResponse:
    """Who did what, when: the whole trail of this ticket."""
    found = ticket_for_member(request.user, number)
    context = {"ticket": found, "events": timeline("ticket", found.pk, with_internal=True)}
    return TemplateResponse(request, "desk/history.html", context)


@member_only
@require_POST
def presence(request: PersonRequest, number: int) -> HttpResponse:
    """ "I am here" (or writing, or gone), every few seconds; answers with who else is."""
    found = ticket_for_member(request.user, number)
    if request.POST.get("gone"):
        say_gone(found, request.user)
        return HttpResponse(status=204)
    say_here(found, request.user, writing=request.POST.get("writing") == "1")
    present = queries.present([found.pk], but=request.user).get(found.pk, [])
    return TemplateResponse(request, "desk/present.html", {"present": present})
