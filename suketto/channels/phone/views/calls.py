"""通話の記録, the calls we owe, and the call that is ringing now."""

from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from suketto.channels.phone import actions, queries
from suketto.channels.phone.access import call_for, promise_for
from suketto.foundation import clock
from suketto.foundation.numbers import number_in
from suketto.people.access import PersonRequest, member_only

CLOSED = "calls-closed"
CLOSED_KEPT = 10
CLOSED_SECONDS = 4 * 3600


@member_only
@require_GET
def calls(request: PersonRequest) -> HttpResponse:
    """Newest first, by key; above them what we owe. Asked for by a live signal it gives the lists alone."""
    show, words, before = (request.GET.get(name, "") for name in ("show", "q", "before"))
    show = show if show in queries.SHOWN else "all"
    desks = request.user.standing.desk_ids
    key = number_in(before)
    rows, more = queries.log_of(desks, show=show, words=words, before=key)
    context = {
        "calls": queries.with_callers(rows, request.user), "show": show, "words": words[:100], "before": before,
        "more": urlencode({"show": show, "q": words, "before": more}) if more else "",
        "promised": queries.promised(desks, clock.now()) if key is None else [], "several_desks": len(desks) > 1,
        "now": clock.now(),
    }  # fmt: skip
    part = "phone/calls_list.html" if request.headers.get("HX-Request") else "phone/calls.html"
    return TemplateResponse(request, part, context)


@member_only
@require_POST
def called_back(request: PersonRequest, number: int) -> HttpResponse:
    """「折り返しました」 or 「出ませんでした」: one press."""
    promise = promise_for(request.user, number)
    if request.POST.get("act") == "tried":
        actions.nobody_answered(promise, by=request.user)
        messages.success(request, _("出なかったことを残しました。折り返しは、まだ残っています。"))
    else:
        actions.called_back(promise, by=request.user)
        messages.success(request, _("折り返したことを残しました。"))
    return HttpResponseRedirect(reverse("calls"))


@member_only
@require_GET
def phone_state(request: PersonRequest) -> HttpResponse:
    """One line for the work list: how many calls one's desks owe."""
    count, late = queries.owed(request.user.standing.desk_ids, clock.now())
    return TemplateResponse(request, "phone/phone_state.html", {"count": count, "late": late})


def _talks(request: PersonRequest) -> bool:
    """Whether the page behind the card is one on which somebody is helped already."""
    page = urlsplit(request.headers.get("HX-Current-URL", "")).path
    return page.startswith(("/desk/calls/", "/desk/chats/"))


@member_only
@require_GET
def pop(request: PersonRequest) -> HttpResponse:
    """The calls that are for this member now, but for those that were closed in this browser."""
    closed = _closed(request)
    found = [each for each in queries.pops(request.user, clock.now()) if each.call.pk not in closed]
    return TemplateResponse(request, "phone/pop.html", {"pops": found, "brief": _talks(request)})


@member_only
@require_POST
def close(request: PersonRequest, number: int) -> HttpResponse:
    """Out of sight in this browser; the call itself is not touched."""
    call = call_for(request.user, number)
    numbers = [call.pk, *(each for each in _closed(request) if each != call.pk)][:CLOSED_KEPT]
    response = HttpResponse() if request.headers.get("HX-Request") else HttpResponseRedirect(reverse("calls"))
    response.set_signed_cookie(
        CLOSED, ".".join(map(str, numbers)), max_age=CLOSED_SECONDS, httponly=True, samesite="Lax",
        secure=request.is_secure(),
    )  # fmt: skip
    return response


def _closed(request: PersonRequest) -> list[int]:
    said = request.get_signed_cookie(CLOSED, default="", max_age=CLOSED_SECONDS) or ""
    return [int(number) for number in said.split(".") if number.isdecimal()]
