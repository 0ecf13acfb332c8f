"""What a member's request may say."""

from datetime import datetime, timedelta
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from suketto.catalog.models import Service
from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.notices.models import Notice
from suketto.people.models import Desk, Person
from suketto.procedures.models import ReplyTemplate
from suketto.tickets.models import Ticket
from suketto.ui.fields import ManyFiles, When


class ReplyForm(forms.Form):
    body = forms.CharField(required=False, strip=False)
    instead = forms.CharField(required=False)
    next_contact_at = When(label=_("次の連絡時刻"))
    template = forms.SlugField(required=False)
    seen = forms.IntegerField(required=False)
    once = forms.UUIDField(required=False)
    waiting = forms.BooleanField(required=False)
    sure = forms.BooleanField(required=False)
    files = ManyFiles(required=False)  # type: ignore[assignment]  # Django takes declared fields off the class


class NoteForm(forms.Form):
    body = forms.CharField(required=False, strip=False)
    desk = forms.IntegerField(required=False)
    once = forms.UUIDField(required=False)
    files = ManyFiles(required=False)  # type: ignore[assignment]  # Django takes declared fields off the class


class TriageForm(forms.ModelForm[Ticket]):
    """The four parts with the facts beside them, saved at once."""

    situation = forms.CharField(required=False)
    unknowns = forms.CharField(required=False)
    goal = forms.CharField(required=False)
    seen = forms.IntegerField(required=False)
    deadline_at = When(label=_("期限"))
    fallback_at = When(label=_("切替時刻"))

    class Meta:
        model = Ticket
        fields = ("impact", "urgency", "priority_reason", "deadline_at", "deadline_kind", "fallback_at")


class FactsForm(forms.ModelForm[Ticket]):
    """Corrections to what the ticket is about."""

    class Meta:
        model = Ticket
        fields = ("subject", "kind", "service", "working_place", "place", "device")


class HeardForm(forms.Form):
    """What a member writes down for somebody: who it is, and the five boxes."""

    requester = forms.ModelChoiceField(Person.objects.active(), required=False, label=_("問い合わせた方"))
    requester_words = forms.CharField(required=False, max_length=120, label=_("名乗り"))
    subject = forms.CharField(required=False, max_length=200, label=_("件名"))
    text = forms.CharField(required=False, strip=False, label=_("聞いた内容"), widget=forms.Textarea(attrs={"rows": 4}))
    wanted = forms.CharField(required=False, label=_("やりたいこと"))
    tried = forms.CharField(required=False, label=_("どこまでやったか"))
    stuck = forms.CharField(required=False, label=_("どこで詰まったか・出ている文字"))
    others = forms.CharField(required=False, label=_("ほかの人は"))
    deadline_at = When(label=_("いつまでに"))
    service = forms.ModelChoiceField(Service.objects.all(), required=False, label=_("サービス"))
    working_place = forms.ChoiceField(
        choices=[("", "—"), *Person.WorkingPlace.choices], required=False, label=_("場所")
    )
    device = forms.CharField(required=False, max_length=120, label=_("機器"))


class NewTicketForm(HeardForm):
    """A phone call, a visit, or anything a member writes down for somebody."""

    CHANNELS = [("phone", _("電話")), ("walk_in", _("来訪")), ("chat", _("チャット")), ("email", _("メール"))]

    channel = forms.ChoiceField(choices=CHANNELS, initial="phone", label=_("経路"))
    desk = forms.SlugField(required=False)
    once = forms.UUIDField(required=False)
    files = ManyFiles(required=False)  # type: ignore[assignment]  # Django takes declared fields off the class
    field_order = ("channel", "desk")


class CallForm(HeardForm):
    """Everything that is written while somebody is on the line: also the four parts, and the answer."""

    situation = forms.CharField(required=False, label=_("切り分け"))
    unknowns = forms.CharField(required=False, label=_("まだ分からないこと"))
    goal = forms.CharField(required=False, label=_("着地点"))
    impact = forms.ChoiceField(choices=Ticket.Level.choices, required=False)
    urgency = forms.ChoiceField(choices=Ticket.Level.choices, required=False)
    answer = forms.CharField(required=False, strip=False, label=_("伝えた答え"))
    zone = forms.CharField(required=False, max_length=40)

    def clean_impact(self) -> int:
        return int(self.cleaned_data["impact"] or Ticket.Level.LOW)

    def clean_urgency(self) -> int:
        return int(self.cleaned_data["urgency"] or Ticket.Level.MIDDLE)


class QuickForm(forms.Form):
    """A small request; `at` is when it was written, `once` its key."""

    text = forms.CharField(max_length=5000, strip=True, label=_("何を頼まれたか"))
    requester = forms.ModelChoiceField(Person.objects.active(), required=False)
    requester_words = forms.CharField(required=False, max_length=120)
    channel = forms.ChoiceField(choices=[("walk_in", _("来訪")), ("phone", _("電話"))], initial="walk_in")
    working_place = forms.CharField(required=False)
    zone = forms.CharField(required=False)
    minutes = forms.IntegerField(required=False, min_value=1, max_value=600, label=_("分"))
    solved = forms.BooleanField(required=False)
    answer = forms.CharField(required=False)
    at = forms.DateTimeField(required=False)
    when = When(label=_("いつ"))
    once = forms.UUIDField(required=False)

    def clean_when(self) -> datetime | None:
        """Of a call outside the door that is written down afterwards."""
        when: datetime | None = self.cleaned_data["when"]
        if when is not None and not clock.now() - timedelta(days=7) <= when <= clock.now():
            raise forms.ValidationError(_("いつのことかは、いままでの7日の中から選んでください。"))
        return when

    def clean_working_place(self) -> str:
        return Person.WorkingPlace.ABROAD if self.data.get("zone") else ""


class DeskForm(forms.ModelForm[Desk]):
    """What a desk is called and how it is reached."""

    class Meta:
        model = Desk
        fields = ("name", "name_en", "email", "extension", "signature")
        labels = {"name_en": _("英語の名前")}
        help_texts = {"signature": _("返信のメールの末尾に付きます。空欄なら、窓口の名前と内線です。")}
        widgets = {"signature": forms.Textarea(attrs={"rows": 4})}


class ServiceForm(forms.ModelForm[Service]):
    """What is offered, by which desk, and the words people use for it."""

    words = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("人が使う言葉（一行に一つ）"),
        help_text=_("問い合わせの文にこの言葉があると、このサービスを提案します。"),
    )

    class Meta:
        model = Service
        fields = ("name", "name_en", "desk", "owner", "description", "hours_note", "words")
        labels = {"name_en": _("英語の名前")}

    def clean_words(self) -> list[str]:
        return list(dict.fromkeys(line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()))


class TemplateForm(forms.ModelForm[ReplyTemplate]):
    class Meta:
        model = ReplyTemplate
        fields = ("category", "title", "desk", "body")
        widgets = {"body": forms.Textarea(attrs={"rows": 12})}


class NoticeForm(forms.ModelForm[Notice]):
    published_at = When(label=_("公開日時（空ならすぐ）"))
    ends_at = When(label=_("掲載終了（空なら無期限）"))

    class Meta:
        model = Notice
        fields = ("kind", "title", "body", "published_at", "ends_at")


class SplitForm(forms.Form):
    subject = forms.CharField(max_length=200)


def said(form: forms.BaseForm) -> str:
    """What is wrong with a form, in one sentence with the names that people see."""
    return " ".join(f"{form.fields[name].label or name}: {texts[0]}" for name, texts in form.errors.items() if texts)


def moment_of(value: str) -> datetime | None:
    """A datetime-local text, or None when it is not one."""
    try:
        return moment_said(value, "")
    except Refusal:
        return None


def moment_said(value: str, label: str) -> datetime | None:
    """The same of a box that people fill: what is in it and cannot be read is refused, not passed over."""
    try:
        found: datetime | None = When().clean(value)
    except forms.ValidationError as error:
        raise Refusal(f"{label}: {error.messages[0]}") from error
    return found


def key_in(value: str) -> UUID | None:
    """The key that a form carries against being sent twice; None where it is none."""
    try:
        return UUID(value)
    except ValueError:
        return None
