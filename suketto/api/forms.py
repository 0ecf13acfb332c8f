"""What a request for a token may say."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suketto.foundation.text import clean


class TokenForm(forms.Form):
    name = forms.CharField(
        max_length=60, label=_("何に使うか"), help_text=_("例：監視からの自動起票、月次レポート"),
    )  # fmt: skip
    days = forms.TypedChoiceField(
        choices=[("30", _("30日")), ("90", _("90日")), ("365", _("1年"))], coerce=int, initial="90",
        label=pgettext_lazy("token", "期限"),
        widget=forms.RadioSelect,
    )  # fmt: skip

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"]).strip()

    @property
    def lasts(self) -> timedelta:
        return timedelta(days=self.cleaned_data["days"])
