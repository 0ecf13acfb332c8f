"""What a request about lines may say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suketto.channels.phone.models import Line
from suketto.people.models import Person
from suketto.people.queries import members_of


class LineForm(forms.ModelForm[Line]):
    """A line; its secret is typed but never shown, and left empty it stays as it is."""

    secret = forms.CharField(
        required=False, strip=True, max_length=200, label=_("署名の鍵"),
        help_text=_("Twilio の Auth Token（必須）、Placetel の署名の鍵。ほかは空欄のままにします。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    class Meta:
        model = Line
        fields = ("name", "provider", "desk", "secret", "active")
        labels = {"desk": _("窓口"), "active": _("この電話の知らせを受け取る")}
        help_texts = {"name": _("例: 代表 03-1234-5678"), "desk": _("着信は、この窓口のメンバーに出ます。")}

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        new = not self.instance.pk or not self.instance.secret
        if data.get("provider") == Line.Provider.TWILIO and new and not data.get("secret"):
            self.add_error("secret", _("Twilio の知らせは署名で確かめます。Auth Token を入れてください。"))
        return data

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "provider", "desk", "active")}


class LineUserForm(forms.Form):
    """Who is meant by a name of the telephone system."""

    user = forms.CharField(max_length=100, label=_("電話側の名前・内線"))
    person = forms.ModelChoiceField(Person.objects.none(), label=_("メンバー"), empty_label=None)

    def __init__(self, *args: Any, line: Line, **options: Any) -> None:
        super().__init__(*args, **options)
        ids = [member.pk for member in members_of(line.desk_id)]
        field = self.fields["person"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Person.objects.filter(pk__in=ids)


class TrialForm(forms.Form):
    """A call that nobody makes."""

    number = forms.CharField(max_length=60, initial="090-1234-5678", label=_("かけてくる番号"))
    user = forms.CharField(max_length=100, required=False, label=_("受話器を取る名前・内線"))
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
