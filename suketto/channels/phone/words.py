"""Calls and events in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suketto.channels.phone.models import Call, CallEvent
from suketto.people.telephone import shown

HIDDEN = {
    "anonymous": gettext_lazy("非通知"),
    "unavailable": gettext_lazy("表示圏外"),
    "payphone": gettext_lazy("公衆電話"),
}
KINDS = {
    "answer": gettext_lazy("応答"),
    "hangup": gettext_lazy("終了"),
}
# What the adapters write down of a push that they cannot read.
UNREADABLE = {
    "empty": gettext_lazy("中身が空です"),
    "neither a form nor JSON": gettext_lazy("フォームでもJSONでもありません"),
    "broken JSON": gettext_lazy("JSONが途中で切れているか、壊れています"),
    "JSON, but no object": gettext_lazy("JSONですが、名前と値の組ではありません"),
    "direction is neither in nor out": gettext_lazy("direction が in でも out でもありません"),
}
CAUSES = {
    "busy": gettext_lazy("話し中"),
    "cancel": gettext_lazy("相手が切りました"),
    "noAnswer": gettext_lazy("応答なし"),
    "voicemail": gettext_lazy("留守番電話へ"),
    "forwarded": gettext_lazy("転送"),
    "blocked": gettext_lazy("着信拒否"),
    "congestion": gettext_lazy("つながりません"),
    "untold": gettext_lazy("終わりの知らせがありませんでした"),
    "notFound": gettext_lazy("使われていない番号"),
}


def number_of(call: Call) -> str:
    """Who is at the other end, as far as the line said: 090-1234-5678, 内線 4120, 非通知."""
    if call.hidden:
        return str(HIDDEN.get(call.hidden, call.hidden))
    return number_in_words(call.number) or call.said or _("番号なし")


def number_in_words(number: str) -> str:
    if number.startswith("+"):
        return shown(number)
    return _("内線 %s") % number if number else ""


def cause_of(call: Call) -> str:
    return str(CAUSES.get(call.cause, ""))


def _why_unreadable(reason: str) -> str:
    field, missing, _rest = reason.partition(" is missing")
    if missing:
        return _("「%s」がありません") % field
    return str(UNREADABLE.get(reason, reason))


def told_in_words(event: CallEvent) -> str:
    """What was understood of an event, or why not, for an administrator."""
    if event.outcome == CallEvent.Outcome.UNREADABLE:
        return _why_unreadable(event.reason)
    if event.outcome in {CallEvent.Outcome.WAITING, CallEvent.Outcome.IGNORED} or event.call is None:
        return str(event.get_outcome_display())
    call = event.call
    parts = [str(KINDS[event.kind])] if event.kind in KINDS else []
    parts += [str(call.get_direction_display()), number_of(call)]
    if event.kind == "answer":
        parts.append(call.taken_by.full_name if call.taken_by else _("だれが取ったかは分かりません"))
    if event.kind == "hangup" and cause_of(call):
        parts.append(cause_of(call))
    if event.outcome == CallEvent.Outcome.REPEATED:
        parts.append(_("（もう知っています）"))
    return " ".join(parts)
