"""有人チャット, the side of whoever asks: suggestions first, then a person, with an honest place in the queue."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.catalog.queries import guess_service
from suketto.channels.chat import actions, passing, queries
from suketto.channels.chat.access import chat_of_person
from suketto.channels.chat.models import ChatSession
from suketto.foundation import clock
from suketto.foundation.later import the_later
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.notices.actions import read_all
from suketto.people.access import PersonRequest, signed_in
from suketto.people.attendance import next_free
from suketto.people.models import Desk
from suketto.portal import actions as self_service
from suketto.portal.answers import answers_to
from suketto.portal.asked import FORM, unseal
from suketto.portal.forms import WordsForm
from suketto.portal.views.ask import NoDeskYet
from suketto.tickets import actions as tickets

Why = ChatSession.Why


@signed_in
def start(request: PersonRequest) -> HttpResponse:
    """Asked without having seen what is known already, it shows that first; pressed again it goes to a person."""
    going = queries.chat_to_go_on_with(request.user, clock.now())
    if going is not None and going.connector == actions.PORTAL:
        return _back_to(request, going)
    if request.method != "POST":
        asked = unseal(request.GET.get("from", ""))
        return _start(request, request.GET.get("text", "")[:2000] or (asked.words if asked else ""))
    form = WordsForm(request.POST, request.FILES)
    form.is_valid()
    text = form.cleaned_data.get("body", "")
    if not request.POST.get("shown") and text.strip() and answers_to(text, request.user, place=FORM).sure:
        return _start(request, text, shown_first=True, had_files=bool(request.FILES))
    try:
        session = _begin(request, form, text)
    except Refusal as refusal:
        context = {"refusal": str(refusal), "had_files": bool(request.FILES)}
        return _start(request, text, status=refusal.status, **context)
    if session.why == Why.CLOSED:
        messages.success(request, _("%s を受け付けました。返信はこのページとメールに届きます。") % session.ticket.label)
        return HttpResponseRedirect(reverse("my_ticket", args=[session.pk]))
    return HttpResponseRedirect(reverse("my_chat", args=[session.pk]))


def _back_to(request: PersonRequest, going: ChatSession) -> HttpResponse:
    """Nobody gets into a second chat unknowingly; what was sent for one is said in the first, and is not lost."""
    form = WordsForm(request.POST, request.FILES)
    form.is_valid()
    words, once = form.cleaned_data.get("body", ""), form.cleaned_data.get("once")
    if request.method == "POST" and words.strip() and going.ticket.once != once:
        files = [*form.cleaned_data.get("files", []), *form.cleaned_data.get("camera", [])]
        try:
            actions.say(going, words, by=request.user, once=once, files=files)
        except Refusal as refusal:
            return _page(request, going, status=refusal.status, refusal=str(refusal), typed=words)
    return HttpResponseRedirect(reverse("my_chat", args=[going.pk]))


def _start(request: PersonRequest, text: str, *, status: int = 200, **more: Any) -> HttpResponse:
    now, desk = clock.now(), Desk.objects.first()
    context: dict[str, Any] = {"text": text, "once": uuid4(), "answers": answers_to(text, request.user, place=FORM)}
    if desk is not None:
        place = ChatSession.objects.waiting().filter(desk=desk).count() + 1
        context |= {
            "open": queries.open_now(desk, now), "opens_at": queries.opens_at(desk, now), "before": place - 1,
            "expected": queries.expected(desk, place, now), "somebody": next_free(desk) is not None,
        }  # fmt: skip
    return TemplateResponse(request, "portal/chat_start.html", context | more, status=status)


@signed_in
@require_POST
def beside(request: PersonRequest) -> HttpResponse:
    """While somebody types: what is known already."""
    answers = answers_to(request.POST.get("body", "")[:2000], request.user, limit=3, place=FORM)
    return TemplateResponse(request, "portal/chat_beside.html", {"answers": answers})


def _begin(request: PersonRequest, form: WordsForm, text: str) -> ChatSession:
    service = guess_service(text)
    desk = service.desk if service else Desk.objects.first()
    if desk is None:
        raise NoDeskYet
    session = actions.begin(
        desk=desk, person=request.user, text=text, service=service, once=form.cleaned_data.get("once"),
        files=[*form.cleaned_data.get("files", []), *form.cleaned_data.get("camera", [])],
    )  # fmt: skip
    for seal in ("from", "shown"):
        if asked := unseal(request.POST.get(seal, "")):
            self_service.asked_after_all(asked, by=request.user, ticket=session.ticket)
    return session


@signed_in
def my_chat(request: PersonRequest, number: int) -> HttpResponse:
    """The whole page, or with `?part=state` where it stands: place, expected time, who answers."""
    session = chat_of_person(request.user, number)
    if request.headers.get("HX-Request") and request.GET.get("part") == "state":
        return TemplateResponse(request, "portal/chat_state.html", state_of(session))
    passing.say_here(session, writing=False, seen=0)
    return _page(request, session)


def _page(request: PersonRequest, session: ChatSession, *, status: int = 200, **more: Any) -> HttpResponse:
    the_later.soon(("read", request.user.pk, session.pk), partial(read_all, request.user, session.ticket))
    context = state_of(session) | {
        "lines": queries.lines_after(session), "once": uuid4(), "side": "requester", "camera": True,
        "address": reverse("my_chat_lines", args=[session.pk]), "may_write": session.ticket.state != "merged",
    }  # fmt: skip
    return TemplateResponse(request, "portal/chat.html", context | more, status=status)


def state_of(session: ChatSession) -> dict[str, Any]:
    now = clock.now()
    found: dict[str, Any] = {"session": session, "ticket": session.ticket, "open": queries.open_now(session.desk, now)}
    if session.waiting:
        place = queries.place_of(session)
        usual = queries.expected(session.desk, place, now)
        found |= {"place": place, "before": place - 1, "expected": usual, "waited": now - session.waiting_since}
        found["longer"] = usual is not None and now - session.waiting_since > timedelta(minutes=usual.long)
    elif not found["open"]:
        found["opens_at"] = queries.opens_at(session.desk, now)
    return found


@signed_in
def lines(request: PersonRequest, number: int) -> HttpResponse:
    """GET: what was said after a number. POST: one more line, and what was said until then."""
    session = chat_of_person(request.user, number)
    after = request.POST.get("after", "") or request.GET.get("after", "")
    if request.method == "POST":
        form = WordsForm(request.POST, request.FILES)
        form.is_valid()
        words = form.cleaned_data.get("body", "")
        files = [*form.cleaned_data.get("files", []), *form.cleaned_data.get("camera", [])]
        try:
            took = actions.say(session, words, by=request.user, once=form.cleaned_data.get("once"), files=files)
        except Refusal as refusal:
            return _refused(request, session, refusal, words)
        address = reverse("my_chat", args=[took.pk])
        if not request.headers.get("HX-Request"):
            return HttpResponseRedirect(address)
        if took.pk != session.pk:
            return HttpResponse(headers={"HX-Redirect": address})
    said = queries.lines_after(session, number_in(after) or 0)
    return TemplateResponse(request, "chat/lines.html", {"session": session, "lines": said, "side": "requester"})


def _refused(request: PersonRequest, session: ChatSession, refusal: Refusal, words: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(str(refusal), status=refusal.status, content_type="text/plain; charset=utf-8")
    return _page(request, session, status=refusal.status, refusal=str(refusal), typed=words)


@signed_in
@require_POST
def leave(request: PersonRequest, number: int) -> HttpResponse:
    """解決しました, or: no need to wait any longer, the case stays. Said aloud, so nobody counts it as silent."""
    session = chat_of_person(request.user, number)
    if request.POST.get("act") == "solved" and session.ticket.open:
        tickets.solved_by_requester(session.ticket, by=request.user)
    actions.finish(session, by=request.user, why=Why.LEFT)
    return HttpResponseRedirect(reverse("my_ticket", args=[session.pk]))
