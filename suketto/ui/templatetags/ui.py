"""Words and marks that all templates share."""

from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any
from uuid import uuid4

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from suketto.foundation import clock
from suketto.ui.markdown import to_html

register = template.Library()

A_MINUTE = timedelta(minutes=1)
A_WHILE = timedelta(days=30)  # older than this a date says more than a number of days
WEEKDAYS_JA = "月火水木金土日"


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A sign from the sprite; with a label it speaks, without one it is ornament beside words."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>', label, _sprite(), name
        )
    return _ornament(name)


@lru_cache(256)  # a page has forty of them
def _ornament(name: str) -> SafeString:
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', _sprite(), name)


@cache
def _sprite() -> str:
    return static("ui/icons.svg")


@register.simple_tag
def new_key() -> str:
    """A key for a form that has none of its own: sent twice it is one."""
    return str(uuid4())


@register.filter
def moment(value: datetime | None) -> str:
    """11/21(土) 14:30, with the year when it is not this one."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    year = "" if local.year == clock.today().year else f"{local.year}/"
    if _("言語") == "言語":
        return f"{year}{local.month}/{local.day}({WEEKDAYS_JA[local.weekday()]}) {local:%H:%M}"
    return date_format(local, "D j M H:i") if not year else date_format(local, "D j M Y H:i")


@register.filter
def day(value: Any) -> str:
    return "" if value is None else f"{value.year}/{value.month}/{value.day}"


@register.simple_tag
def ago(value: datetime | None, mode: str = "ago") -> SafeString:
    """A moment that counts along in the browser: how long ago, or (`until`) how long still."""
    if value is None:
        return SafeString("")
    if mode == "ago" and clock.now() - value > A_WHILE:
        return format_html(
            '<time datetime="{}" title="{}">{}</time>', value.isoformat(), moment(value), day(timezone.localtime(value))
        )
    return format_html(
        '<su-time datetime="{}" mode="{}" title="{}">{}</su-time>',
        value.isoformat(), mode, moment(value), span(value) if mode == "ago" else remaining(value),
    )  # fmt: skip


def span(value: datetime) -> str:
    """たった今, 3分前, 2時間前, 5日前."""
    if clock.now() - value < A_MINUTE:
        return _("たった今")
    return _("%s前") % _length(int((clock.now() - value).total_seconds() // 60))


def remaining(value: datetime) -> str:
    """あと12分, or 3時間超過."""
    minutes = int((value - clock.now()).total_seconds() // 60)
    return _("%s超過") % _length(-minutes) if minutes < 0 else _("あと%s") % _left(minutes)


def _left(minutes: int) -> str:
    """What is near is told to the minute."""
    if not 60 < minutes < 180 or minutes % 60 == 0:  # one hour to three
        return _length(minutes)
    return _("{0}時間{1}分").format(*divmod(minutes, 60))


def _length(minutes: int) -> str:
    minutes = max(0, minutes)
    if minutes < 60:
        return _("%d分") % minutes
    if minutes < 60 * 24:
        return _("%d時間") % (minutes // 60)
    return _("%d日") % (minutes // 60 // 24)


@register.filter
def lasting(minutes: int) -> str:
    """A stretch of time to the minute: 45分, 28時間, 28時間20分."""
    if minutes < 60 or minutes % 60 == 0:
        return _("%d分") % minutes if minutes < 60 else _("%d時間") % (minutes // 60)
    return _("{0}時間{1}分").format(*divmod(minutes, 60))


@register.filter
def markdown(text: str) -> SafeString:
    """Articles and announcements: Markdown to safe HTML."""
    return mark_safe(to_html(text))  # noqa: S308  (cleaned by nh3 there)


@register.filter
def plain(text: str) -> SafeString:
    """Messages: exactly what was typed, line breaks kept, addresses as links."""
    return mark_safe(urlize(conditional_escape(text), nofollow=True, autoescape=False))  # noqa: S308


@register.filter
def filesize(size: int) -> str:
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{size // 1024} kB"


@register.filter
def get(mapping: Any, key: Any) -> Any:
    return mapping.get(key) if hasattr(mapping, "get") else None


@register.filter
def initial(name: str) -> str:
    return name[:1]


@register.filter
def split(text: str) -> list[str]:
    return text.split()


@register.filter
def local_input(value: datetime | None) -> str:
    """The form that a datetime-local box understands."""
    return "" if value is None else f"{timezone.localtime(value):%Y-%m-%dT%H:%M}"
