"""チャット at the desk: who waits in order of arrival, several conversations at once, what is known beside them."""

from collections.abc import Callable, Sequence
from functools import partial, wraps
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.channels.chat import actions, passing, queries
from suketto.channels.chat.access import chat_for_member
from suketto.channels.chat.models import ChatSession
from suketto.desk import writing
from suketto.desk.forms import NoteForm
from suketto.desk.gleaning import gleanings, take_facts
from suketto.desk.menus import menus_of
from suketto.foundation import clock
from suketto.foundation.later import the_later
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.knowledge.models import Article
from suketto.notices.actions import read_all
from suketto.people import attendance
from suketto.people.access import PersonRequest, View, member_only
from suketto.people.models import Person
from suketto.procedures.filling import to_marks
from suketto.procedures.models import ReplyTemplate
from suketto.search import queries as search
from suketto.tickets.queries import last_tickets, matching_articles

BESIDE = 3  # conversations side by side
FOUND = 8
Act = Callable[[PersonRequest, ChatSession], Any]


@member_only
def chats(request: PersonRequest) -> HttpResponse:
    """The list and the open conversations; with `?part=list`, `head` or `side` one part of it, for a live redraw."""
    part = request.GET.get("part", "") if request.headers.get("HX-Request") else ""
    if part == "list":
        return TemplateResponse(request, "desk/chats_list.html", _list(request))
    if part in {"head", "side"}:
        session = chat_for_member(request.user, next(iter(_opened(request)), 0))
        facts: dict[str, Any] = {"session": session, "ticket": session.ticket}
        if part == "side":
            return TemplateResponse(request, "desk/chat_side.html", facts | _known(request, session))
        facts["pane"] = _pane(request, session)
        return TemplateResponse(request, "desk/chat_head.html", facts | {"query": f"open={session.pk}"})
    return _page(request)


def _opened(request: PersonRequest) -> list[int]:
    return [one for one in map(number_in, request.GET.getlist("open")) if one is not None][:BESIDE]


def _page(request: PersonRequest, opened: Sequence[int] = (), *, status: int = 200, **refused: Any) -> HttpResponse:
    context = _list(request)
    numbers = opened or context["open_numbers"] or [each.pk for each in context["mine"][:1]]
    panes = [_pane(request, chat_for_member(request.user, number), **refused) for number in numbers]
    context |= {"panes": panes, "one": panes[0] if len(panes) == 1 else None, "open_numbers": numbers}
    if context["one"]:
        context |= _known(request, context["one"]["session"])
    attendance.say_at_work(request.user)
    return TemplateResponse(request, "desk/chats.html", context, status=status)


def _list(request: PersonRequest) -> dict[str, Any]:
    standing, now = request.user.standing, clock.now()
    waiting = queries.queue(standing.desk_ids)
    turns: dict[int, Person] = {}
    for desk_id in standing.desk_ids if waiting else ():
        turns |= queries.whose_turn(desk_id, [each for each in waiting if each.desk_id == desk_id], now)
    return {
        "waiting": waiting,
        "my_turn": {number for number, member in turns.items() if member.pk == request.user.pk},
        "mine": queries.in_hand(request.user),
        "resting": attendance.break_of(request.user),
        "open_numbers": _opened(request),
        "query": "&".join(f"open={number}" for number in _opened(request)),
        "closed": not any(queries.open_now(desk_id, now) for desk_id in standing.desk_ids),
    } | (_of_leader(request) if standing.leader else {})


def _of_leader(request: PersonRequest) -> dict[str, Any]:
    """How many each has, and who is on a break: for the leader alone."""
    leads = request.user.standing.leads
    return {
        "breaks": attendance.breaks_at(leads),
        "others": [each for each in queries.going_on(leads) if each.taken_by_id != request.user.pk],
    }


def _pane(request: PersonRequest, session: ChatSession, **refused: Any) -> dict[str, Any]:
    here = refused if refused.get("number") == session.pk else {}
    said = queries.lines_after(session)
    passing.say_looking(session, request.user, writing=False, seen=said[-1].pk if said else 0)
    _seen_by_bell(request, session)
    return {
        "session": session, "ticket": session.ticket, "lines": said, "once": uuid4(), "side": "desk",
        "address": reverse("desk_chat_lines", args=[session.pk]), "may_write": session.ticket.open,
        "present": attendance.present_at(session.desk_id, but=session.taken_by_id),
        "templates": menus_of(session.desk).chat_lines, "tools": "desk/chat_tools.html",
        "notes": list(session.ticket.notes.filter(desk_id__in=request.user.standing.desk_ids).order_by("-pk")[:2]),
        "gleanings": gleanings(session.ticket), "here": session.person_here(clock.now()),
    } | here  # fmt: skip


def _seen_by_bell(request: PersonRequest, session: ChatSession) -> None:
    """What stands in the conversation needs no bell."""
    the_later.soon(("read", request.user.pk, session.pk), partial(read_all, request.user, session.ticket))


def _known(request: PersonRequest, session: ChatSession) -> dict[str, Any]:
    ticket = session.ticket
    return {
        "last": last_tickets(ticket.requester, request.user, but=ticket),
        "articles": matching_articles(ticket, request.user.viewer()),
    }


def acting(act: Act) -> View:
    """A view around one action on a chat of one's desk: the door, the act, the same page again."""

    @member_only
    @require_POST
    @wraps(act)
    def view(request: PersonRequest, number: int) -> HttpResponse:
        session = chat_for_member(request.user, number)
        try:
            answer = act(request, session)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return _back(request)
        return answer if isinstance(answer, HttpResponse) else _back(request)

    return view


def _back(request: PersonRequest, number: int | None = None) -> HttpResponse:
    query = f"open={number}" if number else request.POST.get("query", "")[:200]
    return HttpResponseRedirect(reverse("chats") + (f"?{query}" if query else ""))


@member_only
@require_POST
def next_one(request: PersonRequest) -> HttpResponse:
    """次の方を受ける: whoever came first."""
    try:
        session = actions.take_next(request.user.standing.desk_ids, by=request.user)
    except Refusal as refusal:
        messages.info(request, str(refusal))
        return _back(request)
    return _back(request, session.pk)


@acting
def taking(request: PersonRequest, session: ChatSession) -> HttpResponse:
    actions.take(session, by=request.user)
    return _back(request, session.pk)


@acting
def passing_on(request: PersonRequest, session: ChatSession) -> HttpResponse:
    chosen = number_in(request.POST.get("to", ""))
    to = None if chosen is None else get_object_or_404(Person, pk=chosen)
    actions.pass_on(session, to, by=request.user, words=request.POST.get("words", ""))
    name = _("%sさんに引き継ぎました。") % to.family_name if to else _("順番待ちに戻しました。")
    messages.success(request, name)
    return HttpResponseRedirect(reverse("chats"))


@acting
def ending(request: PersonRequest, session: ChatSession) -> HttpResponse:
    actions.finish(session, by=request.user)
    messages.success(request, _("チャットを終えました。案件 %s は開いたままです。") % session.ticket.label)
    return HttpResponseRedirect(reverse("chats"))


@acting
def facts(request: PersonRequest, session: ChatSession) -> None:
    """What the words give away, with one press."""
    take_facts(session.ticket, request.POST.get("fact", ""), by=request.user)


@member_only
def lines(request: PersonRequest, number: int) -> HttpResponse:
    """GET: what was said after a number. POST: an answer, and what was said until then."""
    session = chat_for_member(request.user, number)
    after = request.POST.get("after", "") or request.GET.get("after", "")
    if request.method == "POST":
        form = NoteForm(request.POST, request.FILES)
        form.is_valid()
        words, once = form.cleaned_data.get("body", ""), form.cleaned_data.get("once")
        try:
            body = writing.filled(words, session.ticket, request.user, {})
            actions.answer(session, body, by=request.user, once=once, files=form.cleaned_data.get("files", []))
        except Refusal as refusal:
            return _refused(request, session, refusal, words)
        if not request.headers.get("HX-Request"):
            return _back(request, session.pk)
    said = queries.lines_after(session, number_in(after) or 0)
    return TemplateResponse(request, "chat/lines.html", {"session": session, "lines": said, "side": "desk"})


def _refused(request: PersonRequest, session: ChatSession, refusal: Refusal, words: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(str(refusal), status=refusal.status, content_type="text/plain; charset=utf-8")
    return _page(request, [session.pk], status=refusal.status, number=session.pk, refusal=str(refusal), typed=words)


@member_only
def template(request: PersonRequest, number: int) -> HttpResponse:
    """A short line with the names filled in, for the box; letters are not said in a chat."""
    session = chat_for_member(request.user, number)
    short = ReplyTemplate.objects.filter(category=ReplyTemplate.Category.CHAT)
    chosen = get_object_or_404(short, slug=request.GET.get("template", ""))
    body = to_marks(writing.filled(chosen.body, session.ticket, request.user, {}))
    return HttpResponse(body, content_type="text/plain; charset=utf-8")


@member_only
def articles(request: PersonRequest) -> HttpResponse:
    """Articles by words, ready to be said in a chat."""
    words = request.GET.get("q", "").strip()[:100]
    hits = search.find(words, kinds=("article",), viewer=request.user.viewer(), limit=FOUND) if words else []
    found = Article.objects.published().in_bulk([hit.object_id for hit in hits])
    rows = [found[hit.object_id] for hit in hits if hit.object_id in found]
    said = [(each, request.build_absolute_uri(reverse("article", args=[each.pk]))) for each in rows]
    return TemplateResponse(request, "desk/chat_articles.html", {"articles": said, "words": words})


@member_only
@require_POST
def rest(request: PersonRequest) -> HttpResponse:
    """10分休憩: the next live contact goes to somebody else. With `end` one is back."""
    if request.POST.get("end"):
        attendance.end_break(request.user)
        messages.success(request, _("おかえりなさい。"))
    else:
        attendance.take_break(request.user)
        messages.success(request, _("10分休憩です。次の方は、ほかのメンバーに回ります。"))
    return _back(request)
