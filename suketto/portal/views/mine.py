"""私の案件: what one asked, where it stands, and everything one can say about it."""

from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.foundation import clock
from suketto.foundation.later import the_later
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.notices.actions import read_all
from suketto.people.access import PersonRequest, signed_in
from suketto.people.queries import key_persons_near
from suketto.portal import helpers
from suketto.portal.forms import StarsForm, ThanksForm, WordsForm
from suketto.tickets import actions
from suketto.tickets.access import ticket_of_requester
from suketto.tickets.conversation import public_conversation
from suketto.tickets.models import Ticket, Triage
from suketto.tickets.queries import went_to
from suketto.tickets.refusals import NotYours

PAGE = 20
PARTS = {"head", "talk", "acts"}


@signed_in
def my_tickets(request: PersonRequest) -> HttpResponse:
    """Newest first, by key; open ones of others that one was asked to help with come above."""
    before = request.GET.get("before", "")
    tickets = Ticket.objects.filter(requester=request.user).select_related("assignee", "desk", "service")
    if (key := number_in(before)) is not None:
        tickets = tickets.filter(pk__lt=key)
    rows = list(tickets.order_by("-id")[: PAGE + 1])
    context = {
        "tickets": rows[:PAGE],
        "older": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "asked_to_help": [] if before else helpers.asked_to_help(request.user),
    }
    return TemplateResponse(request, "portal/my_tickets.html", context)


@signed_in
def my_ticket(request: PersonRequest, number: int) -> HttpResponse:
    """The whole page, or with `?part=` one fragment of it for a live redraw. Members work on it at the desk."""
    ticket = ticket_of_requester(request.user, number)
    if ticket.requester_id != request.user.pk and request.user.standing.member:
        return HttpResponseRedirect(reverse("ticket", args=[ticket.pk]))
    part = request.GET.get("part", "")
    if request.headers.get("HX-Request") and part in PARTS:
        return TemplateResponse(request, f"portal/my_ticket_{part}.html", facts(request, ticket, [part]))
    the_later.soon(("read", request.user.pk, ticket.pk), partial(read_all, request.user, ticket))
    return page(request, ticket)


def page(request: PersonRequest, ticket: Ticket, *, status: int = 200, **more: Any) -> HttpResponse:
    context = facts(request, ticket, sorted(PARTS)) | {"once": uuid4()} | more
    return TemplateResponse(request, "portal/my_ticket.html", context, status=status)


def facts(request: PersonRequest, ticket: Ticket, parts: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {"ticket": ticket, "mine": ticket.requester_id == request.user.pk}
    if "head" in parts:
        found["goal"] = Triage.objects.filter(ticket=ticket).values_list("goal", flat=True).first() or ""
        found["before"] = Ticket.objects.filter(linked_from__ticket=ticket, requester=request.user).first()
    if "talk" in parts:
        found["entries"] = public_conversation(ticket)
    if "acts" in parts:
        found |= {
            "thanks": getattr(ticket, "thanks", None),
            "rating": getattr(ticket, "rating", None),
            "stars": range(1, 6),
            "may_reopen": ticket.may_reopen(clock.now()),
            "key_persons": key_persons_near(request.user),
            "helping": helpers.helping(ticket),
        }
    return found


def _back(ticket: Ticket, arrived: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("my_ticket", args=[ticket.pk]) + (f"?arrived={arrived}" if arrived else ""))


@signed_in
@require_POST
def replies(request: PersonRequest, number: int) -> HttpResponse:
    """A word of whoever asked, or of the key person who was asked to look; a solved matter wakes up by it."""
    ticket = ticket_of_requester(request.user, number)
    form = WordsForm(request.POST, request.FILES)
    form.is_valid()
    said, once = form.cleaned_data.get("body", ""), form.cleaned_data.get("once")
    files = [*form.cleaned_data.get("files", []), *form.cleaned_data.get("camera", [])]
    try:
        if ticket.requester_id == request.user.pk:
            took = actions.write(ticket, said, by=request.user, files=files, once=once)
        else:
            helpers.refuse_strangers(ticket, request.user)
            took = actions.answer_as_key_person(ticket, said, by=request.user, once=once).ticket
    except Refusal as refusal:
        return page(request, ticket, status=refusal.status, typed=said, refusal=str(refusal), had_files=bool(files))
    messages.success(request, _taken_by(took, ticket) or _("送りました。"))
    return _back(took if took.requester_id == request.user.pk else ticket, "reply")


def _taken_by(took: Ticket, ticket: Ticket) -> str:
    """Which other ticket took the words, and why; empty where they stayed."""
    if took.pk == ticket.pk:
        return ""
    if ticket.state != Ticket.State.MERGED:
        return _("解決から14日を過ぎていたため、新しい案件 %s として受け付けました。") % took.label
    there = went_to(ticket)
    if there is None or there.pk != took.pk:
        return _("新しい案件 %s として受け付けました。") % took.label
    return _("この案件は %s にまとめたため、そちらに届けました。") % took.label


@signed_in
@require_POST
def solution(request: PersonRequest, number: int) -> HttpResponse:
    """「解決しました」."""
    ticket = ticket_of_requester(request.user, number)
    actions.solved_by_requester(ticket, by=request.user)
    messages.success(request, _("解決として閉じました。お知らせくださりありがとうございます。"))
    return _back(ticket)


@signed_in
@require_POST
def reopening(request: PersonRequest, number: int) -> HttpResponse:
    """「まだ直っていません」: within 14 days the same matter goes on, later a new one tied to it begins (S06)."""
    ticket = ticket_of_requester(request.user, number)
    if ticket.requester_id != request.user.pk:
        raise NotYours
    form = WordsForm(request.POST)
    form.is_valid()
    words = form.cleaned_data.get("body", "").strip() or _("まだ直っていません。")
    took = actions.write(ticket, words, by=request.user, once=form.cleaned_data.get("once"))
    messages.success(request, _taken_by(took, ticket) or _("再開しました。続けて対応します。"))
    return _back(took)


@signed_in
@require_POST
def thanks(request: PersonRequest, number: int) -> HttpResponse:
    """助かった！ in one tap, words if one likes."""
    ticket = ticket_of_requester(request.user, number)
    form = ThanksForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else request.POST.get("words", "")[:300]
    actions.thank(ticket, by=request.user, words=words)
    messages.success(request, _("「助かった！」を届けました。"))
    return _back(ticket)


@signed_in
@require_POST
def rating(request: PersonRequest, number: int) -> HttpResponse:
    """1 to 5; voted again it changes."""
    ticket = ticket_of_requester(request.user, number)
    form = StarsForm(request.POST)
    if not form.is_valid():
        return page(request, ticket, status=422, rating_refusal=_("1から5のどれかを選んでください。"))
    actions.rate(ticket, form.cleaned_data["stars"], by=request.user)
    messages.success(request, _("評価 %s／5 を受け取りました。あとから変えられます。") % form.cleaned_data["stars"])
    return _back(ticket)


@signed_in
@require_POST
def help_asked(request: PersonRequest, number: int) -> HttpResponse:
    """Asks one of the key persons nearby to have a look (R09)."""
    ticket = ticket_of_requester(request.user, number)
    chosen = request.POST.get("person", "")
    person = next((each for each in key_persons_near(request.user) if str(each.pk) == chosen), None)
    helper = helpers.ask(ticket, person, by=request.user)
    messages.success(request, _("%sさんに見てもらうよう頼みました。") % helper.family_name)
    return _back(ticket)
