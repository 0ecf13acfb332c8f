"""What a request about a note may say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suketto.foundation import clock
from suketto.handling.models import FACT_LONGEST
from suketto.handling.protocols import Protocol
from suketto.tickets.models import Ticket


class FactForm(forms.Form):
    """One fact. What it may not hold is judged by the action, which gives everything typed back."""

    happened_on = forms.DateField(
        label=_("いつ"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), input_formats=["%Y-%m-%d"]
    )
    channel = forms.ChoiceField(choices=Ticket.Channel.choices, label=_("経路"))
    words = forms.CharField(
        strip=False, required=False, label=_("何が言われたか・行われたか"),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": FACT_LONGEST}),
        help_text=_("300文字まで。見たこと・聞いたことだけを、感想なしで。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"happened_on": clock.today()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class NoteForm(FactForm):
    """A fact, and what is done more carefully because of it."""

    protocols = forms.MultipleChoiceField(
        choices=Protocol.choices, widget=forms.CheckboxSelectMultiple, required=False, label=_("次からの応対のしかた")
    )
    field_order = ("happened_on", "channel", "words", "protocols")


class RenewalForm(FactForm):
    """A newer fact, with the ticket that it happened in."""

    ticket = forms.ModelChoiceField(Ticket.objects.none(), label=_("どの案件で"))
    field_order = ("ticket", "happened_on", "channel", "words")
