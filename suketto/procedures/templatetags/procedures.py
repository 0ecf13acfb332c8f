"""Words for the two ways on from a step."""

from django import template
from django.utils.translation import gettext as _

from suketto.procedures.models import Instruction

register = template.Library()


@register.filter
def yes_word(manner: str) -> str:
    """「はい」 to a question, 「できた」 for an act."""
    return _("はい") if manner == Instruction.Manner.ASK else _("できた")


@register.filter
def no_word(manner: str) -> str:
    return _("いいえ") if manner == Instruction.Manner.ASK else _("できない")
