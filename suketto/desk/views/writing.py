"""Replies, notes, solutions: the composer."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.desk import writing
from suketto.desk.forms import NoteForm, ReplyForm, said
from suketto.desk.promising import proposed
from suketto.desk.there import what_is_there
from suketto.desk.views.ticket import all_parts, composer, whose
from suketto.foundation import clock
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.handling.confirming import confirm
from suketto.knowledge.models import Article
from suketto.people.access import PersonRequest, View, member_only
from suketto.procedures.filling import to_marks
from suketto.procedures.models import ReplyTemplate
from suketto.sla.queries import hours_of
from suketto.tickets import actions
from suketto.tickets.access import ticket_for_member, ticket_of_desk
from suketto.tickets.models import Ticket
from suketto.tickets.queries import left_for
from suketto.tickets.refusals import WentToAnotherDesk
from suketto.ui.fields import LOCAL

Send = Callable[[PersonRequest, Ticket], Ticket]


def composing(tab: str) -> Callable[[Send], View]:
    """A view around one box of the composer: whatever is refused, the words come back with the reason."""

    def around(send: Send) -> View:
        @member_only
        @require_POST
        @wraps(send)
        def view(request: PersonRequest, number: int) -> HttpResponse:
            try:
                ticket = ticket_of_desk(request.user, number)
            except Http404:
                return _elsewhere_now(request, number, tab)
            try:
                took = send(request, ticket)
            except Refusal as refusal:
                return _again(request, ticket, refusal, tab=tab)
            return _arrived(request, ticket, took, tab)

        return view

    return around


@composing("reply")
def reply(request: PersonRequest, ticket: Ticket) -> Ticket:
    """A public word; with `act=resolve` also the last one."""
    form = ReplyForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Refusal(said(form))
    _send(request, ticket, form.cleaned_data)
    return ticket


@composing("note")
def note(request: PersonRequest, ticket: Ticket) -> Ticket:
    """For the desk that stood on the page when it was written."""
    form = NoteForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Refusal(said(form))
    data = form.cleaned_data
    noted = actions.note(
        ticket, data["body"], by=request.user, files=data["files"], once=data["once"],
        for_desk=data["desk"] or ticket.desk_id,
    )  # fmt: skip
    return noted.ticket


def _send(request: PersonRequest, ticket: Ticket, data: dict[str, Any]) -> None:
    by, typed = request.user, request.POST
    body = writing.filled(data["body"], ticket, by, typed)
    writing.refuse_what_template_lacks(data["template"], body, ticket, typed)
    writing.refuse_unseen_copies(ticket, typed)
    if not data["sure"]:
        writing.refuse_what_looks_internal(body, ticket)
    confirmed = confirm(ticket, typed.getlist("handled"), by=by)
    if typed.get("act") == "resolve":
        article = Article.objects.visible_to(by).filter(pk=number_in(typed.get("article", "")) or 0).first()
        actions.resolve(
            ticket, by=by, answer=body, seen=data["seen"], once=data["once"], files=data["files"], article=article,
            instead=data["instead"], make_article=typed.get("make_article") == "1", confirmed=confirmed,
        )  # fmt: skip
    else:
        actions.reply(
            ticket, body, by=by, seen=data["seen"], once=data["once"], files=data["files"], instead=data["instead"],
            next_contact_at=data["next_contact_at"], waiting=data["waiting"], channel=ticket.channel,
            confirmed=confirmed,
        )  # fmt: skip


def _elsewhere_now(request: PersonRequest, number: int, tab: str) -> HttpResponse:
    """The ticket left the writer's desk while they wrote: the words come back, to whoever may not see it any more too.

    A ticket that never stood at one of their desks does not exist.
    """
    ticket = Ticket.objects.visible_to(request.user).filter(pk=number).select_related("desk").first()
    if ticket is not None:
        return _again(request, ticket, WentToAnotherDesk(desk=ticket.desk.name_here), tab=tab)
    desk = left_for(number, request.user.standing.desk_ids)
    if desk is None:
        raise Http404
    refusal = WentToAnotherDesk(desk=desk)
    composer = {"refusal": str(refusal), "typed": request.POST}
    name = "desk/ticket_composer.html" if request.headers.get("HX-Request") else "desk/moved_away.html"
    return TemplateResponse(request, name, {"mine": False, "composer": composer}, status=refusal.status)


def _again(request: PersonRequest, ticket: Ticket, refusal: Refusal, *, tab: str) -> HttpResponse:
    """The same form with every word, the reason, and the version that now stands."""
    fresh = ticket_for_member(request.user, ticket.pk)
    typed = {name: value for name, value in request.POST.items() if name not in {"seen", "act", "csrfmiddlewaretoken"}}
    context = {
        **whose(request, fresh),
        "composer": composer(request, fresh, tab=tab, typed=typed, refusal=str(refusal), field=refusal.field),
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        response = TemplateResponse(request, "desk/ticket_composer.html", context, status=refusal.status)
        response["HX-Trigger"] = f"live:ticket-{ticket.pk}"
        return response
    context |= all_parts(request, fresh, what_is_there(fresh, request.user))
    return TemplateResponse(request, "desk/ticket.html", context, status=refusal.status)


def _arrived(request: PersonRequest, ticket: Ticket, took: Ticket, tab: str) -> HttpResponse:
    address, by_htmx = reverse("ticket", args=[took.pk]), request.headers.get("HX-Request")
    if took.pk != ticket.pk:
        words = _("%(label)s に統合されているため、社内メモはそちらに残しました。")
        messages.success(request, words % {"label": took.label})
        return HttpResponse(headers={"HX-Redirect": address}) if by_htmx else HttpResponseRedirect(address)
    if not by_htmx:
        words = _("社内メモを残しました。") if tab == "note" else _("返信を送りました。")
        messages.success(request, words)
        return HttpResponseRedirect(address)
    fresh = ticket_for_member(request.user, ticket.pk)
    context = {**whose(request, fresh), "composer": composer(request, fresh, tab="reply")}
    response = TemplateResponse(request, "desk/ticket_composer.html", context)
    response["HX-Trigger"] = f"live:ticket-{ticket.pk}"
    return response


@member_only
def template(request: PersonRequest, number: int) -> HttpResponse:
    """The chosen template with the names filled in, ready in the box."""
    ticket = ticket_for_member(request.user, number)
    chosen = get_object_or_404(ReplyTemplate, slug=request.GET.get("template", ""))
    body = to_marks(writing.filled(chosen.body, ticket, request.user, {}))
    context = {
        "body": body,
        "slug": chosen.slug,
        "asks": [name for name in ("instead", "next_contact") if chosen.needs(name)],
    }
    return TemplateResponse(request, "desk/reply_body.html", context | {"ticket": ticket})


@member_only
def next_contact(request: PersonRequest, number: int) -> HttpResponse:
    """The box of the next contact, with the moment that was pressed."""
    ticket = ticket_for_member(request.user, number)
    moment = proposed(hours_of(ticket.desk_id), clock.now(), request.GET.get("in", ""))
    at = timezone.localtime(moment).strftime(LOCAL) if moment else ""
    return TemplateResponse(request, "desk/next_contact.html", {"at": at})


@member_only
@require_POST
def preview(request: PersonRequest, number: int) -> HttpResponse:
    """The text as it would go out."""
    ticket = ticket_for_member(request.user, number)
    text = writing.filled(request.POST.get("body", ""), ticket, request.user, request.POST)
    return TemplateResponse(request, "desk/preview.html", {"text": text, "ticket": ticket})
