"""What an event is about, in words: HD-00042, 社員 9."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from suketto.tickets.models import Ticket
from suketto.trail.models import Event

# By the name of the record's model, as the trail keeps it; a room that others may not know of adds its own.
ABOUT: dict[str, str] = {
    "ticket": gettext_noop("案件"), "article": "FAQ", "procedure": gettext_noop("手順書"),
    "replytemplate": gettext_noop("返信のひな形"), "person": gettext_noop("社員"), "notice": gettext_noop("お知らせ"),
    "call": gettext_noop("電話"), "callback": gettext_noop("折り返し"), "line": gettext_noop("電話の回線"),
    "letter": gettext_noop("届いたメール"), "mailbox": gettext_noop("メールボックス"), "device": gettext_noop("機器"),
    "desk": gettext_noop("窓口"), "service": gettext_noop("サービス"), "rewording": gettext_noop("言い換え"),
    "review": gettext_noop("探されたことば"), "token": gettext_noop("APIトークン"),
    "standbyturn": gettext_noop("時間外の当番"), "standbyrule": gettext_noop("当番の決まり"),
    "standbyagreement": gettext_noop("当番の合意"),
}  # fmt: skip


def is_called(kind: str, words: str) -> None:
    """`words` are marked for translation where they stand."""
    ABOUT[kind] = words


def about_in_words(event: Event) -> str:
    """A ticket by its number as everybody says it; a kind that has no name here as the trail writes it."""
    if event.about_kind == "ticket":
        return Ticket(pk=event.about_id).label
    name = ABOUT.get(event.about_kind)
    return f"{_(name)} {event.about_id}" if name else f"{event.about_kind}-{event.about_id}"
