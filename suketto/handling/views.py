"""Pages about one note, the reviews that wait, and the list of refused words."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.foundation import clock
from suketto.foundation.later import the_later
from suketto.foundation.refusals import Refusal
from suketto.handling import actions, queries
from suketto.handling.access import fact_to_review, note_of_desk, ticket_to_note, wrote
from suketto.handling.forms import FactForm, NoteForm, RenewalForm
from suketto.handling.models import HandlingNote, WordRule
from suketto.handling.seeing import record_seen
from suketto.handling.wording import usual_words
from suketto.people.access import PersonRequest, administrator_only, leader_only, member_only
from suketto.tickets.models import Ticket

TICKETS_OFFERED = 20


@member_only
def write(request: PersonRequest, number: int) -> HttpResponse:
    """A note about whoever asked this ticket."""
    ticket = ticket_to_note(request.user, number)
    form = NoteForm(request.POST or None, initial={"channel": ticket.channel})
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_note(ticket, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            return _write_page(request, ticket, form, refusal)
        messages.success(request, _("応対メモを書きました。リーダーが確かめてから、ご本人に知らせ、使い始めます。"))
        return HttpResponseRedirect(reverse("ticket", args=[ticket.pk]))
    return _write_page(request, ticket, form)


def _write_page(request: PersonRequest, ticket: Ticket, form: NoteForm, refusal: Refusal | None = None) -> HttpResponse:
    known = queries.beside(ticket.requester, request.user, ticket).notes
    status = _refused(form, refusal)
    context = {"ticket": ticket, "form": form, "refusal": refusal, "known": known[0] if known else None}
    return TemplateResponse(request, "handling/write.html", context, status=status)


def _refused(form: forms.Form, refusal: Refusal | None) -> int:
    """Puts the refusal beside the box it is about; gives the status of the answer."""
    if refusal is not None and refusal.field in form.fields:
        form.add_error(refusal.field, str(refusal))
    return refusal.status if refusal is not None else 422 if form.errors else 200


@member_only
def note(request: PersonRequest, number: int) -> HttpResponse:
    """One note with its facts, its end, and what the person says to it."""
    return _note_page(request, note_of_desk(request.user, number), RenewalForm())


def _note_page(
    request: PersonRequest, found: HandlingNote, form: FactForm, refusal: Refusal | None = None
) -> HttpResponse:
    _saw(request, [found])
    form.fields["ticket"].queryset = _tickets_of(found)  # type: ignore[attr-defined]
    mine = found.desk_id in request.user.standing.leads or wrote(found, request.user)
    status = _refused(form, refusal)
    context = {"note": found, "may_remove": mine, "form": form, "refusal": refusal}
    return TemplateResponse(request, "handling/note.html", context, status=status)


def _tickets_of(found: HandlingNote) -> Any:
    """The newest tickets of that person at that desk."""
    asked = Ticket.objects.filter(requester_id=found.person_id, desk_id=found.desk_id).order_by("-id")
    newest = list(asked.values_list("pk", flat=True)[:TICKETS_OFFERED])
    return Ticket.objects.filter(pk__in=newest).order_by("-id")


def _saw(request: PersonRequest, notes: list[HandlingNote]) -> None:
    ids = [each.pk for each in notes]
    if ids:
        the_later.soon(("handling", request.user.pk, *ids), partial(record_seen, request.user, ids))


@member_only
def renewal(request: PersonRequest, number: int) -> HttpResponse:
    """Once, with a newer fact."""
    found = note_of_desk(request.user, number)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("handling_note", args=[number]))
    form = RenewalForm(request.POST)
    form.fields["ticket"].queryset = _tickets_of(found)  # type: ignore[attr-defined]
    if not form.is_valid():
        return _note_page(request, found, form)
    try:
        actions.renew_note(found, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        return _note_page(request, found, form, refusal)
    messages.success(request, _("更新を書きました。リーダーが確かめると、90日のびます。"))
    return HttpResponseRedirect(reverse("handling_note", args=[number]))


@member_only
@require_POST
def removal(request: PersonRequest, number: int) -> HttpResponse:
    found = note_of_desk(request.user, number)
    actions.remove_note(found, by=request.user)
    messages.success(request, _("応対メモを消しました。あったことだけが、操作記録に残ります。"))
    return HttpResponseRedirect(reverse("handling_reviews"))


@member_only
def reviews(request: PersonRequest) -> HttpResponse:
    """What waits for the other person; there is no list of notes in force."""
    waiting = queries.waiting_for_review(request.user, clock.now())
    _saw(request, list({fact.note_id: fact.note for fact in waiting}.values()))
    for fact in waiting:
        fact.agreeable = fact.may_be_agreed_by(request.user)  # type: ignore[attr-defined]
    return TemplateResponse(request, "handling/reviews.html", {"waiting": waiting})


@leader_only
@require_POST
def review(request: PersonRequest, number: int) -> HttpResponse:
    """確かめた, or with `act=decline` it is not kept."""
    fact = fact_to_review(request.user, number)
    try:
        if request.POST.get("act") == "decline":
            actions.decline(fact, by=request.user)
            messages.success(request, _("残さないことにしました。メモは消えました。"))
        else:
            actions.review(fact, by=request.user)
            messages.success(request, _("確かめました。ご本人に知らせます。"))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("handling_reviews"))


@administrator_only
def words(request: PersonRequest) -> HttpResponse:
    """The refused words: the usual list and what this house changed."""
    if request.method == "POST":
        return _change_words(request)
    return _words_page(request)


def _words_page(request: PersonRequest, refusal: Refusal | None = None) -> HttpResponse:
    allowed = list(WordRule.objects.filter(refused=False))
    refused = queries.refused_words()
    usual = [word for word in usual_words() if word in set(refused)]
    context = {
        "usual": usual, "own": [word for word in refused if word not in set(usual)], "allowed": allowed,
        "refusal": refusal, "typed": request.POST.get("word", ""),
    }  # fmt: skip
    return TemplateResponse(request, "handling/words.html", context, status=refusal.status if refusal else 200)


def _change_words(request: PersonRequest) -> HttpResponse:
    word = request.POST.get("word", "")
    try:
        if request.POST.get("act") == "allow":
            actions.allow_word(word, by=request.user)
        else:
            actions.refuse_word(word, by=request.user)
    except Refusal as refusal:
        return _words_page(request, refusal)
    return HttpResponseRedirect(reverse("refused_words"))
