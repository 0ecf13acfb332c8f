"""Words of mail for pages of other rooms."""

from django import template

from suketto.channels.email.access import has_mail
from suketto.people.models import Standing

register = template.Library()


@register.simple_tag
def mail_comes(standing: Standing) -> bool:
    """Whether mail comes to one's desks, so that a way to it is worth its place."""
    return has_mail(standing)
