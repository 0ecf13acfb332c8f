"""A ticket's state in plain words, for whoever asked."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from suketto.foundation import clock
from suketto.tickets.models import Ticket

register = template.Library()


@register.filter
def plainly(ticket: Ticket) -> str:
    """Where the matter stands, as one would say it on the phone."""
    if ticket.state == Ticket.State.MERGED:
        return _("別の案件にまとめて対応しています")
    if not ticket.open:
        return _("解決")
    if ticket.state == Ticket.State.WAITING_REQUESTER:
        return _("あなたの返事を待っています")
    if ticket.state == Ticket.State.WAITING_VENDOR:
        return _("社外の窓口の返事を待っています")
    if ticket.assignee is not None:
        return _("担当：%(name)sが対応中") % {"name": ticket.assignee.family_name}
    return _("受付済み・順番に見ています")


@register.filter
def colour(ticket: Ticket) -> str:
    """The tag's colour beside those words."""
    if not ticket.open:
        return "tag--green"
    if ticket.state == Ticket.State.WAITING_REQUESTER:
        return "tag--amber"
    return "tag--violet" if ticket.turn == Ticket.Turn.THEIRS else "tag--blue"


@register.filter
def expected(ticket: Ticket) -> str:
    """By when the next word is promised, or honestly that the promise was missed; empty while nobody owes one."""
    if not ticket.open or ticket.due_at is None:
        return ""
    if ticket.due_at < clock.now():
        return _("お約束の %s を過ぎています。お待たせして申し訳ありません。") % spoken(ticket.due_at)
    return _("%s ごろまでに返信します（受付時間で数えて）") % spoken(ticket.due_at)


@register.filter
def spoken(value: datetime | None) -> str:
    """11月24日 10:30, or 今日 16:00."""
    if value is None:
        return ""
    local, today = timezone.localtime(value), clock.today()
    if local.date() == today:
        return _("今日 %s") % f"{local:%H:%M}"
    if _("言語") != "言語":
        return date_format(local, "D j M H:i")
    return _("%(month)s月%(day)s日 %(time)s") % {"month": local.month, "day": local.day, "time": f"{local:%H:%M}"}


@register.filter
def weekday(number: int) -> str:
    """0 is Monday."""
    return [_("月"), _("火"), _("水"), _("木"), _("金"), _("土"), _("日")][number]


@register.filter
def working_time(minutes: int) -> str:
    """Minutes of the desk's own hours as people say them."""
    if minutes < 60:
        return _("%d分以内") % minutes
    hours = f"{minutes / 60:g}"
    return _("受付時間で%s時間以内") % hours


@register.filter
def priority_meaning(priority: int) -> str:
    return {
        1: _("多くの人の仕事が止まっている"),
        2: _("仕事が止まっている、または期限が近い"),
        3: _("不便だが仕事は進められる"),
        4: _("急がない相談・使い方"),
    }[priority]
