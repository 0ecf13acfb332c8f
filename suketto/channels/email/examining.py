"""The trial of a connection: one step after the other, each in words, up to the first that fails."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from imap_tools import BaseMailBox

from suketto.channels.email.connecting import CannotConnect, cause_of, opened
from suketto.channels.email.models import Mailbox


@dataclass(frozen=True, slots=True)
class Step:
    sentence: str
    well: bool = True


def examine(mailbox: Mailbox) -> list[Step]:
    """Signs in, looks into the folder, and changes nothing there."""
    try:
        with opened(mailbox) as box:
            return list(_looked_around(box, mailbox))
    except CannotConnect as refusal:
        return [Step(str(refusal), well=False)]
    except Exception as error:  # noqa: BLE001  (whatever a server does, the page says it in words)
        return [Step(str(CannotConnect(cause_of(error))), well=False)]


def _looked_around(box: BaseMailBox, mailbox: Mailbox) -> Iterator[Step]:
    yield Step(_("%(host)s につながり、サインインできました。") % {"host": mailbox.host})
    status = box.folder.status(mailbox.folder, ["MESSAGES", "UNSEEN"])
    yield Step(
        _("フォルダー「%(folder)s」を読めます（%(all)s通、うち未読 %(unread)s通）。")
        % {"folder": mailbox.folder, "all": status["MESSAGES"], "unread": status["UNSEEN"]}
    )
    if "IDLE" in box.client.capabilities:
        yield Step(_("新しいメールは、届いてすぐに読みます。"))
    else:
        yield Step(_("このサーバーは到着を知らせないため、30秒ごとに見に行きます。"))
    if mailbox.done_folder:
        there = box.folder.exists(mailbox.done_folder)
        words = (
            _("読み終えたメールは「%(folder)s」に移します。")
            if there
            else _("「%(folder)s」はまだないため、最初のメールのときに作ります。")
        )
        yield Step(words % {"folder": mailbox.done_folder})
    else:
        yield Step(_("読み終えたメールには既読の印を付け、そこに残します。"))
