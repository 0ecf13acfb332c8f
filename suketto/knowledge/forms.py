"""What a request about an article may say."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suketto.foundation.text import clean
from suketto.knowledge.models import Article

SEPARATORS = re.compile(r"[,、，\s]+")
TAGS_MAX = 20


class Text(forms.CharField):
    """Text as people paste it, without what no screen can hold."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(clean(value) if isinstance(value, str) else value) or "")


class ArticleForm(forms.ModelForm[Article]):
    """The texts of an article; an empty title is refused by the action, in its own words."""

    title = Text(
        required=False, max_length=200, label=_("題名"), help_text=_("利用者が検索で打ちそうな言葉を入れます。")
    )
    symptom = Text(
        required=False,
        strip=False,
        label=_("困っていること（利用者の言葉で）"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    environment = Text(required=False, strip=False, label=_("環境"), widget=forms.Textarea(attrs={"rows": 2}))
    steps = Text(
        required=False, strip=False, label=_("手順・答え"), widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("1行に1手順。「1. 」で番号、「- 」で箇条書き、**太字**、空行で段落になります。"),
    )  # fmt: skip
    tags = Text(required=False, label=_("タグ"), help_text=_("読点か空白で区切ります。"))
    reason = Text(required=False, max_length=200, label=_("変えた理由"))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Article
        fields = ("title", "service", "symptom", "environment", "steps")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].empty_label = str(_("（なし）"))  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial.setdefault("tags", "、".join(self.instance.tags))
            self.initial.setdefault("seen", self.instance.version)
        for name in ("symptom", "environment", "steps"):
            self.fields[name].widget.attrs["data-draft"] = f"{name}:article"

    def clean_tags(self) -> list[str]:
        found = [tag[:30] for tag in SEPARATORS.split(self.cleaned_data["tags"]) if tag]
        return list(dict.fromkeys(found))[:TAGS_MAX]

    def texts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*self.Meta.fields, "tags")}

    def _post_clean(self) -> None:
        """The row itself is written by the action alone; the form must not touch the instance it was given."""


class StarsForm(forms.Form):
    stars = forms.TypedChoiceField(choices=[(str(n), str(n)) for n in range(1, 6)], coerce=int)


class StateForm(forms.Form):
    state = forms.ChoiceField(choices=Article.State.choices)
    reason = Text(required=False, max_length=200)
