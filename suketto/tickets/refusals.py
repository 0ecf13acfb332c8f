"""Every expected "no" of this room, in words that say what to do."""

from django.utils.translation import gettext_lazy as _

from suketto.foundation.refusals import Refusal


class SomebodyWasFirst(Refusal):
    """The ticket changed since the writer's screen was drawn; their words stay in the form."""

    message = _("%(who)sさんが先に更新しました（%(what)s）。新しい内容を確かめてから、もう一度送信してください。")
    status = 409


class NothingWritten(Refusal):
    message = _("何も書かれていません。ひとことでも書いてから送信してください。")
    field = "body"


class NothingAsked(Refusal):
    message = _("困っていることを、どれか一つの欄に書いてください。")
    field = "text"


class TooLong(Refusal):
    message = _(
        "一度に書けるのは %(limit)s 文字までです（今 %(length)s 文字）。長い記録はファイルにして添付してください。"
    )


class FileTooLarge(Refusal):
    message = _("「%(name)s」は %(limit)s MB を超えています。小さくするか、社内のファイル転送をお使いください。")
    field = "files"
    status = 413


class TooManyFiles(Refusal):
    message = _("一度に添付できるのは %(limit)s 個までです（今 %(count)s 個）。まとめて zip にすると送れます。")
    field = "files"


class DangerousFile(Refusal):
    message = _(
        "「%(name)s」は実行できる種類のファイルのため受け取れません。"
        "zip にパスワードを付けず、中身の説明を書いてご相談ください。"
    )
    field = "files"


class SituationMissing(Refusal):
    message = _("対応中にする前に、切り分け（いつから・どこで・ほかの人は・何が変わったか）を一行でも書いてください。")
    field = "situation"


class RequesterMissing(Refusal):
    message = _("問い合わせた方を選んでください。")
    field = "requester"


class AlreadyResolved(Refusal):
    message = _("この案件はもう解決しています。続きがあれば再開してください。")
    status = 409


class NotResolved(Refusal):
    message = _("この案件はまだ解決していません。")
    status = 409


class TooLateToReopen(Refusal):
    message = _("解決から14日を過ぎたため、新しい案件としてお送りください。前の案件とつなげて見られます。")
    status = 409


class TemplateUnfinished(Refusal):
    message = _("%(places)sを入れてください。")
    field = "body"


class ReasonMissing(Refusal):
    message = _("理由を入れてください。")
    field = "reason"


class InsertedAlready(Refusal):
    message = _("「%(name)s」はもう手段に入っていて、まだ始めていません。")
    status = 409


class StepsBegun(Refusal):
    message = _(
        "手順 %(number)s の結果が書かれているため、まとめては取り消せません。いらない手順は一つずつ消してください。"
    )
    status = 409


class DeadlinePassed(Refusal):
    message = _("「いつまでに」が過ぎた時刻になっています。これからの時刻を入れてください。")
    field = "deadline_at"


class ContactTimePassed(Refusal):
    message = _("「次の連絡時刻」が過ぎた時刻になっています。これからの時刻を入れてください。")
    field = "next_contact_at"


class NotMember(Refusal):
    message = _("%(who)sさんはこの窓口のメンバーではないため、担当にできません。")
    field = "assignee"


class SameTicket(Refusal):
    message = _("同じ案件どうしは統合できません。別の番号を入れてください。")
    field = "other"


class DifferentRequester(Refusal):
    message = _(
        "問い合わせた方が違う案件は統合できません（内容がほかの方に見えてしまいます）。関連として結んでください。"
    )
    field = "other"


class NoSuchTicket(Refusal):
    message = _("番号 %(number)s の案件は見つかりません。番号を確かめてください。")
    field = "other"


class NothingChosen(Refusal):
    message = _("切り出す書き込みを一つ以上選んでください。")
    field = "message"


class NotYours(Refusal):
    message = _("これができるのは、問い合わせたご本人だけです。")
    status = 403
