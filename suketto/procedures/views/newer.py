"""新しい言い回し: how the usual procedures are worded today, beside the words in use."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest, member_or_administrator_only
from suketto.procedures import actions
from suketto.procedures.access import procedure_to_publish
from suketto.procedures.comparing import differences, texts, texts_of
from suketto.procedures.newer import Offer, left_to_others, offers_for, open_offers


@member_or_administrator_only
def newer(request: PersonRequest) -> HttpResponse:
    """Each offer with its difference; a POST takes all that the desk has not changed itself."""
    if request.method == "POST":
        taken = 0
        for offer in open_offers(offers_for(request.user)):
            if not offer.own and offer.procedure.draft is None:
                actions.take_newer(offer.procedure, by=request.user, key=offer.wording.key, reason=_reason())
                taken += 1
        said = ngettext("%s 件の手順書を新しい版にしました。", "%s 件の手順書を新しい版にしました。", taken) % taken
        messages.success(request, said)
        return HttpResponseRedirect(reverse("newer_procedures"))
    return _page(request)


@member_or_administrator_only
def decision(request: PersonRequest, number: int) -> HttpResponse:
    """`act=take` makes it the next version, anything else leaves the procedure as it is."""
    if request.method != "POST":
        return HttpResponseRedirect(f"{reverse('newer_procedures')}#procedure-{number}")
    found, key = procedure_to_publish(request.user, number), request.POST.get("key", "")
    try:
        if request.POST.get("act") == "take":
            made = actions.take_newer(found, by=request.user, key=key, reason=_reason())
            told = _("「%(name)s」を版 %(number)s にしました。前の版は「版の履歴」から戻せます。")
            messages.success(request, told % {"name": made.name, "number": made.number})
        else:
            actions.decline_newer(found, by=request.user, key=key)
            messages.success(request, _("いまの言葉のままにしました。見送ったものは、この下に残っています。"))
    except Refusal as refusal:
        return _page(request, status=refusal.status, refusal=str(refusal))
    return HttpResponseRedirect(reverse("newer_procedures"))


def _page(request: PersonRequest, *, status: int = 200, refusal: str = "") -> HttpResponse:
    offers = offers_for(request.user)
    waiting = [_shown(offer) for offer in open_offers(offers)]
    context = {
        "waiting": waiting, "declined": [_shown(offer) for offer in offers if offer.declined], "refusal": refusal,
        "others": left_to_others(request.user),
        "at_once": sum(not each["offer"].own and not each["draft"] for each in waiting),
    }  # fmt: skip
    return TemplateResponse(request, "procedures/newer.html", context, status=status)


def _shown(offer: Offer) -> dict[str, Any]:
    """The service and the minutes of the desk stay as they are: only words are offered."""
    wording, used = offer.wording, offer.version
    service = used.service.name if used.service else ""
    minutes = sum(line.minutes for line in wording.lines)
    after = texts(name=wording.name, words=wording.words, service=service, minutes=minutes, lines=wording.lines)
    parts = [part for part in differences(texts_of(used), after) if part["changed"]]
    return {"offer": offer, "parts": parts, "draft": offer.procedure.draft}


def _reason() -> str:
    return _("助っ人の新しい言い回し")
