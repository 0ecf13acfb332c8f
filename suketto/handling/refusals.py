"""Every expected "no" of this room, in words that say what to do."""

from django.utils.translation import gettext_lazy as _

from suketto.foundation.refusals import Refusal


class WordRefused(Refusal):
    """Names the word, and shows how a fact is written."""

    message = _("「%(word)s」は書けません。人柄の評価・ご家庭・健康のことではなく、起きたことだけを書いてください。")
    field = "words"


class FactMissing(Refusal):
    message = _("いつ、どの経路で、何が言われたか・行われたかを書いてください。")
    field = "words"


class FactTooShort(Refusal):
    """A word is no fact: shows how one is written."""

    message = _(
        "これだけでは、何があったか次の人に伝わりません。いつ、何が言われたか・行われたかを書いてください。"
        "例：14:20 電話。「今すぐ来い」と3回言われ、通話は25分。"
    )
    field = "words"


class FactTooLong(Refusal):
    message = _("事実は %(limit)s 文字までです（今 %(length)s 文字）。次の応対に要ることだけにしてください。")
    field = "words"


class ProtocolMissing(Refusal):
    message = _("次からどう応対するかを、一つ以上選んでください。")
    field = "protocols"


class NotThatDay(Refusal):
    message = _("いつのことかは、今日までの30日の中から選んでください。古いことは、次の応対の理由になりません。")
    field = "happened_on"


class NotNewer(Refusal):
    message = _("更新には、前のメモより後に起きた新しい事実が要ります。")
    field = "happened_on"


class NobodyToWriteAbout(Refusal):
    message = _("問い合わせた方がまだ分からない案件には、応対メモを書けません。")


class AboutOneself(Refusal):
    message = _("自分についての応対メモは、自分では書くことも確かめることもできません。")
    status = 403


class ThereIsOne(Refusal):
    message = _("この方への応対メモは、この窓口にもうあります。新しい事実があれば、それを更新してください。")
    status = 409


class RenewedAlready(Refusal):
    message = _("更新は一度だけです。このメモは期日に消えます。")
    status = 409


class NobodyCouldReview(Refusal):
    message = _(
        "この窓口には、このメモを確かめられるリーダーがほかにいません。リーダー以外の方が書き、リーダーが確かめます。"
    )
    status = 409


class OneOfOurOwnMissing(Refusal):
    message = _(
        "派遣・業務委託の方だけでは、応対メモを決められません。社員が書くか、社員のリーダーが確かめてください。"
    )
    status = 409


class NotForYou(Refusal):
    message = _("確かめるのは、この窓口のリーダーで、書いた人とは別の人です。")
    status = 403


class NothingToReview(Refusal):
    message = _("確かめるものはもうありません。ほかの人が先に確かめたか、期日を過ぎて消えました。")
    status = 409


class NotConfirmed(Refusal):
    """The answer stays where it was written until the protocol was looked at."""

    message = _("送る前に、応対メモの「%(protocols)s」を確かめて、印を付けてください。書いた文はそのまま残っています。")
    field = "handled"


class ConsentMissing(Refusal):
    message = _("窓口のメンバーが応対のときに見ることへの同意に、印を付けてください。")
    field = "consent"


class WishMissing(Refusal):
    message = _("配慮してほしいことを選んでください。「そのほか」のときは、ひとこと書いてください。")
    field = "wish"


class WordsMissing(Refusal):
    message = _("何についての請求かを書いてください。")
    field = "words"


class WordTooShort(Refusal):
    message = _("ことばは、文字を二つ以上入れてください。")
    field = "word"
