"""What a closed desk says, for the pages where somebody asks."""

from typing import Any

from django import template

from suketto.foundation import clock
from suketto.people.telephone import shown
from suketto.sla.rota.days import short_day, span
from suketto.sla.rota.queries import closed_now

register = template.Library()
register.filter("as_telephone", shown)
register.filter("short_day", short_day)
register.filter("until", span)


@register.inclusion_tag("sla/closed.html", takes_context=True)
def standby_now(context: dict[str, Any]) -> dict[str, Any]:
    """Each desk that is closed now: when it opens, and whether and for what somebody may be called. Else nothing."""
    closed = closed_now(clock.now())
    return {
        "callable": [each for each in closed if each.duty], "silent": [each for each in closed if not each.duty],
        "csrf_token": context.get("csrf_token"),
    }  # fmt: skip
