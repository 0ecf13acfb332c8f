"""The two closed lists: what a handling note may ask of members, and what people may wish for themselves."""

from collections.abc import Iterable

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Protocol(models.TextChoices):
    """What is done more carefully. Nothing here makes anybody wait longer, or go without."""

    TWO_PEOPLE = "two_people", _("二名で確認")
    IN_WRITING = "in_writing", _("文書で要点を返す")
    LEADER = "leader", _("上長同席")
    RECORDING = "recording", _("録音を事前に案内")
    NO_REMOTE = "no_remote", _("遠隔不可")


QUESTIONS: dict[str, str | Promise] = {
    Protocol.TWO_PEOPLE: _("もう一人が、送る前に読みましたか"),
    Protocol.IN_WRITING: _("要点が、文書で残る形になっていますか"),
    Protocol.LEADER: _("リーダーが同席したか、内容を見ましたか"),
    Protocol.RECORDING: _("録音するなら、先にそうお伝えしましたか"),
    Protocol.NO_REMOTE: _("遠隔操作をすすめる内容になっていませんか"),
}


class Wish(models.TextChoices):
    """What somebody may ask for themselves."""

    IN_WRITING = "in_writing", _("電話より文書で")
    SLOWLY = "slowly", _("ゆっくり話してほしい")
    HEARING = "hearing", _("聞こえにくい")
    SPEAKING = "speaking", _("声を出しにくい")
    READER = "reader", _("画面読み上げを使う")
    LARGE = "large", _("大きな文字で見せてほしい")
    HANDS = "hands", _("手もとの操作がむずかしい")
    PLAIN = "plain", _("やさしい日本語で")
    TIME = "time", _("操作の時間を長めに")
    OTHER = "other", _("そのほか")


# With these the telephone is hard for a reason that whoever asks has named: one criterion of a visit (R25).
GRANTS_A_VISIT = frozenset({Wish.HEARING, Wish.SPEAKING, Wish.HANDS})


def in_order(protocols: Iterable[str]) -> list[str]:
    """Those of the closed list, each once, in its order."""
    chosen = set(protocols)
    return [protocol.value for protocol in Protocol if protocol in chosen]
