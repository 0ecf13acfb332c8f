"""Every expected "no" about procedures, in words that say what to do."""

from django.utils.translation import gettext_lazy as _

from suketto.foundation.refusals import Refusal


class NameMissing(Refusal):
    message = _("手順書の名前を入れてください。困っている人が口にする言葉が向いています。")
    field = "name"


class StepEmpty(Refusal):
    message = _("手順 %(number)s の「すること」を書くか、その手順を消してください。")
    field = "steps"


class StepPointsNowhere(Refusal):
    message = _("手順 %(number)s の「できないとき」は、ほかの手順の番号にしてください。")
    field = "steps"


class MinutesOutOfRange(Refusal):
    message = _("分は 0 から 600 までの数字で入れてください。")
    field = "steps"


class TooManySteps(Refusal):
    message = _("一つの手順書に入るのは %(limit)s 手順までです。二つの手順書に分けてください。")
    field = "steps"


class NothingToPublish(Refusal):
    message = _("手順が一つもないままでは公開できません。")


class NoDraft(Refusal):
    message = _("公開する下書きがありません。先に編集してください。")
    status = 409


class ProcedureChangedMeanwhile(Refusal):
    """The words of whoever was slower stay in the form."""

    message = _("編集中に%(who)sさんがこの手順書を更新しました。違いを確かめてから、もう一度保存してください。")
    status = 409


class RetiredAlready(Refusal):
    message = _("この手順書は廃止されています。使うには、先に再開してください。")
    status = 409


class DraftInTheWay(Refusal):
    message = _("書きかけの下書きがあります。公開するか消してから、取り入れてください。")
    status = 409


class NothingNewer(Refusal):
    message = _("新しい言い回しは、もう取り入れられたか、変わりました。もう一度見てください。")
    status = 409
