"""What a request about the rota may say."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suketto.catalog.models import Service
from suketto.foundation import clock
from suketto.people.models import Desk, Person
from suketto.people.queries import members_of
from suketto.people.telephone import shown
from suketto.sla.rota.models import BASIS_LONGEST, StandbyRule
from suketto.sla.rota.queries import Day as RotaDay
from suketto.sla.rota.refusals import BasisMissing

WEEK = timedelta(days=6)
TURN = ("person", "first_on", "last_on")


class Day(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


class TurnForm(forms.Form):
    """Who, from which day to which."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("だれが"))
    first_on = Day(label=_("はじめの日"))
    last_on = Day(label=_("おわりの日"))

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        today = clock.today()
        kwargs["initial"] = {"first_on": today, "last_on": today + WEEK} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.filter(pk__in=[each.pk for each in people])  # type: ignore[attr-defined]


class AgreementForm(TurnForm):
    """What was agreed with whom, for somebody whom another company employs."""

    basis = forms.CharField(
        max_length=BASIS_LONGEST, label=_("何で合意したか"), error_messages={"required": BasisMissing.message},
        help_text=_("例：9/1の覚書（派遣元 ○○社・担当 △△さん）。業務委託の方は、委託先の責任者との合意を書きます。"),
    )  # fmt: skip
    field_order = ("person", "basis", "first_on", "last_on")
    wanted = False  # true where a turn was just refused for the want of it


class RuleForm(forms.Form):
    """When a colleague may call, by which number, and when the day of the rota changes."""

    cases = forms.CharField(
        required=False, strip=False, label=_("どんなときに電話してよいか（一行に一つ、五つまで）"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("例：全社でメールや業務システムが止まった。海外の出張先でパソコンが起動しない。"),
    )  # fmt: skip
    services = forms.ModelMultipleChoiceField(
        Service.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        label=_("止まったら電話してよいサービス"),
    )  # fmt: skip
    phone = forms.CharField(
        required=False, max_length=60, label=_("当番が持ち回る電話"), widget=forms.TextInput(attrs={"type": "tel"}),
        help_text=_("空なら、当番の方の名簿の携帯番号を使います。自宅の番号は使いません。"),
    )  # fmt: skip
    handover = forms.TimeField(
        label=_("当番が代わる時刻"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("その日の当番は、この時刻から翌日のこの時刻までです。"),
    )  # fmt: skip

    def __init__(self, *args: Any, desk: Desk, rule: StandbyRule, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "cases": "\n".join(rule.cases), "phone": shown(rule.phone) if rule.phone else "",
            "services": list(rule.services.all()) if rule.pk else [],
            "handover": f"{rule.handover_minute // 60:02}:{rule.handover_minute % 60:02}",
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["services"].queryset = Service.objects.filter(desk=desk)  # type: ignore[attr-defined]


def elsewhere_at(desk: Desk) -> list[Person]:
    """Members of the desk whom another company employs: only for those who lead it."""
    return [each for each in members_of(desk) if each.employed_elsewhere]


def first_gap(days: Sequence[RotaDay]) -> dict[str, Any]:
    """The first days without anybody, a week at most and never beyond what is shown; without a gap no days."""
    gap = [day.on for day in days if not day.callable]
    if not gap:
        return {"first_on": None, "last_on": None}
    last = gap[0]
    while last + timedelta(days=1) in gap and last - gap[0] < WEEK:
        last += timedelta(days=1)
    return {"first_on": gap[0], "last_on": last}


def kept_turn(said: Mapping[str, str]) -> dict[str, str]:
    """A turn that waits for an agreement, carried along until it can be made; nothing where none waits."""
    found = {name: said.get(f"turn-{name}", "") for name in TURN}
    return found if found["person"] else {}


def agreement_for(turn: forms.Form, people: Sequence[Person]) -> AgreementForm:
    """What is missing is asked for at once, for the same days."""
    initial = {name: turn.cleaned_data.get(name) for name in ("first_on", "last_on")}
    form = AgreementForm(people=people, prefix="agreement", initial=initial | {"person": turn.data.get("person")})
    form.wanted = True
    return form


def with_cursor(form: forms.Form, name: str) -> None:
    """The page opens there: nobody has to look for what needs a word."""
    form.fields[name or next(iter(form.fields))].widget.attrs["autofocus"] = True
