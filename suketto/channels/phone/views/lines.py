"""Lines, for an administrator: open, paste the address, try by hand, see what came and what was understood."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from suketto.channels.phone import actions
from suketto.channels.phone.access import line_for_administrator
from suketto.channels.phone.forms import LineForm, LineUserForm, TrialForm
from suketto.channels.phone.lines import address_of, trial_key, try_out
from suketto.channels.phone.models import CallEvent, Line, LineUser
from suketto.channels.phone.words import told_in_words
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest, administrator_only
from suketto.people.models import Desk

EVENTS = 30
TRIED = ("new", "answer", "hangup")


@administrator_only
def lines(request: PersonRequest) -> HttpResponse:
    return TemplateResponse(request, "phone/lines.html", {"lines": Line.objects.select_related("desk")})


@administrator_only
def new_line(request: PersonRequest) -> HttpResponse:
    desks = list(Desk.objects.all()[:2])
    form = LineForm(request.POST or None, initial={"desk": desks[0].pk} if len(desks) == 1 else None)
    if request.method == "POST" and form.is_valid():
        line = actions.open_line(by=request.user, secret=form.cleaned_data["secret"], **form.facts())
        messages.success(request, _("%s を作りました。下の宛先を、電話の設定に貼ってください。") % line.name)
        return HttpResponseRedirect(reverse("line", args=[line.pk]))
    status = 422 if form.errors else 200
    return TemplateResponse(request, "phone/new_line.html", {"form": form}, status=status)


@administrator_only
def line(request: PersonRequest, number: int) -> HttpResponse:
    found = line_for_administrator(number)
    form = LineForm(request.POST or None, instance=line_for_administrator(number))
    if request.method == "POST" and form.is_valid():
        actions.change_line(found, by=request.user, secret=form.cleaned_data["secret"], **form.facts())
        messages.success(request, _("保存しました。"))
        return HttpResponseRedirect(reverse("line", args=[found.pk]))
    if request.headers.get("HX-Request"):
        return TemplateResponse(request, "phone/line_events.html", _heard(found))
    return _page(request, found, form)


def _page(request: PersonRequest, found: Line, form: LineForm, **more: Any) -> HttpResponse:
    try:
        address = address_of(found)
    except Refusal as refusal:
        address = ""
        messages.error(request, _("%(why)s「宛先を作り直す」を押してください。") % {"why": refusal})
    context = {
        "line": found, "form": form, "address": address, "named": found.users.select_related("person"),
        "user_form": LineUserForm(line=found), "trial": TrialForm(initial={"key": trial_key()}),
    } | _heard(found)  # fmt: skip
    return TemplateResponse(request, "phone/line.html", context | more, status=422 if form.errors else 200)


def _heard(found: Line) -> dict[str, Any]:
    events = CallEvent.objects.filter(line=found).select_related("call__taken_by")[:EVENTS]
    return {"line": found, "events": [(event, told_in_words(event)) for event in events]}


@administrator_only
@require_POST
def new_address(request: PersonRequest, number: int) -> HttpResponse:
    found = line_for_administrator(number)
    actions.new_address(found, by=request.user)
    messages.success(request, _("宛先を作り直しました。前の宛先はもう使えません。"))
    return HttpResponseRedirect(reverse("line", args=[found.pk]))


@administrator_only
@require_POST
def remove_line(request: PersonRequest, number: int) -> HttpResponse:
    found = line_for_administrator(number)
    actions.remove_line(found, by=request.user)
    messages.success(request, _("%s を外しました。通話の記録は残っています。") % found.name)
    return HttpResponseRedirect(reverse("lines"))


@administrator_only
@require_POST
def users(request: PersonRequest, number: int) -> HttpResponse:
    """Says whom a name means, or with `remove` no longer."""
    found = line_for_administrator(number)
    if (removed := number_in(request.POST.get("remove", ""))) is not None:
        actions.remove_user(get_object_or_404(LineUser, pk=removed, line=found), by=request.user)
    else:
        form = LineUserForm(request.POST, line=found)
        if form.is_valid():
            actions.add_user(found, form.cleaned_data["user"], form.cleaned_data["person"], by=request.user)
        else:
            messages.error(request, _("名前か内線と、メンバーを選んでください。"))
    return HttpResponseRedirect(reverse("line", args=[found.pk]) + "#users")


@administrator_only
@require_POST
def trial(request: PersonRequest, number: int) -> HttpResponse:
    """One event of a call that nobody makes, through the whole way."""
    found = line_for_administrator(number)
    form = TrialForm(request.POST)
    kind = request.POST.get("kind", "")
    if not form.is_valid() or kind not in TRIED:
        messages.error(request, _("かけてくる番号を入れてください。"))
        return HttpResponseRedirect(reverse("line", args=[found.pk]) + "#trial")
    event = try_out(found, kind=kind, **form.cleaned_data)
    again = TrialForm(
        initial=form.cleaned_data | {"key": trial_key() if kind == "hangup" else form.cleaned_data["key"]}
    )
    said = told_in_words(event)
    return _page(request, found, LineForm(instance=found), trial=again, tried=said, tried_kind=kind)


@administrator_only
@require_GET
def template(request: PersonRequest, number: int) -> HttpResponse:
    """The CRM template that 3CX takes in, with this line's address in it: to be saved."""
    found = line_for_administrator(number)
    answer = TemplateResponse(
        request, "phone/3cx.xml", {"address": address_of(found)}, content_type="application/xml; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="suketto-3cx.xml"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
