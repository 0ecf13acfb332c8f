"""Form fields that several rooms use."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from suketto.foundation import clock
from suketto.foundation.text import clip

LOCAL = "%Y-%m-%dT%H:%M"


class When(forms.DateTimeField):
    """A moment picked in the house's time zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL)

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=[LOCAL, "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"], required=False, **options)

    def to_python(self, value: Any) -> Any:
        moment = super().to_python(value)
        if moment is not None and moment.year not in clock.YEARS:
            raise forms.ValidationError(_("2000年から2100年までの日時にしてください。"))
        return moment


class ManyFiles(forms.FileField):
    """Any number of files in one input, of which none is empty; how many and how large is judged by the action."""

    widget = type("FilesInput", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = [one for one in (data if isinstance(data, (list, tuple)) else [data]) if one]
        if empty := "」「".join(clip(str(one.name), 60) for one in chosen if not one.size):
            raise forms.ValidationError(_("「%s」は中身が空のファイルです。外すか、選び直してください。") % empty)
        return [super(ManyFiles, self).clean(one, initial) for one in chosen]
