"""Words of the telephone for pages of other rooms."""

from django import template

from suketto.channels.phone import words
from suketto.channels.phone.access import has_telephone
from suketto.people.models import Standing

register = template.Library()
register.filter("number_of", words.number_of)
register.filter("number_in_words", words.number_in_words)
register.filter("cause_of", words.cause_of)


@register.simple_tag
def telephone_rings(standing: Standing) -> bool:
    """Whether calls come to one's desks, so that a way to them is worth its place."""
    return standing.member and has_telephone(standing)


@register.filter
def spoken(seconds: int | None) -> str:
    """4:05, or 1:02:03."""
    if seconds is None:
        return ""
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
