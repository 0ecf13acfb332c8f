"""What a member does to a ticket: each a noun to post to; a refusal comes back with everything that was typed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.desk.forms import FactsForm, TriageForm, moment_said, said
from suketto.desk.views.ticket import draw
from suketto.foundation import clock
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest, View, member_only
from suketto.people.models import Desk, Person
from suketto.tickets import actions
from suketto.tickets.access import ticket_for_member, ticket_of_desk
from suketto.tickets.models import Step, Ticket
from suketto.tickets.queries import number_named
from suketto.tickets.refusals import NoSuchTicket
from suketto.ui.typed import NotTaken

Act = Callable[[PersonRequest, Ticket], Any]


def to_ticket(request: PersonRequest, ticket: Ticket, part: str) -> HttpResponse:
    """The redrawn part for htmx, the page again for a plain form."""
    if request.headers.get("HX-Request"):
        return draw(request, ticket_for_member(request.user, ticket.pk), part)
    return HttpResponseRedirect(reverse("ticket", args=[ticket.pk]))


def acting(part: str, done: str = "") -> Callable[[Act], View]:
    """A view around one action: the door, the act, the redrawn `part`; a refusal is said in that part."""

    def around(act: Act) -> View:
        @member_only
        @require_POST
        @wraps(act)
        def view(request: PersonRequest, number: int) -> HttpResponse:
            ticket = ticket_of_desk(request.user, number)
            try:
                result = act(request, ticket)
            except Refusal as refusal:
                return refused(request, ticket, part, refusal)
            if isinstance(result, HttpResponse):
                return result
            if done and not request.headers.get("HX-Request"):
                messages.success(request, str(_(done)))
            return to_ticket(request, ticket, part)

        return view

    return around


def refused(request: PersonRequest, ticket: Ticket, part: str, refusal: Refusal) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return draw(request, ticket, part, status=refusal.status, refusal=str(refusal), typed=request.POST)
    messages.error(request, str(refusal))
    return NotTaken(reverse("ticket", args=[ticket.pk]))


@acting("triage")
def triage(request: PersonRequest, ticket: Ticket) -> HttpResponse | None:
    before = ticket_for_member(request.user, ticket.pk)
    form = TriageForm(request.POST, instance=before)
    if not form.is_valid():
        return refused(request, ticket, "triage", Refusal(said(form)))
    facts = {name: form.cleaned_data[name] for name in form.Meta.fields}
    parts = {name: form.cleaned_data[name] for name in ("situation", "unknowns", "goal")}
    actions.triage(ticket, by=request.user, seen=form.cleaned_data["seen"], **parts, **facts)
    return None


@acting("triage")
def add_step(request: PersonRequest, ticket: Ticket) -> None:
    text, due_at = request.POST.get("text", "").strip(), moment_said(request.POST.get("due_at", ""), _("期限"))
    for line in text.splitlines()[:30]:
        if line.strip():
            actions.add_step(ticket, line.strip(), by=request.user, due_at=due_at)


@member_only
@require_POST
def step_result(request: PersonRequest, number: int, step: int) -> HttpResponse:
    ticket = ticket_of_desk(request.user, number)
    found = get_object_or_404(Step, pk=step, ticket=ticket)
    result = request.POST.get("result", "")
    try:
        if result == "remove":
            actions.remove_step(found, by=request.user)
        elif result in Step.Result.values:
            actions.finish_step(found, result, by=request.user, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        return refused(request, ticket, "triage", refusal)
    return to_ticket(request, ticket, "triage")


@acting("head")
def assignment(request: PersonRequest, ticket: Ticket) -> None:
    chosen = request.POST.get("to", "")
    if chosen == "me":
        actions.assign(ticket, request.user, by=request.user)
    else:
        number = number_in(chosen)
        person = None if number is None else get_object_or_404(Person, pk=number)
        actions.assign(ticket, person, by=request.user)


@acting("head")
def state(request: PersonRequest, ticket: Ticket) -> None:
    wanted, reason = request.POST.get("state", ""), request.POST.get("reason", "")
    if wanted == Ticket.State.WORKING:
        actions.begin(ticket, by=request.user)
    elif wanted in {Ticket.State.WAITING_REQUESTER, Ticket.State.WAITING_VENDOR}:
        actions.wait(ticket, by=request.user, state=wanted, reason=reason)
    elif wanted == "reopen":
        actions.reopen(ticket, by=request.user)


@acting("head")
def facts(request: PersonRequest, ticket: Ticket) -> None:
    form = FactsForm(request.POST, instance=ticket_of_desk(request.user, ticket.pk))
    if not form.is_valid():
        raise Refusal(said(form))
    chosen = {name: form.cleaned_data[name] for name in form.Meta.fields if name in request.POST}
    actions.set_facts(ticket, by=request.user, **chosen)


@acting("head")
def requester(request: PersonRequest, ticket: Ticket) -> None:
    person = get_object_or_404(Person.objects.active(), pk=number_in(request.POST.get("requester", "")) or 0)
    actions.set_facts(ticket, by=request.user, requester=person)


@acting("head")
def move(request: PersonRequest, ticket: Ticket) -> HttpResponse:
    desk = get_object_or_404(Desk, slug=request.POST.get("desk"))
    if desk.pk == ticket.desk_id:
        raise Refusal(_("この案件は、もう%sにあります。") % desk.name_here)
    actions.move(ticket, desk, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("%(label)s を%(desk)sへ移しました。") % {"label": ticket.label, "desk": desk.name})
    response = HttpResponseRedirect(reverse("inbox"))
    if request.headers.get("HX-Request"):
        response = HttpResponse(headers={"HX-Redirect": reverse("inbox")})  # type: ignore[assignment]
    return response


@acting("head")
def merge(request: PersonRequest, ticket: Ticket) -> HttpResponse:
    unfinished = ticket.open
    target = actions.merge(ticket, _other(request), by=request.user)
    address = reverse("ticket", args=[target.pk])
    messages.success(request, _("%(label)s に統合しました。") % {"label": target.label})
    if unfinished and not target.open:
        told = _("%(label)s はもう終わった案件です。まだ済んでいないことがあれば、「その他」から再開してください。")
        messages.warning(request, told % {"label": target.label})
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


@acting("side")
def link(request: PersonRequest, ticket: Ticket) -> None:
    if request.POST.get("remove"):
        actions.unlink(ticket, _other(request), by=request.user)
    else:
        actions.link(ticket, _other(request), by=request.user)


@acting("head")
def split(request: PersonRequest, ticket: Ticket) -> HttpResponse:
    chosen = [message for message in ticket.messages.all() if str(message.pk) in request.POST.getlist("message")]
    part = actions.split(ticket, chosen, by=request.user, subject=request.POST.get("subject", ""))
    return HttpResponseRedirect(reverse("ticket", args=[part.pk]))


def _other(request: PersonRequest) -> Ticket:
    """A ticket named by its number; one that the member may not see is not there."""
    typed = request.POST.get("other", "").strip()
    reachable = Ticket.objects.of_desks(request.user.standing.desk_ids)
    found: Ticket | None = reachable.filter(pk=number_named(typed) or 0).first()
    if found is None:
        raise NoSuchTicket(number=typed[:40] or "—")
    return found


@acting("side")
def minutes(request: PersonRequest, ticket: Ticket) -> None:
    typed = request.POST.get("minutes", "")
    if not typed.isdecimal() or not 1 <= int(typed[:6]) <= 600 or len(typed) > 3:
        raise Refusal(_("作業の分は 1 から 600 までの数字で入れてください。"))
    actions.spend(ticket, int(typed), by=request.user)


@acting("side", done="FAQの下書きを作りました。")
def article(request: PersonRequest, ticket: Ticket) -> HttpResponse:
    began = clock.now()
    made = actions.make_article(ticket, by=request.user)
    if made.created_at < began:
        messages.info(request, _("この案件から作ったFAQがもうあるので、それを開きました。"))
    address = reverse("edit_article", args=[made.pk])
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


@member_only
@require_POST
def watching(request: PersonRequest, number: int) -> HttpResponse:
    """Anybody who may see the ticket may watch it."""
    ticket = ticket_for_member(request.user, number)
    actions.watch(ticket, by=request.user, on=request.POST.get("on") == "1")
    return to_ticket(request, ticket, "head")
