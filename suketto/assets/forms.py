"""What a request about devices may say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suketto.assets.models import Device
from suketto.people.models import Person
from suketto.people.queries import find


class DeviceForm(forms.ModelForm[Device]):
    class Meta:
        model = Device
        fields = ("number", "kind", "model", "site", "since_on")
        help_texts = {"number": _("例: CB-0412（全角・半角、ハイフンの有無は区別しません）")}
        widgets = {"since_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class HolderForm(forms.Form):
    """Whom a device is given to, by employee number or name."""

    person = forms.CharField(max_length=100, label=_("渡す方（社員番号か氏名）"))
    since_on = forms.DateField(
        required=False, label=_("いつから"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_person(self) -> Person:
        typed = self.cleaned_data["person"].strip()
        whole = Person.objects.active().filter(employee_number=typed).first()
        found = [whole] if whole else list(find(typed, limit=2))
        if not found:
            raise forms.ValidationError(_("その方は名簿にいません。"))
        if len(found) > 1:
            raise forms.ValidationError(_("何人かいます。社員番号を入れてください。"))
        return found[0]

    @property
    def typed(self) -> dict[str, Any]:
        return {"person": self.cleaned_data["person"], "since_on": self.cleaned_data["since_on"]}
