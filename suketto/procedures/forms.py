"""What a request about a procedure may say."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suketto.catalog.models import Service
from suketto.foundation.text import clean
from suketto.people.models import Desk, Person
from suketto.people.queries import members_of
from suketto.procedures.models import Procedure, Version
from suketto.procedures.way import MINUTES_MAX, STEPS_MAX, Row

WHOLE_HOUSE = _("すべての窓口")


class Text(forms.CharField):
    """Text as people paste it, without what no screen can hold."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(clean(value) if isinstance(value, str) else value) or "")


class ProcedureForm(forms.Form):
    """All but the steps, which stand in rows beside it; an empty name is refused by the action, in its own words."""

    name = Text(
        required=False, max_length=80, label=_("名前"), help_text=_("困っている人が口にする言葉が向いています。")
    )
    words = Text(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("困っているときの言葉（一行に一つ）"),
        help_text=_("案件の文にこの言葉があると、この手順書を先に出します。"),
    )
    service = forms.ModelChoiceField(
        Service.objects.all(), required=False, empty_label=_("（なし）"), label=_("サービス")
    )
    minutes = forms.IntegerField(
        required=False, min_value=0, max_value=MINUTES_MAX, label=_("見込みの分"),
        help_text=_("空なら、手順の分を足したものになります。"),
    )  # fmt: skip
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def said(self) -> dict[str, Any]:
        """Name, words, service and minutes, as the actions take them."""
        data = self.cleaned_data
        words = [line for line in data["words"].splitlines() if line.strip()]
        return {"name": data["name"], "words": words, "service": data["service"], "minutes": data["minutes"] or 0}

    @classmethod
    def showing(cls, version: Version, *, seen: int) -> "ProcedureForm":
        return cls(
            initial={
                "name": version.name, "words": "\n".join(version.words), "service": version.service,
                "minutes": version.minutes, "seen": seen,
            }
        )  # fmt: skip


def rows_of(typed: QueryDict) -> list[Row]:
    """The steps of a request, as typed; a list that came shorter is filled up with nothing."""
    names = ("text", "expect", "step_minutes", "otherwise", "then", "manner")
    columns = [[clean(value)[:1000] for value in typed.getlist(name)[: STEPS_MAX + 1]] for name in names]
    return [Row(*(column[at] if at < len(column) else "" for column in columns)) for at in range(len(columns[0]))]


def rows_showing(version: Version) -> list[Row]:
    return [
        Row(row.text, row.expect, str(row.minutes or ""), _typed(row.otherwise), _typed(row.then), row.manner)
        for row in version.instructions.all()
    ]


def _typed(number: int | None) -> str:
    return "" if number is None else str(number)


class BelongsForm(forms.Form):
    """Whose procedure it is: an owner among those who use it, a desk that the person may give it to."""

    owner = forms.ModelChoiceField(
        Person.objects.none(), required=False, empty_label=_("（なし）"), label=pgettext_lazy("procedure", "所管")
    )
    desk = forms.ModelChoiceField(Desk.objects.none(), required=False, empty_label=WHOLE_HOUSE, label=_("窓口"))

    def __init__(self, *args: Any, desks: list[Desk], everywhere: bool, procedure: Procedure | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        desk: Any = self.fields["desk"]
        desk.queryset = Desk.objects.filter(pk__in=[each.pk for each in desks])
        if not everywhere:
            desk.required, desk.empty_label = True, None
        if procedure is None:
            del self.fields["owner"]
            return
        people = [person.pk for each in desks for person in members_of(each)]
        owner: Any = self.fields["owner"]
        owner.queryset = Person.objects.filter(pk__in=[*people, procedure.owner_id or 0])
        self.initial = {"owner": procedure.owner_id, "desk": procedure.desk_id}
