"""Why a letter became what it became, and what a reader must know of it, in sentences."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from suketto.channels.email.models import Letter

REASONS = {
    "new": _("新しい件として受け付けました。"),
    "unknown-sender": _("名簿にないアドレスからです。どなたかを選んでください。"),
    "forwarded": _("転送されたメールです。もとの差出人の案件にしました。"),
    "by-hand": _("窓口の人が決めました。"),
    "message-id": _("こちらのメールへの返信です。"),
    "letter": _("前に届いたメールへの返信です。"),
    "plus-address": _("案件ごとの宛先に届きました。"),
    "subject": _("件名の合言葉が合っています。"),
    "number": _("件名に、この方の案件の番号があります。"),
    "bounce": _("返信が届かなかったという知らせです。"),
    "unreadable": _("メールとして読めません。元のファイルを確かめてください。"),
    "empty": _("件名も本文も添付もありません。"),
    "refused": _("案件にできませんでした。"),
    "error": _("読み取りの途中で、こちらの不具合がありました。元のメールは残っています。"),
    "own-letter": _("この窓口から出たメールです。"),
    "duplicate": _("同じメールがもう届いています。"),
    "auto-reply": _("自動応答です。"),
    "absence": _("不在の自動応答です。"),
    "auto-generated": _("機械が作ったメールです。"),
    "receipt": _("開封の知らせです。"),
    "reaction": _("リアクションだけのメールです。"),
    "calendar-answer": _("予定の出欠の返事です。"),
    "recall": _("送ったメールを取り消したいという知らせです。"),
    "flood": _("同じ機械から、この1時間に多く届いています。"),
    "list": _("メーリングリストからの配信です。"),
    "bulk": _("一斉配信のメールです。"),
    "null-sender": _("差出人の返信先がないメールです。"),
}
WARNINGS = {
    "not-authentic": _("差出人の確認に失敗しました。本人からではないかもしれません。"),
    "borrowed-name": _(
        "社員と同じ名前ですが、登録のないアドレスからです。急ぎの頼みほど、電話で本人に確かめてください。"
    ),
    "answers-elsewhere": _("返信先が、差出人と違うところになっています。"),
    "encrypted": _("暗号化されていて読めません。元のメールを開いてください。"),
    "charset-guessed": _("文字コードの指定が違っていたため、内容から推定しました。"),
    "letters-lost": _("読めない文字がありました。元のメールを確かめてください。"),
    "truncated": _("メールが途中で切れています。"),
    "text-too-long": _("本文がとても長いため、全文は添付にしました。"),
    "tnef": _("Outlookの独自形式（winmail.dat）で届いています。"),
    "invitation": _("予定表の招待が付いています。"),
    "automatic-by-subject": _("件名は自動応答のようです。ほかに印がないため、受け付けました。自動の返事は出しません。"),
}
# Those that may mean fraud stand out; the others only explain.
ALARMING = frozenset({"not-authentic", "borrowed-name", "answers-elsewhere"})
CHECK = re.compile(r"(spf|dkim|dmarc)-(fail|softfail|permerror)")
RESULTS = {"fail": _("不合格"), "softfail": _("不合格（弱）"), "permerror": _("設定の誤り")}


@dataclass(frozen=True, slots=True)
class Signs:
    """`alarms` may mean fraud, `checks` are what the receiving server saw fail, `remarks` only explain."""

    alarms: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.alarms or self.checks or self.remarks)


def reason_of(letter: Letter) -> str:
    """One sentence; what was refused says why in the words of the refusal."""
    if letter.outcome == Letter.Outcome.WAITING:
        return ""
    said = letter.warnings[0] if letter.reason == "refused" and letter.warnings else ""
    return " ".join(filter(None, (str(REASONS.get(letter.reason, "")), said)))


def signs_of(letter: Letter) -> Signs:
    """What stands beside the words; remarks that mean nothing to a reader are left out."""
    signs = Signs()
    for name in letter.warnings:
        if check := CHECK.fullmatch(name):
            signs.checks.append(f"{check[1].upper()}: {RESULTS[check[2]]}")
        elif name in WARNINGS:
            (signs.alarms if name in ALARMING else signs.remarks).append(str(WARNINGS[name]))
    return signs
