"""A member writes down what somebody said: phone memo, visit."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from suketto.assets.queries import by_number, devices_of
from suketto.catalog.queries import guess_service
from suketto.desk.forms import NewTicketForm
from suketto.desk.post import by_what_was_heard
from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest, member_only
from suketto.people.models import Desk, Person
from suketto.people.queries import HONORIFICS, find
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from suketto.tickets.queries import last_tickets

TEXTS = ("wanted", "tried", "stuck", "others", "working_place", "device")


@member_only
def new_ticket(request: PersonRequest) -> HttpResponse:
    """One screen for the whole call; an unknown caller is allowed and asked for before the end (S04)."""
    desks = list(Desk.objects.filter(pk__in=request.user.standing.desk_ids))
    form = NewTicketForm(request.POST or None, request.FILES or None, initial={"once": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            ticket = _open(request, form.cleaned_data, desks)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("%s を受け付けました。") % ticket.label)
            return HttpResponseRedirect(reverse("ticket", args=[ticket.pk]))
    chosen = Person.objects.filter(pk=form["requester"].value() or request.GET.get("person") or 0).first()
    context = {"form": form, "desks": desks, "chosen": chosen} | caller_facts(chosen, request.user)
    return TemplateResponse(request, "desk/new_ticket.html", context, status=422 if form.errors else 200)


def _open(request: PersonRequest, data: dict[str, Any], desks: list[Desk]) -> Ticket:
    desk = next((desk for desk in desks if desk.slug == data["desk"]), desks[0])
    words = " ".join([data["subject"], data["text"], *(data[name] for name in ("wanted", "stuck"))])
    return actions.open_ticket(
        desk=desk, by=request.user, requester=data["requester"], channel=data["channel"], text=data["text"],
        subject=data["subject"], service=data["service"] or guess_service(words), deadline_at=data["deadline_at"],
        once=data["once"], files=data["files"], requester_words=data["requester_words"],
        **{name: data[name] for name in TEXTS},
    )  # fmt: skip


@member_only
def callers(request: PersonRequest) -> HttpResponse:
    """Candidates while the name, number, extension or the number of a PC is being typed."""
    words = request.GET.get("caller") or request.GET.get("requester_words", "")
    people, devices = callers_by(words), by_number(words, limit=5)
    return TemplateResponse(request, "desk/callers.html", {"people": people, "devices": devices, "words": words})


@member_only
def caller(request: PersonRequest, number: int) -> HttpResponse:
    """The chosen caller with the last five tickets."""
    person = Person.objects.active().filter(pk=number).select_related("department", "site").first()
    return TemplateResponse(request, "desk/caller.html", {"chosen": person} | caller_facts(person, request.user))


def callers_by(words: str) -> Sequence[Person]:
    """Whoever it may be; of a name that was only half understood, whoever begins like it (S04)."""
    name = HONORIFICS.sub("", words.strip())
    return find(name, limit=8) or by_what_was_heard(name)


def caller_facts(person: Person | None, viewer: Person) -> dict[str, Any]:
    return {"last": last_tickets(person, viewer), "devices": devices_of(person)}
