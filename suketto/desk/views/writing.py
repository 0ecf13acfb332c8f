"""Replies, notes, solutions: the composer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.desk import writing
from suketto.desk.forms import NoteForm, ReplyForm, said
from suketto.desk.views.ticket import composer
from suketto.foundation.refusals import Refusal
from suketto.knowledge.models import Article
from suketto.people.access import PersonRequest, member_only
from suketto.procedures.filling import to_marks
from suketto.procedures.models import ReplyTemplate
from suketto.tickets import actions
from suketto.tickets.access import ticket_for_member, ticket_of_desk
from suketto.tickets.models import Ticket


@member_only
@require_POST
def reply(request: PersonRequest, number: int) -> HttpResponse:
    """A public word; with `act=resolve` also the last one."""
    ticket = ticket_of_desk(request.user, number)
    form = ReplyForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise Refusal(said(form))
        _send(request, ticket, form.cleaned_data)
    except Refusal as refusal:
        return _again(request, ticket, refusal, tab="reply")
    return _arrived(request, ticket, "reply")


def _send(request: PersonRequest, ticket: Ticket, data: dict[str, Any]) -> None:
    by, typed = request.user, request.POST
    body = writing.filled(data["body"], ticket, by, typed)
    writing.refuse_what_template_lacks(data["template"], body, ticket, typed)
    if not data["sure"]:
        writing.refuse_what_looks_internal(body, ticket)
    if typed.get("act") == "resolve":
        article = Article.objects.filter(pk=typed["article"]).first() if typed.get("article", "").isdecimal() else None
        actions.resolve(
            ticket, by=by, answer=body, seen=data["seen"], once=data["once"], files=data["files"], article=article,
            instead=data["instead"], make_article=typed.get("make_article") == "1",
        )  # fmt: skip
    else:
        actions.reply(
            ticket, body, by=by, seen=data["seen"], once=data["once"], files=data["files"], instead=data["instead"],
            next_contact_at=data["next_contact_at"], waiting=data["waiting"], channel=ticket.channel,
        )  # fmt: skip


@member_only
@require_POST
def note(request: PersonRequest, number: int) -> HttpResponse:
    ticket = ticket_for_member(request.user, number)
    form = NoteForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise Refusal(said(form))
        data = form.cleaned_data
        actions.note(ticket, data["body"], by=request.user, files=data["files"], once=data["once"])
    except Refusal as refusal:
        return _again(request, ticket, refusal, tab="note")
    return _arrived(request, ticket, "note")


def _again(request: PersonRequest, ticket: Ticket, refusal: Refusal, *, tab: str) -> HttpResponse:
    """The same form with every word, the reason, and the version that now stands."""
    fresh = ticket_for_member(request.user, ticket.pk)
    typed = {name: value for name, value in request.POST.items() if name not in {"seen", "act", "csrfmiddlewaretoken"}}
    context = {
        "ticket": fresh, "mine": fresh.desk_id in request.user.standing.desk_ids,
        "composer": composer(request, fresh, tab=tab, typed=typed, refusal=str(refusal), field=refusal.field),
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        response = TemplateResponse(request, "desk/ticket_composer.html", context, status=refusal.status)
        response["HX-Trigger"] = f"live:ticket-{ticket.pk}"
        return response
    from suketto.desk.views.ticket import PARTS, _facts  # noqa: PLC0415

    for part in sorted(PARTS):
        context |= _facts(request, fresh, part)
    return TemplateResponse(request, "desk/ticket.html", context, status=refusal.status)


def _arrived(request: PersonRequest, ticket: Ticket, tab: str) -> HttpResponse:
    fresh = ticket_for_member(request.user, ticket.pk)
    if not request.headers.get("HX-Request"):
        words = _("社内メモを残しました。") if tab == "note" else _("返信を送りました。")
        messages.success(request, words)
        return HttpResponseRedirect(reverse("ticket", args=[ticket.pk]) + f"?arrived={tab}")
    context = {"ticket": fresh, "mine": True, "composer": composer(request, fresh, tab="reply")}
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
@require_POST
def preview(request: PersonRequest, number: int) -> HttpResponse:
    """The text as it would go out."""
    ticket = ticket_for_member(request.user, number)
    text = writing.filled(request.POST.get("body", ""), ticket, request.user, request.POST)
    return TemplateResponse(request, "desk/preview.html", {"text": text, "ticket": ticket})
