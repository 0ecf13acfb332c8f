"""Every expected "no" about the rota, in words that say what to do."""

from django.utils.translation import gettext_lazy as _

from suketto.foundation.refusals import Refusal


class NotAtThisDesk(Refusal):
    message = _("当番は、この窓口のメンバーから選んでください。")
    field = "person"


class DaysNotSensible(Refusal):
    """One of the four below: each says what is the matter with the days."""

    field = "last_on"


class DaysReversed(DaysNotSensible):
    message = _("おわりの日が、はじめの日（%(first)s）より前です。")


class DaysOver(DaysNotSensible):
    message = _("%(last)sは、もう過ぎています。おわりの日は今日からあとにしてください。")


class DaysTooFar(DaysNotSensible):
    message = _("%(last)sは先すぎます。%(limit)sまでの日にしてください（今日から%(days)d日）。")


class BegunTooLongAgo(DaysNotSensible):
    message = _("%(first)sは前すぎます。はじめの日は%(limit)sからあとにしてください（%(days)d日前まで）。")
    field = "first_on"


class AgreementMissing(Refusal):
    """Agency staff and contractors are called after hours only where that was agreed with their employer (R101)."""

    message = _(
        "%(name)sさんは派遣・業務委託の方です。時間外の当番には、%(days)sを含む合意の記録が要ります。"
        "先に、ここに書いてください。"
    )
    field = "person"
    status = 409


class NoAgreementNeeded(Refusal):
    message = _("合意の記録は、派遣・業務委託の方だけに要ります。")
    field = "person"


class BasisMissing(Refusal):
    message = _("何で合意したかを書いてください。例：9/1の覚書、派遣元の担当者名、個別契約の条項。")
    field = "basis"


class NothingToUndo(Refusal):
    message = _("もう元に戻せません。もう一度入れてください。")
    status = 409


class TooManyCases(Refusal):
    message = _("電話してよいときは%(many)d個までにしてください。多いと、夜に読んで選べません。")
    field = "cases"


class CaseTooLong(Refusal):
    message = _("「%(case)s…」が長すぎます。一つ%(limit)d文字までにしてください。")
    field = "cases"


class NotACallableNumber(Refusal):
    message = _("「%(text)s」は電話番号として読めません。市外局番から入れてください。")
    field = "phone"


class NotACase(Refusal):
    message = _("いまのご用件に当てはまるものを、一つ選んでください。")
    field = "case"


class NobodyToCall(Refusal):
    message = _("いま電話できる当番はいません。受付時間になったか、当番が代わりました。")
    status = 409
