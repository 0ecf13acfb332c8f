"""What a click from a mail may say."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suketto.tickets.models import Ticket


class ThanksForm(forms.Form):
    """助かった！ with a word or two; a matter that is closed can also be rated, alone or together."""

    STARS = (
        ("5", gettext_lazy("とても良い")), ("4", gettext_lazy("良い")), ("3", gettext_lazy("ふつう")),
        ("2", gettext_lazy("いま一つ")), ("1", gettext_lazy("良くない")),
    )  # fmt: skip

    thanks = forms.BooleanField(required=False)
    words = forms.CharField(required=False, max_length=300, label=gettext_lazy("ひとこと（なくてもかまいません）"))
    stars = forms.ChoiceField(
        required=False, label=gettext_lazy("評価（しなくてもかまいません）"), choices=STARS, widget=forms.RadioSelect
    )

    def __init__(self, data: Any, *, ticket: Ticket) -> None:
        super().__init__(data)
        if ticket.open:
            del self.fields["stars"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("thanks") and not data.get("stars") and not self.errors:
            raise forms.ValidationError(_("「助かった！」を押すか、評価を選んでください。"))
        return data
