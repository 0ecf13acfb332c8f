"""Every expected "no" of live chat."""

from django.utils.translation import gettext_lazy as _

from suketto.foundation.refusals import Refusal


class TakenAlready(Refusal):
    message = _("この方には%(who)sさんが対応しています。")
    status = 409


class NobodyWaits(Refusal):
    message = _("いまお待ちの方はいません。")
    status = 409


class HasEnded(Refusal):
    message = _("このチャットはもう終わっています。続きは案件のページに書けます。")
    status = 409


class NotAtDesk(Refusal):
    message = _("%(who)sさんはこの窓口のメンバーではないため、渡せません。")
    field = "to"
