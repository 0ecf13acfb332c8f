"""時間外の当番: the weeks for members, the forms for those who lead the desk, the number for whoever may call."""

from collections.abc import Iterator, Sequence
from http import HTTPStatus
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.foundation.sheets import sheet
from suketto.people.access import PersonRequest, leader_only, member_only, signed_in
from suketto.people.models import Desk
from suketto.people.queries import members_of
from suketto.sla.access import agreement_led_by, desk_led_by, desks_of, turn_led_by
from suketto.sla.forms import (
    TURN,
    AgreementForm,
    RuleForm,
    TurnForm,
    agreement_for,
    elsewhere_at,
    first_gap,
    kept_turn,
    with_cursor,
)
from suketto.sla.queries import hours_of
from suketto.sla.rota import actions, undoing
from suketto.sla.rota.models import StandbyAgreement, StandbyRule, StandbyTurn
from suketto.sla.rota.queries import Day, cases_of, day_of, rule_of, standby, whole_weeks
from suketto.sla.rota.refusals import AgreementMissing


@member_only
def weeks(request: PersonRequest) -> HttpResponse:
    """The next four weeks of one desk; with `?as=csv` for a spreadsheet."""
    desks, wanted = desks_of(request.user), request.GET.get("desk", "")
    desk = next((each for each in desks if each.slug == wanted or not wanted), None)
    if desk is None:
        raise Http404
    if request.GET.get("as") == "csv":
        today = _today(desk)
        return sheet(f"rota-{desk.slug}", _rows([day for day in whole_weeks(desk, today) if day.on >= today]))
    return _page(request, desk)


def _today(desk: Desk) -> Any:
    """The day of the rota that it is now: before the hand-over still yesterday."""
    return day_of(rule_of(desk), hours_of(desk), clock.now())


def _rows(days: Sequence[Day]) -> Iterator[list[object]]:
    yield [_("日"), _("窓口の休み"), _("当番"), _("気をつけること")]
    for day in days:
        yield [day.on, _("休み") if day.closed else "", "、".join(duty.person.full_name for duty in day.callable),
               "、".join(day.problems)]  # fmt: skip


def _page(
    request: PersonRequest, desk: Desk, refused: forms.Form | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    """With the one form that was refused, as it was typed."""
    rule, today, now = rule_of(desk), _today(desk), clock.now()
    shown = whole_weeks(desk, today, rule=rule)
    days = [day for day in shown if day.on >= today]
    context: dict[str, Any] = {
        "desk": desk, "desks": desks_of(request.user), "rule": rule, "cases": cases_of(rule), "today": days[0],
        "now": standby(desk, now), "open": hours_of(desk).open_at(now), "refusal": refusal,
        "weeks": [list(group) for _week, group in groupby(shown, key=lambda day: day.on.isocalendar()[:2])],
        "gaps": sum(not day.callable for day in days), "doubles": sum(day.doubled for day in days),
        "leads": desk.pk in request.user.standing.leads,
    }  # fmt: skip
    if context["leads"]:
        context |= _forms(request, desk, rule, days, refused, refusal)
    status = refusal.status if refusal is not None else 422 if refused is not None else 200
    return TemplateResponse(request, "sla/rota.html", context, status=status)


def _forms(
    request: PersonRequest, desk: Desk, rule: StandbyRule, days: Sequence[Day], refused: forms.Form | None,
    refusal: Refusal | None,
) -> dict[str, Any]:  # fmt: skip
    """What a leader may fill in. What needs a word stands in sight with the cursor in it."""
    elsewhere, kept = elsewhere_at(desk), kept_turn(request.GET or request.POST)
    turn = TurnForm(people=members_of(desk), initial=kept or first_gap(days))
    agreement = AgreementForm(people=elsewhere, prefix="agreement") if elsewhere else None
    found: dict[str, Any] = {
        "turns": StandbyTurn.objects.filter(desk=desk, last_on__gte=days[0].on).select_related("person"),
        "agreements": StandbyAgreement.objects.filter(desk=desk, ended_at=None).select_related("person"),
        "turn_form": turn, "rule_form": RuleForm(desk=desk, rule=rule), "agreement_form": agreement, "kept_turn": kept,
    }  # fmt: skip
    if refused is not None:
        found[_name(refused)] = refused
    if isinstance(refusal, AgreementMissing) and refused is not None:
        found["agreement_form"] = agreement_for(refused, elsewhere)
        found["kept_turn"] = {name: refused.data.get(name, "") for name in TURN}
        with_cursor(found["agreement_form"], "basis")
    elif refused is not None:
        with_cursor(refused, next((name for name in refused.fields if name in refused.errors), ""))
    elif kept:
        with_cursor(turn, "person")
    return found


def _name(form: forms.Form) -> str:
    return {AgreementForm: "agreement_form", TurnForm: "turn_form", RuleForm: "rule_form"}[type(form)]


def _carry_out(request: PersonRequest, desk: Desk, form: Any, act: Any, done: str, to: str) -> HttpResponse:
    """Act, or the page again with the refusal beside the box that it is about."""
    if not form.is_valid():
        return _page(request, desk, form)
    try:
        act(form.cleaned_data)
    except Refusal as refusal:
        if not isinstance(refusal, AgreementMissing):  # said where the agreement is written
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _page(request, desk, form, refusal)
    messages.success(request, done)
    return _back_to(desk, to)


def _back_to(desk: Desk, part: str = "", **said: str) -> HttpResponse:
    """To the part of the page where they were."""
    return HttpResponseRedirect(f"{reverse('rota')}?{urlencode({'desk': desk.slug, **said})}{part and '#'}{part}")


@leader_only
def new_turn(request: PersonRequest, slug: str) -> HttpResponse:
    desk = desk_led_by(request.user, slug)
    if request.method != "POST":  # the address of a page that came back with a refusal
        return _back_to(desk)
    form = TurnForm(request.POST, people=members_of(desk))
    return _carry_out(
        request, desk, form, lambda said: actions.add_turn(desk, by=request.user, **said), _("当番に入れました。"),
        "turns",
    )  # fmt: skip


@leader_only
def new_agreement(request: PersonRequest, slug: str) -> HttpResponse:
    desk = desk_led_by(request.user, slug)
    if request.method != "POST":  # the address of a page that came back with a refusal
        return _back_to(desk)
    form = AgreementForm(request.POST, people=elsewhere_at(desk), prefix="agreement")
    answer = _carry_out(
        request, desk, form, lambda said: actions.agree(desk, by=request.user, **said), _("合意を記録しました。"),
        "agreements",
    )  # fmt: skip
    kept = {f"turn-{name}": said for name, said in kept_turn(request.POST).items()}
    return _back_to(desk, **kept) if kept and answer.status_code == HTTPStatus.FOUND else answer


@leader_only
def set_rule(request: PersonRequest, slug: str) -> HttpResponse:
    desk = desk_led_by(request.user, slug)
    if request.method != "POST":  # the address of a page that came back with a refusal
        return _back_to(desk)
    form = RuleForm(request.POST, desk=desk, rule=rule_of(desk))

    def act(said: dict[str, Any]) -> None:
        at = said.pop("handover")
        actions.set_rule(desk, by=request.user, handover_minute=at.hour * 60 + at.minute, **said)

    return _carry_out(request, desk, form, act, _("保存しました。"), "rule")


@leader_only
@require_POST
def turn_removal(request: PersonRequest, number: int) -> HttpResponse:
    turn = turn_led_by(request.user, number)
    undo = undoing.of_turn(turn)
    actions.remove_turn(turn, by=request.user)
    _say_with_undo(request, _("%sさんを当番から外しました。") % turn.person.full_name, undo)
    return _back_to(turn.desk, "turns")


@leader_only
@require_POST
def agreement_end(request: PersonRequest, number: int) -> HttpResponse:
    agreement = agreement_led_by(request.user, number)
    actions.end_agreement(agreement, by=request.user)
    words = _("合意を終わりにしました。この方の当番の日は、だれもいない日になります。")
    _say_with_undo(request, words, undoing.of_agreement(agreement))
    return _back_to(agreement.desk, "agreements")


def _say_with_undo(request: PersonRequest, words: str, undo: str) -> None:
    button = '{} <button class="link nowrap" form="undo" name="undo" value="{}">{}</button>'
    messages.success(request, format_html(button, words, undo, _("元に戻す")))


@leader_only
@require_POST
def undo(request: PersonRequest, slug: str) -> HttpResponse:
    """What was taken out or ended a moment ago stands there again."""
    desk = desk_led_by(request.user, slug)
    try:
        part = undoing.carry_out(desk, request.POST.get("undo", ""), by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _back_to(desk, "turns")
    messages.success(request, _("元に戻しました。"))
    return _back_to(desk, part)


@signed_in
def number(request: PersonRequest, slug: str) -> HttpResponse:
    """Whoever says which case it is gets the number of whoever is on duty."""
    desk = get_object_or_404(Desk, slug=slug)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("portal"))
    try:
        found = actions.show_number(desk, request.POST.get("case", ""), by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("portal"))
    return TemplateResponse(request, "sla/number.html", {"found": found, "case": request.POST["case"]})
