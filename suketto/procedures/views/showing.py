"""手順書: the list, one procedure with its versions, and what becomes of it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.foundation.text import clean
from suketto.people.access import PersonRequest, member_or_administrator_only
from suketto.procedures import actions
from suketto.procedures.access import (
    desks_to_write_for,
    may_publish,
    may_write,
    procedure_for,
    procedure_to_publish,
    procedure_to_write,
    version_for,
)
from suketto.procedures.comparing import differences, texts_of
from suketto.procedures.forms import BelongsForm
from suketto.procedures.models import Procedure
from suketto.procedures.newer import offer_for, offers_for, open_offers
from suketto.procedures.queries import browse, lines_of_version
from suketto.procedures.walking import oddities

STATES = [
    ("", gettext_lazy("使用中")),
    ("draft", gettext_lazy("下書きあり")),
    ("retired", gettext_lazy("廃止")),
    ("all", gettext_lazy("すべて")),
]


@member_or_administrator_only
def procedures(request: PersonRequest) -> HttpResponse:
    """The same address gives the rows alone to a script that searches while typing."""
    words, state = clean(request.GET.get("q", "")).strip()[:100], request.GET.get("state", "")
    page = browse(request.user, words=words, state=state, after=request.GET.get("after", ""))
    asked = {name: value for name, value in (("q", words), ("state", state)) if value}
    context = {
        "page": page, "words": words, "state": state, "states": STATES,
        "next": urlencode(asked | {"after": page.after}),
    }  # fmt: skip
    if not request.headers.get("HX-Request"):
        context["newer"] = len(open_offers(offers_for(request.user)))
    name = "rows" if request.headers.get("HX-Request") else "procedures"
    return TemplateResponse(request, f"procedures/{name}.html", context)


@member_or_administrator_only
def procedure(request: PersonRequest, number: int) -> HttpResponse:
    """What is used today; with `?draft=1`, or before the first publication, what is being written."""
    return _shown(request, procedure_for(request.user, number))


def _shown(request: PersonRequest, found: Procedure, *, status: int = 200, **more: object) -> HttpResponse:
    draft = found.draft
    reads_draft = draft is not None and (found.published is None or bool(request.GET.get("draft")))
    shown = found.latest if draft is not None and reads_draft else found.published or found.latest
    publishes = may_publish(request.user, found)
    desks, everywhere = desks_to_write_for(request.user)
    context = {
        "procedure": found, "draft": draft, "version": shown,
        "reads_draft": reads_draft, "oddities": oddities(lines_of_version(shown)),
        "may_write": may_write(request.user, found), "may_publish": publishes,
        "newer": publishes and (offer := offer_for(found)) is not None and not offer.declined,
        "belongs": BelongsForm(desks=desks, everywhere=everywhere, procedure=found) if publishes else None,
    }  # fmt: skip
    return TemplateResponse(request, "procedures/procedure.html", context | more, status=status)


@member_or_administrator_only
@require_POST
def publication(request: PersonRequest, number: int) -> HttpResponse:
    found = procedure_to_publish(request.user, number)
    seen = request.POST.get("seen", "")
    try:
        made = actions.publish(
            found, by=request.user, seen=number_in(seen),
            reason=request.POST.get("reason", ""),
        )  # fmt: skip
    except Refusal as refusal:
        fresh = procedure_for(request.user, number)
        return _shown(
            request, fresh, status=refusal.status, refusal=str(refusal), reason=request.POST.get("reason", "")
        )
    messages.success(request, _("版 %s を公開しました。これから入れる手順はこの版になります。") % made.number)
    return _to(found)


@member_or_administrator_only
@require_POST
def discard(request: PersonRequest, number: int) -> HttpResponse:
    found = procedure_to_write(request.user, number)
    stays = actions.discard_draft(found, by=request.user)
    messages.success(request, _("下書きを消しました。"))
    return _to(found) if stays else HttpResponseRedirect(reverse("procedures"))


@member_or_administrator_only
@require_POST
def retirement(request: PersonRequest, number: int) -> HttpResponse:
    """`on=1` retires, anything else brings back."""
    found = procedure_to_publish(request.user, number)
    if request.POST.get("on") == "1":
        actions.retire(found, by=request.user)
        messages.success(request, _("廃止しました。案件に入っている手順はそのまま読めます。"))
    else:
        actions.bring_back(found, by=request.user)
        messages.success(request, _("また使えるようにしました。"))
    return _to(found)


@member_or_administrator_only
@require_POST
def belonging(request: PersonRequest, number: int) -> HttpResponse:
    found = procedure_to_publish(request.user, number)
    desks, everywhere = desks_to_write_for(request.user)
    form = BelongsForm(request.POST, desks=desks, everywhere=everywhere, procedure=found)
    if not form.is_valid():
        return _shown(request, found, status=422, belongs=form)
    actions.entrust(found, by=request.user, **form.cleaned_data)
    messages.success(request, _("所管と窓口を変えました。"))
    return _to(found)


@member_or_administrator_only
def versions(request: PersonRequest, number: int) -> HttpResponse:
    found = procedure_for(request.user, number)
    return TemplateResponse(
        request, "procedures/versions.html", {"procedure": found, "versions": found.versions.all()[:200]}
    )


@member_or_administrator_only
def version(request: PersonRequest, number: int, version: int) -> HttpResponse:
    """One version beside the one before it."""
    chosen = version_for(request.user, number, version)
    earlier = chosen.procedure.versions.filter(number__lt=chosen.number).first()
    context = {
        "procedure": chosen.procedure, "version": chosen, "earlier": earlier,
        "parts": differences(texts_of(earlier), texts_of(chosen)),
        "may_write": may_write(request.user, chosen.procedure),
    }  # fmt: skip
    return TemplateResponse(request, "procedures/version.html", context)


@member_or_administrator_only
@require_POST
def restoration(request: PersonRequest, number: int, version: int) -> HttpResponse:
    """An old version's texts as the draft of the next one; nothing in between is lost."""
    found = procedure_to_write(request.user, number)
    old = version_for(request.user, number, version)
    lines = lines_of_version(old)
    actions.revise(
        found, by=request.user, name=old.name, words=old.words, service=old.service, minutes=old.minutes, lines=lines
    )
    messages.success(request, _("版 %s の内容を下書きにしました。公開すると使われます。") % old.number)
    return HttpResponseRedirect(reverse("procedure", args=[found.pk]) + "?draft=1")


def _to(procedure: Procedure) -> HttpResponse:
    return HttpResponseRedirect(reverse("procedure", args=[procedure.pk]))
