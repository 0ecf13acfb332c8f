"""Words for the pages about one's account."""

from django import template

from suketto.people.devices import device
from suketto.people.models import Person
from suketto.people.numbers import PersonNumber
from suketto.people.telephone import shown

register = template.Library()
register.filter("device", device)
register.filter("telephone", shown)


@register.inclusion_tag("people/employment.html", takes_context=True)
def employment(context: dict[str, object], person: Person) -> dict[str, object]:
    """By whom somebody is employed, which an administrator sees and mends."""
    return {"person": person, "kinds": Person.Employment.choices, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("people/numbers.html", takes_context=True)
def telephone_numbers(context: dict[str, object], person: Person) -> dict[str, object]:
    """The numbers on somebody's record, with which an administrator adds and removes them."""
    return {
        "person": person, "numbers": person.numbers.all(), "kinds": PersonNumber.Kind.choices,
        "csrf_token": context.get("csrf_token"),
    }  # fmt: skip
