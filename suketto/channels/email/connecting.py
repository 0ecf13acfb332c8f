"""Opening a mailbox over IMAP, and what went wrong in words that say what to do."""

import imaplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.utils.translation import gettext_lazy as _
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from suketto.channels.email import sealing, tokens
from suketto.channels.email.models import Mailbox
from suketto.foundation.refusals import Refusal

TIMEOUT = 30.0


class CannotConnect(Refusal):
    """`cause` is the word that is kept on the mailbox; the sentence is made from it in the reader's language."""

    def __init__(self, cause: str, detail: str = "") -> None:
        self.cause, self.detail = cause, detail
        super().__init__(SENTENCES[cause])


SENTENCES = {
    "name": _("サーバーの名前が見つかりません。綴りを確かめてください。"),
    "refused": _("サーバーが接続を断りました。ポート番号と、IMAPが使えるかを確かめてください。"),
    "timeout": _("サーバーが応えません。ポート番号とファイアウォールを確かめてください。"),
    "certificate": _(
        "サーバーの証明書を確かめられません。サーバー名が証明書と同じか、社内の認証局が登録されているかを確かめてください。"
    ),
    "encryption": _(
        "暗号化した接続ができません。「TLS（993番）」と「STARTTLS（143番）」のどちらかを確かめてください。"
    ),
    "plain": _("暗号化なしの接続は、同じ機械の中（127.0.0.1）だけで使えます。"),
    "sign-in": _(
        "サインインできません。ユーザー名とパスワードを確かめてください。"
        "多要素認証の口座では、アプリ用のパスワードかOAuthが要ります。"
    ),
    "token": _("OAuthのトークンを受け取れません。トークンの発行先、クライアントID、シークレットを確かめてください。"),
    "folder": _("読むフォルダーがありません。フォルダーの名前を確かめてください。"),
    "sealed": _("保存されているパスワードを開けません（この家の鍵が変わりました）。パスワードを入れ直してください。"),
    "lost": _("つながりが切れました。自動でつなぎ直します。"),
    "store": _("届いたメールを保存できません。もう一度読みに行きます。続くときは、ログを確かめてください。"),
    "protocol": _("サーバーの返事を読めません。IMAPのサーバーか、ポート番号を確かめてください。"),
}


@contextmanager
def opened(mailbox: Mailbox, *, folder: str | None = None) -> Iterator[BaseMailBox]:
    """A signed-in connection with the folder chosen; every failure is a `CannotConnect`."""
    box = None
    try:
        box = _greet(mailbox)
        _sign_in(box, mailbox)
        box.folder.set(folder or mailbox.folder)
        yield box
    except CannotConnect:
        raise
    except sealing.CannotUnseal as error:
        raise CannotConnect("sealed") from error
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
        raise CannotConnect(cause_of(error), repr(error)[:200]) from error
    finally:
        if box is not None:
            with suppress(Exception):
                box.client.shutdown()


def _greet(mailbox: Mailbox) -> BaseMailBox:
    if mailbox.security == Mailbox.Security.PLAIN:
        if mailbox.host not in Mailbox.PLAIN_HOSTS:
            raise CannotConnect("plain")
        return MailBoxUnencrypted(mailbox.host, mailbox.port, timeout=TIMEOUT)
    context = ssl.create_default_context()
    if mailbox.security == Mailbox.Security.STARTTLS:
        return MailBoxStartTls(mailbox.host, mailbox.port, timeout=TIMEOUT, ssl_context=context)
    return MailBox(mailbox.host, mailbox.port, timeout=TIMEOUT, ssl_context=context)


def _sign_in(box: BaseMailBox, mailbox: Mailbox) -> None:
    if mailbox.sign_in == Mailbox.SignIn.OAUTH:
        try:
            token = tokens.access_token(mailbox)
        except tokens.NoToken as error:
            raise CannotConnect("token", str(error)) from error
        try:
            box.xoauth2(mailbox.username, token, initial_folder=None)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:  # a plain "no" to AUTHENTICATE has no kind of its own
            raise CannotConnect("sign-in", repr(error)[:200]) from error
    else:
        password = sealing.unseal(mailbox.secret)
        plain = (mailbox.username + password).isascii()
        (box.login if plain else box.login_utf8)(mailbox.username, password, initial_folder=None)


def cause_of(error: BaseException) -> str:
    """The word for what went wrong; anything unknown on a socket is a lost line."""
    for kinds, cause in CAUSES:
        if isinstance(error, kinds):
            return cause
    return "protocol" if isinstance(error, imaplib.IMAP4.error | ImapToolsError) else "lost"


# From the narrow to the wide: the first that fits is the cause.
CAUSES: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    (socket.gaierror, "name"),
    (ConnectionRefusedError, "refused"),
    (ssl.SSLCertVerificationError, "certificate"),
    (ssl.SSLError, "encryption"),
    (TimeoutError, "timeout"),
    (MailboxLoginError, "sign-in"),
    (MailboxFolderSelectError, "folder"),
    (imaplib.IMAP4.abort, "lost"),
)
