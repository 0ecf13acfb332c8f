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


class MergedAway(Refusal):
    """The matter goes on in another ticket: what is done to this one would be seen by nobody."""

    message = _("この案件は %(label)s に統合されています。続きは %(label)s でしてください。")
    status = 409


class MergedIntoThis(Refusal):
    message = _("%(label)s は、この案件に統合されたものです。別の番号を入れてください。")
    field = "other"


class MergedInRing(Refusal):
    message = _("%(label)s は、ほかの案件と互いに統合されていて、どこにも開いていません。先に再開してください。")
    field = "other"


class MergedOutOfReach(Refusal):
    message = _("%(label)s は %(end)s に統合され、いまは%(desk)sにあります。この窓口からは統合できません。")
    field = "other"


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


class LinkedToItself(Refusal):
    message = _("同じ案件どうしは結べません。別の番号を入れてください。")
    field = "other"


class LinkedAlready(Refusal):
    message = _("%(label)s とは、もう結ばれています。")
    field = "other"


class DifferentRequester(Refusal):
    message = _(
        "問い合わせた方が違う案件は統合できません（内容がほかの方に見えてしまいます）。関連として結んでください。"
    )
    field = "other"


class NobodyKnown(Refusal):
    message = _(
        "どちらも、問い合わせた方が分かりません。同じ方と分かってから、問い合わせた方か名乗りを入れて統合してください。"
    )
    field = "other"


class NoSuchTicket(Refusal):
    message = _("番号 %(number)s の案件は見つかりません。番号を確かめてください。")
    field = "other"


class NothingChosen(Refusal):
    message = _("切り出す書き込みを一つ以上選んでください。")
    field = "message"


class NothingLeft(Refusal):
    message = _("すべて切り出すと、この案件に問い合わせた方の書き込みが残りません。残すものを一つ以上決めてください。")
    field = "message"


class WentToAnotherDesk(Refusal):
    """Words meant for one desk do not land with another."""

    message = _("この案件は%(desk)sへ移りました。書いた文は送られていません。")
    status = 409


class NotYours(Refusal):
    message = _("これができるのは、問い合わせたご本人だけです。")
    status = 403


class IdentityMissing(Refusal):
    """Hurry and rank change nothing about it (S35)."""

    message = _(
        "先に本人確認（登録番号へ折り返し）約3分が要ります。横の「本人確認」から記録してください。"
        "パスワード・多要素認証・権限・データの作業は、どなたでも同じです。"
    )


class NumberNotRegistered(Refusal):
    message = _("かけ直せるのは、名簿に前から登録されている番号だけです。教えられた番号にはかけません。")
    field = "number"


class StepMoved(Refusal):
    message = _("この手順の結果は、もう書かれています。いまの手順を確かめてください。")
    status = 409


class RunEnded(Refusal):
    message = _("この手順案内は終わっています。")
    status = 409


class OnlyTheDesk(Refusal):
    message = _("この手順は窓口がします。連絡をお待ちください。")
    status = 409


class TimeMissing(Refusal):
    message = _("いつにするかを、これからの時刻で入れてください。")
    field = "planned_at"


class NobodyChosen(Refusal):
    message = _("頼む人を選んでください。")
    field = "key_person"


class WayMissing(Refusal):
    message = _("どのように本人を確かめたかを選んでください。")
    field = "way"
