"""What a colleague's request may say."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from suketto.catalog.models import ScopeItem, Service
from suketto.foundation.text import clean
from suketto.people.models import Person
from suketto.tickets.models import Ticket
from suketto.ui.fields import LOCAL, ManyFiles, When


class Words(forms.CharField):
    """Text as people paste it: what no screen can hold (NUL, controls) is taken out instead of complained about."""

    def __init__(self, *, rows: int = 0, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        super().__init__(**{"required": False, "widget": widget, **options})

    def to_python(self, value: Any) -> str:
        return str(super().to_python(clean(value) if isinstance(value, str) else value) or "")


class AskForm(forms.Form):
    """The free sentence and the five boxes; everything optional, one of them enough."""

    BOXES: ClassVar[tuple[str, ...]] = ("wanted", "tried", "stuck", "deadline_at", "others")

    text = Words(rows=3, strip=False, label=_("困っていることを、ふだんの言葉でどうぞ"))
    wanted = Words(rows=1, label=_("やりたいこと"))
    tried = Words(rows=1, label=_("どこまでやったか"))
    stuck = Words(rows=1, label=_("どこで詰まったか・出ている文字"))
    deadline_at = When(label=_("いつまでに"))
    deadline_kind = forms.ChoiceField(
        choices=[("", "—"), *Ticket.DeadlineKind.choices], required=False, label=_("何の期限ですか")
    )
    others = Words(rows=1, label=_("ほかの人は"))
    service = forms.ModelChoiceField(
        Service.objects.select_related("desk"), required=False, label=_("サービス"),
        empty_label=_("分からない・自動で選ぶ"),
    )  # fmt: skip
    working_place = forms.ChoiceField(choices=Person.WorkingPlace.choices, required=False, label=_("いまいる場所"))
    place = Words(max_length=120, label=_("場所の詳細"))
    device = Words(max_length=120, label=_("機器"))
    once = forms.UUIDField(required=False, widget=forms.HiddenInput)
    files = ManyFiles(required=False)  # type: ignore[assignment]
    camera = ManyFiles(required=False)

    HINTS: ClassVar[dict[str, Any]] = {
        "wanted": _("例：15時までに見積書を得意先へ送りたい"),
        "tried": _("例：再起動して、もう一度開いてみた"),
        "stuck": _("例：保存を押すと「アクセスが拒否されました」"),
        "others": _("例：隣の席の人は使えている"),
        "place": _("例：大阪 3階 会議室B"),
        "device": _("例：CB-0412、2階の複合機"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, hint in self.HINTS.items():
            self.fields[name].widget.attrs["placeholder"] = hint
        self.fields["device"].widget.attrs["list"] = "own-devices"
        # One key per box: the draft of one box must not come back in another.
        for name in ("text", "wanted", "tried", "stuck", "others"):
            self.fields[name].widget.attrs["data-draft"] = f"{name}:ask"

    def filled(self) -> int:
        """How many of the five boxes say something, as the form stands now."""
        return sum(bool(str(self[box].value() or "").strip()) for box in self.BOXES)


class WordsForm(forms.Form):
    """Something to add, with files, sent at most once."""

    body = Words(rows=3, strip=False)
    once = forms.UUIDField(required=False)
    files = ManyFiles(required=False)  # type: ignore[assignment]
    camera = ManyFiles(required=False)


class ThanksForm(forms.Form):
    words = Words(max_length=300)


class StarsForm(forms.Form):
    stars = forms.TypedChoiceField(choices=[(str(n), str(n)) for n in range(1, 6)], coerce=int)


class ScopeForm(forms.Form):
    """One line of できること・できないこと; that a "cannot" needs its "instead" is the action's rule."""

    kind = forms.ChoiceField(choices=ScopeItem.Kind.choices, label=_("種類"))
    text = Words(max_length=200, label=_("内容"))
    instead = Words(max_length=300, label=_("代わりに"))


def local_text(moment: datetime | None) -> str:
    """A moment as a datetime-local box holds it."""
    return "" if moment is None else moment.strftime(LOCAL)
