"""What a person's request about themselves may say."""

from typing import Any, ClassVar

import jaconv
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from suketto.foundation.text import clean
from suketto.people.models import Person, PersonAddress


class MeForm(forms.Form):
    """The facts one keeps up to date oneself; the others come from personnel."""

    working_place = forms.ChoiceField(
        choices=Person.WorkingPlace.choices, label=_("ふだんの勤務場所"), widget=forms.RadioSelect,
        help_text=_("窓口に聞くときの「いまいる場所」の初めの値になります。"),
    )  # fmt: skip
    language = forms.ChoiceField(choices=settings.LANGUAGES, label=_("表示言語"), widget=forms.RadioSelect)


class SetUpForm(forms.Form):
    """The first administrator and the first desk of a fresh house."""

    family_name = forms.CharField(max_length=40, label=_("姓"))
    given_name = forms.CharField(max_length=40, label=_("名"), required=False)
    employee_number = forms.CharField(max_length=20, label=_("社員番号"))
    email = forms.EmailField(label=_("メールアドレス"))
    password = forms.CharField(
        label=_("パスワード"), help_text=_("12文字以上。よく使われる言葉や数字だけのものは使えません。"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("パスワード（確認のためもう一度）"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    desk = forms.CharField(
        max_length=60, label=_("最初の窓口の名前"), initial=_("情報システム"),
        help_text=_("問い合わせを受ける窓口です。あとから増やせます。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = {name: clean(value) if isinstance(value, str) else value for name, value in self.cleaned_data.items()}
        password, again = self.cleaned_data.get("password"), self.cleaned_data.get("again")
        if password and again and password != again:
            self.add_error("again", _("二つのパスワードが違います。"))
        elif password:
            facts = {name: data.get(name, "") for name in ("family_name", "given_name", "email", "employee_number")}
            try:
                validate_password(password, Person(**facts))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data


class PersonForm(forms.ModelForm[Person]):
    """One colleague's record as personnel would write it; roles, numbers and who employs them have their own forms."""

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = [
            "family_name", "given_name", "family_kana", "given_kana", "employee_number", "email", "department", "site",
            "extension", "title", "working_place",
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, value in data.items():
            if isinstance(value, str):
                data[name] = clean(value).strip()
        for name in ("family_kana", "given_kana"):
            data[name] = jaconv.hira2kata(jaconv.h2z(data.get(name, "")))
        return data

    def clean_email(self) -> str:
        """One address is one person's, however it is written, also where it is their second one."""
        email = str(self.cleaned_data["email"]).strip()
        others = Person.objects.exclude(pk=self.instance.pk).filter(email__iexact=email)
        noted = PersonAddress.objects.exclude(person_id=self.instance.pk).filter(address=email.lower())
        owner = others.first() or next((each.person for each in noted.select_related("person")), None)
        if owner is not None:
            raise forms.ValidationError(_("このアドレスは%sさんのものです。") % owner.full_name)
        return email
