"""What a request about mail may say."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suketto.channels.email.models import Mailbox


class MailboxForm(forms.ModelForm[Mailbox]):
    """A mailbox; secrets are typed but never shown, and left empty they stay as they are."""

    password = forms.CharField(
        required=False, strip=False, max_length=500, label=_("パスワード"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    client_secret = forms.CharField(
        required=False, max_length=2000, label=_("クライアントシークレット"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    refresh_token = forms.CharField(
        required=False, max_length=8000, label=_("リフレッシュトークン（なければ空欄）"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    port = forms.IntegerField(
        required=False, min_value=1, max_value=65535, label=_("ポート"),
        help_text=_("空欄なら、TLSは993、STARTTLSは143です。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "993"}),
    )  # fmt: skip

    class Meta:
        model = Mailbox
        fields = (
            "desk", "address", "host", "port", "security", "sign_in", "username", "password", "token_address",
            "client_id", "client_secret", "scope", "refresh_token", "folder", "done_folder", "begin", "plus",
            "silent_minutes", "active",
        )  # fmt: skip
        labels = {"desk": _("窓口"), "active": _("このメールボックスを読む")}
        help_texts = {
            "address": _("社員が書く宛先。返信もここから出ます。"),
            "host": _("例: imap.example.co.jp"),
            "username": _("空欄なら、メールアドレスと同じとみなします。"),
            "done_folder": _("空欄なら、既読の印を付けてそこに残します。"),
            "begin": _("最初の一度だけ使います。古いメールを案件にしたくないときは「これから」を。"),
            "plus": _("help+番号@… が届くサーバーなら印を。返信が案件に必ず戻ります。"),
            "silent_minutes": _("この時間だれも読めていないと、受付箱と管理に出ます。"),
        }
        widgets = {"sign_in": forms.RadioSelect}

    PORTS = {Mailbox.Security.TLS: 993, Mailbox.Security.STARTTLS: 143, Mailbox.Security.PLAIN: 143}
    ACCOUNT = ("desk", "address")
    SERVER = ("host", "security", "port")
    OAUTH = ("token_address", "client_id", "client_secret", "scope", "refresh_token")
    READING = ("folder", "done_folder", "begin", "plus", "silent_minutes", "active")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["username"].required = False
        if self.instance._state.adding:  # noqa: SLF001 - Django gives it no other name
            self.initial["port"] = None
        else:
            self.fields["password"].help_text = _("空欄なら、いまのパスワードのままです。")

    def clean_host(self) -> str:
        host = str(self.cleaned_data["host"]).strip()
        if "://" in host or "/" in host or re.fullmatch(r"[^:]+:\d+", host):
            raise forms.ValidationError(_("サーバーの名前だけを入れてください。https:// や :993 は書きません。"))
        return host

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["port"] = data.get("port") or self.PORTS.get(data.get("security", ""), 993)
        data["username"] = data.get("username") or data.get("address", "")
        new = self.instance.pk is None
        if data.get("sign_in") == Mailbox.SignIn.PASSWORD and new and not data.get("password"):
            self.add_error("password", _("パスワードを入れてください。"))
        if data.get("sign_in") == Mailbox.SignIn.OAUTH and not (data.get("token_address") and data.get("client_id")):
            self.add_error("token_address", _("OAuthには、トークンの発行先とクライアントIDが要ります。"))
        if data.get("security") == Mailbox.Security.PLAIN and data.get("host") not in Mailbox.PLAIN_HOSTS:
            self.add_error("security", _("暗号化なしの接続は、同じ機械の中（127.0.0.1）だけで使えます。"))
        return data

    def group(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names]

    def account(self) -> list[forms.BoundField]:
        return self.group(self.ACCOUNT)

    def server(self) -> list[forms.BoundField]:
        return self.group(self.SERVER)

    def oauth(self) -> list[forms.BoundField]:
        return self.group(self.OAUTH)

    def reading(self) -> list[forms.BoundField]:
        return self.group(self.READING)
