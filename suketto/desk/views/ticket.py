"""The ticket page: everything about one matter on one screen, in parts that redraw by themselves."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from suketto.desk.likeness import likeness
from suketto.desk.steps import steps_of
from suketto.foundation import clock
from suketto.foundation.later import the_later
from suketto.notices.actions import read_all
from suketto.people.access import PersonRequest, member_only
from suketto.people.models import Desk
from suketto.people.queries import members_of
from suketto.procedures.queries import templates_of
from suketto.sla import hours
from suketto.sla.queries import hours_of
from suketto.tickets import queries
from suketto.tickets.access import ticket_for_member
from suketto.tickets.conversation import Entry, desk_conversation
from suketto.tickets.models import Message, Ticket, Triage
from suketto.tickets.presence import say_here
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
    context = {name: value for each in sorted(PARTS) for name, value in _facts(request, found, each).items()}
    context |= {"composer": composer(request, found), "own_words": _own_words(context["entries"])}
    if request.GET.get(LATER):
        context |= _known(request, found)
    return TemplateResponse(request, "desk/ticket.html", context)


def draw(request: PersonRequest, ticket: Ticket, part: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """One fragment, with its own facts and nothing else."""
    context = _facts(request, ticket, part) | more
    response = TemplateResponse(request, f"desk/ticket_{part}.html", context, status=status)
    if status == 200 and request.method == "POST":
        response["HX-Trigger"] = f"live:ticket-{ticket.pk}"
    return response


def _facts(request: PersonRequest, ticket: Ticket, part: str) -> dict[str, Any]:
    return {"ticket": ticket, "mine": ticket.desk_id in request.user.standing.desk_ids} | READERS[part](request, ticket)


def _head(request: PersonRequest, ticket: Ticket) -> dict[str, Any]:
    return {
        "present": queries.present([ticket.pk], but=request.user).get(ticket.pk, []),
        "goal": getattr(ticket, "triage", Triage()).goal,
        "watching": ticket.watches.filter(person=request.user).exists(),
        "members": members_of(ticket.desk),
        "desks": Desk.objects.exclude(pk=ticket.desk_id),
        "kinds": Ticket.Kind.choices,
        "services": ticket.desk.services.all(),
        "places": ticket._meta.get_field("working_place").choices,
        "own_words": ticket.messages.filter(side=Message.Side.REQUESTER),
    }


def _own_words(entries: Sequence[Entry]) -> list[Message]:
    """What the requester said, from a conversation that was read already."""
    return [each.thing for each in entries if each.kind == "message" and each.thing.side == Message.Side.REQUESTER]


def _conversation(request: PersonRequest, ticket: Ticket) -> dict[str, Any]:
    return {"entries": desk_conversation(request.user, ticket)}


def _triage(request: PersonRequest, ticket: Ticket) -> dict[str, Any]:
    return {
        "triage": getattr(ticket, "triage", None) or Triage(ticket=ticket),
        "steps": steps_of(ticket),
        "levels": Ticket.Level.choices,
        "deadline_kinds": Ticket.DeadlineKind.choices,
        "seen": ticket.version,
    }


def _side(request: PersonRequest, ticket: Ticket) -> dict[str, Any]:
    desk_hours = hours_of(ticket.desk_id)
    return {
        "last": queries.last_tickets(ticket),
        "similar": None,
        "used": ticket.article_uses.select_related("article"),
        "ties": queries.ties(ticket),
        "elapsed": hours.minutes_between(desk_hours, ticket.opened_at, ticket.resolved_at or clock.now()),
        "thanks": getattr(ticket, "thanks", None),
        "rating": getattr(ticket, "rating", None),
    }


def _known(request: PersonRequest, ticket: Ticket) -> dict[str, Any]:
    viewer = request.user.viewer()
    alike = likeness(ticket, viewer)
    return {"alike": alike, "similar": alike.solved, "articles": queries.matching_articles(ticket, viewer)}


READERS = {"head": _head, "conversation": _conversation, "triage": _triage, "side": _side, LATER: _known}


def composer(request: PersonRequest, ticket: Ticket, **typed: Any) -> dict[str, Any]:
    """The two writing boxes; `typed` is what comes back after a refusal."""
    return {
        "templates": templates_of(ticket.desk),
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
    """ "I am here" (or writing), every few seconds; answers with who else is."""
    found = ticket_for_member(request.user, number)
    say_here(found, request.user, writing=request.POST.get("writing") == "1")
    present = queries.present([found.pk], but=request.user).get(found.pk, [])
    return TemplateResponse(request, "desk/present.html", {"present": present})
