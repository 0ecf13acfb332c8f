"""探されたことば: what people looked for in vain, looked over by the desk week by week."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from suketto.foundation import clock
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest, leader_or_administrator_only, member_or_administrator_only, signed_in
from suketto.portal import actions, reviewing
from suketto.portal.asked import unseal
from suketto.portal.models import Review

DAYS = (7, 28, 90)
SHOWS = {
    "unfound": (
        gettext_lazy("見つからなかった"),
        gettext_lazy("「ぴったりの記事は見つかりませんでした」と出た言葉です。多く探された順に並びます。"),
    ),
    "unread": (
        gettext_lazy("開かれなかった"),
        gettext_lazy("答えを出したのに、開かれたのが四回に一回以下の言葉です（3回以上探されたもの）。題名が伝わっていないのかもしれません。一覧の中で読んだだけのものは数えられません。"),
    ),
    "gaps": (
        gettext_lazy("FAQにないことば"),
        gettext_lazy("検索と五つの欄で使われ、公開中のどの記事にも書かれていないことばです。五つの欄のことばは、二人以上が使ったものだけを出します。"),
    ),
    "ignored": (
        gettext_lazy("見送ったもの"),
        gettext_lazy("一覧に出さないと決めたものです。90日のあいだ一度も探されなければ、ここからも消えます。"),
    ),
}  # fmt: skip


@signed_in
@require_POST
def finished(request: PersonRequest) -> HttpResponse:
    """The page with a list of answers was left."""
    asked = unseal(request.POST.get("shown", ""))
    if asked is not None and asked.place == "box":
        actions.finish(asked, by=request.user)
    return HttpResponse(status=204)


@member_or_administrator_only
def searches(request: PersonRequest) -> HttpResponse:
    """Four lists: nothing found, found but not read, words no article holds, and what was put aside."""
    days, show = request.GET.get("days", ""), request.GET.get("show", "")
    span = number if (number := number_in(days)) in DAYS else 28
    show = show if show in SHOWS else "unfound"
    tabs = [(value, name) for value, (name, _meaning) in SHOWS.items()]
    context = {"show": show, "days": span, "spans": DAYS, "tabs": tabs, "meaning": SHOWS[show][1]}
    context |= _list(show, clock.now() - timedelta(days=span), request)
    context["may_arrange"] = request.user.standing.leader or request.user.standing.administrator
    return TemplateResponse(request, "portal/searches.html", context)


def _list(show: str, since: datetime, request: PersonRequest) -> dict[str, Any]:
    after = request.GET.get("after", "")[:320]
    if show == "gaps":
        return {"gaps": reviewing.gaps(since)}
    if show == "ignored":
        return {"ignored": reviewing.ignored()[:200]}
    rows, more = (reviewing.unfound if show == "unfound" else reviewing.unread)(since, after)
    query = request.GET.copy()
    query["after"] = more
    return {"rows": reviewing.with_candidates(rows, since), "next": query.urlencode() if more else ""}


@member_or_administrator_only
@require_POST
def decisions(request: PersonRequest) -> HttpResponse:
    """見送り; or an article is begun, by a member, with the words already in it."""
    words, verdict = request.POST.get("words", "").strip()[:300], request.POST.get("verdict", "")
    if not words:
        return _back(request)
    key = request.POST.get("key", "")[:300] or actions.key_of(words)
    if verdict == Review.Verdict.ARTICLE and request.user.standing.member:
        reviewing.decide(key, words, Review.Verdict.ARTICLE, by=request.user)
        said = _("「%s」という言葉で探されています。") % words
        return HttpResponseRedirect(f"{reverse('new_article')}?{urlencode({'title': words, 'symptom': said})}")
    if verdict == Review.Verdict.IGNORED:
        reviewing.decide(key, words, Review.Verdict.IGNORED, by=request.user)
        messages.success(request, _("「%s」を見送りにしました。「見送ったもの」から戻せます。") % words)
    return _back(request)


@leader_or_administrator_only
@require_POST
def synonyms(request: PersonRequest) -> HttpResponse:
    """One click: these words mean the same as those."""
    words, word = request.POST.get("words", "").strip()[:300], request.POST.get("word", "").strip()[:300]
    other = request.POST.get("other", "").strip()[:300]
    key = request.POST.get("key", "")[:300] or actions.key_of(words)
    try:
        reviewing.same_as(key, words or word, word=word or words, other=other, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        done = {"word": word or words, "other": other}
        messages.success(request, _("「%(word)s」を「%(other)s」と同じ意味にしました。数秒で検索に効きます。") % done)
    return _back(request)


@member_or_administrator_only
@require_POST
def undecide(request: PersonRequest, number: int) -> HttpResponse:
    reviewing.undecide(get_object_or_404(Review, pk=number), by=request.user)
    messages.success(request, _("一覧に戻しました。"))
    return _back(request)


def _back(request: PersonRequest) -> HttpResponse:
    """To the list it was decided in."""
    show, days = request.POST.get("show", ""), request.POST.get("days", "")
    query = {"show": show if show in SHOWS else "unfound", "days": days if days.isdecimal() else "28"}
    return HttpResponseRedirect(f"{reverse('searches')}?{urlencode(query)}")
