"""Telephone at the desk: one key, a number to tell at once, everything on one screen, kept while it is typed."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.assets.queries import devices_of
from suketto.channels.phone.access import call_for
from suketto.channels.phone.memos import WrittenByAnother, keep_memo, words_of_memo
from suketto.channels.phone.models import Call, Memo
from suketto.desk.calling import settle, take, words_of
from suketto.desk.forms import CallForm, key_in
from suketto.desk.gleaning import heard
from suketto.desk.guiding import proof_of
from suketto.desk.menus import menus_of
from suketto.desk.quick import ZONES, place_of
from suketto.foundation import clock
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.notices.models import Notice
from suketto.people.access import PersonRequest, member_only
from suketto.people.models import Desk, Person
from suketto.procedures.access import version_in_use
from suketto.procedures.queries import suggest
from suketto.tickets import actions
from suketto.tickets.identity import touches_secrets
from suketto.tickets.models import Ticket
from suketto.tickets.queries import articles_for, last_tickets
from suketto.tickets.refusals import IdentityMissing

ACTS = {"keep", "solve", "nothing"}
SHOWN = 3


@member_only
def take_call(request: PersonRequest) -> HttpResponse:
    """One key: the call, its case and its number; `call` is one that a telephone line has told of."""
    if request.method != "POST":  # somebody typed the address, or came back to it
        return HttpResponseRedirect(reverse("calls"))
    posted = request.POST
    told = number_in(posted.get("call", ""))
    call = call_for(request.user, told) if told else None
    desk = call.desk if call else Desk.objects.filter(pk__in=request.user.standing.desk_ids).first()
    if desk is None:
        raise Http404
    person = Person.objects.active().filter(pk=number_in(posted.get("person", "")) or 0).first()
    taken = take(by=request.user, desk=desk, once=key_in(posted.get("once", "")), call=call, person=person)
    return HttpResponseRedirect(reverse("call", args=[taken.pk]))


def _tell_of_another(request: PersonRequest, taken: Call) -> None:
    memo = Memo.objects.filter(call=taken, settled_at=None).exclude(by=request.user).select_related("by").first()
    if memo is not None and memo.by is not None:
        told = _("この電話は、%(name)sさんが受けています。") % {"name": memo.by.family_name}
        messages.warning(request, told)


@member_only
def call(request: PersonRequest, number: int) -> HttpResponse:
    """The memo while it goes on; a call that became its case leads there."""
    found = call_for(request.user, number)
    if found.ticket is None or (hasattr(found, "memo") and found.memo.settled_at is not None):
        return _to_case(found)
    _tell_of_another(request, found)
    return _page(request, found, words_of_memo(found))


def _to_case(found: Call) -> HttpResponse:
    address = reverse("ticket", args=[found.ticket_id]) if found.ticket_id else reverse("calls")
    return HttpResponseRedirect(address)


def _page(
    request: PersonRequest, found: Call, words: dict[str, Any], *, status: int = 200, **more: Any
) -> HttpResponse:
    person = Person.objects.active().filter(pk=number_in(str(words.get("requester", ""))) or 0).first()
    ticket = found.ticket
    context = {
        "call": found, "memo": Memo.objects.filter(call=found).first(), "ticket": ticket, "words": words,
        "chosen": person, "devices": devices_of(person),
        "last": last_tickets(person, request.user, but=ticket) if person else [],
        "services": menus_of(found.desk).services, "levels": Ticket.Level.choices,
        "places": Person.WorkingPlace.choices, "zones": ZONES.items(),
        "notices": Notice.objects.current(clock.now()).exclude(kind=Notice.Kind.NEWS)[:SHOWN],
    }  # fmt: skip
    if ticket is not None and ticket.requester_id is not None and touches_secrets(" ".join(map(str, words.values()))):
        context |= {"proving": True} | proof_of(ticket)
    return TemplateResponse(request, "desk/call.html", context | more, status=status)


def _seen(request: PersonRequest) -> datetime | None:
    """Which state of the memo the page shows; none that can be read is none."""
    with suppress(ValueError):
        moment = parse_datetime(request.POST.get("seen", ""))
        return moment if moment and moment.tzinfo else None
    return None


@member_only
@require_POST
def memo(request: PersonRequest, number: int) -> HttpResponse:
    """What stands in the form is kept; answers with the moment, or that the case has it already, or who else writes."""
    found = call_for(request.user, number)
    try:
        kept = keep_memo(found, words_of(request.POST), by=request.user, seen=_seen(request))
    except WrittenByAnother as refusal:
        told = {"another": str(refusal), "call": found, "seen": request.POST.get("seen", "")}
        return TemplateResponse(request, "desk/call_kept.html", told, status=refusal.status)
    return TemplateResponse(request, "desk/call_kept.html", {"memo": kept, "saved": True})


@member_only
def settlement(request: PersonRequest, number: int) -> HttpResponse:
    """Keep, solve, nothing; or `guide-7`: keep it and begin that procedure."""
    if request.method != "POST":  # the address of a page that came back with a refusal
        return HttpResponseRedirect(reverse("call", args=[number]))
    found, words = call_for(request.user, number), words_of(request.POST)
    act, _dash, procedure = request.POST.get("act", "keep").partition("-")
    form = CallForm(request.POST)
    if act not in {*ACTS, "guide"}:
        raise Http404
    try:
        if act != "nothing" and not form.is_valid():
            return _refused(request, found, form=form)
        data = form.cleaned_data if form.is_valid() else {}
        how = "keep" if act == "guide" else act
        ticket = settle(found, words, data, by=request.user, act=how, seen=_seen(request))
    except Refusal as refusal:
        return _refused(request, found, form=form, refusal=refusal)
    if act == "guide":
        version = version_in_use(ticket.desk, number_in(procedure) or 0)
        run = actions.begin_run(ticket, version, by=request.user)
        return HttpResponseRedirect(reverse("ticket_run", args=[ticket.pk, run.pk]))
    return _settled(request, ticket, act)


def _refused(request: PersonRequest, found: Call, *, form: CallForm, refusal: Refusal | None = None) -> HttpResponse:
    """The same screen with every word; nothing of it was done."""
    with suppress(WrittenByAnother):  # the words stand in the page, and go with it
        keep_memo(found, words_of(request.POST), by=request.user, seen=_seen(request))
    asker = form.cleaned_data.get("requester") if isinstance(refusal, IdentityMissing) else None
    if asker is not None and found.ticket is not None:
        actions.set_facts(found.ticket, by=request.user, requester=asker)
    fresh = call_for(request.user, found.pk)
    errors = [str(refusal)] if refusal else [text for texts in form.errors.values() for text in texts]
    status = refusal.status if refusal else 422
    return _page(request, fresh, words_of(request.POST), status=status, errors=errors, solving=bool(refusal))


def _settled(request: PersonRequest, ticket: Ticket, act: str) -> HttpResponse:
    said = {
        "keep": _("%s を受け付けました。"), "solve": _("%s を解決しました。"), "nothing": _("%s を閉じました。"),
    }[act]  # fmt: skip
    messages.success(request, said % ticket.label)
    return HttpResponseRedirect(reverse("inbox") if act == "nothing" else reverse("ticket", args=[ticket.pk]))


@member_only
@require_POST
def beside(request: PersonRequest, number: int) -> HttpResponse:
    """Procedures and articles for what was heard so far."""
    found = call_for(request.user, number)
    parts = [request.POST.get(name, "").strip()[:300] for name in ("subject", "text", "wanted", "stuck")]
    told = "\n".join(part for part in parts if part)
    service = number_in(request.POST.get("service", ""))
    fitting = suggest(found.desk_id, about=told, service_id=service, limit=SHOWN) if told else []
    context = {
        "call": found, "procedures": [each.version for each in fitting if each.fits],
        "articles": articles_for(told, request.user.viewer(), SHOWN) if told else [], "told": told,
        "there": place_of(request.POST.get("zone", ""), clock.now()), "heard": heard(told, request.POST, clock.now()),
    }  # fmt: skip
    return TemplateResponse(request, "desk/call_beside.html", context)
