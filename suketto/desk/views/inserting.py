"""A procedure into 手段: the ones that fit come first, one press puts the steps in, one takes them out again."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from suketto.desk.steps import inserted_in
from suketto.desk.views.acting import acting
from suketto.foundation.numbers import number_in
from suketto.foundation.text import clean
from suketto.people.access import PersonRequest, member_only
from suketto.procedures.access import version_in_use
from suketto.procedures.queries import suggest
from suketto.tickets import actions
from suketto.tickets.access import ticket_of_desk
from suketto.tickets.models import Insertion, Ticket, Triage
from suketto.tickets.queries import words_of


@member_only
def procedures(request: PersonRequest, number: int) -> HttpResponseBase:
    """GET: those that may be inserted, alone for a script that searches while typing. POST: inserts one."""
    if request.method == "POST":
        return insert(request, number)
    ticket = ticket_of_desk(request.user, number)
    words = clean(request.GET.get("q", "")).strip()[:100]
    about = f"{words_of(ticket)} {getattr(ticket, 'triage', Triage()).situation[:300]}"
    found = suggest(ticket.desk_id, words=words, about=about, service_id=ticket.service_id)
    context = {
        "ticket": ticket, "words": words, "found": found, "whole": not request.headers.get("HX-Request"),
        "inserted": inserted_in(ticket), "next_step": ticket.steps.count() + 1,
    }  # fmt: skip
    name = "procedures" if context["whole"] else "procedures_found"
    return TemplateResponse(request, f"desk/{name}.html", context)


@acting("triage")
def insert(request: PersonRequest, ticket: Ticket) -> None:
    chosen = number_in(request.POST.get("procedure", ""))
    actions.insert_procedure(ticket, version_in_use(ticket.desk, chosen or 0), by=request.user)


@acting("triage")
def withdraw(request: PersonRequest, ticket: Ticket) -> None:
    chosen = number_in(request.POST.get("insertion", ""))
    actions.withdraw_procedure(get_object_or_404(Insertion, pk=chosen, ticket=ticket), by=request.user)
