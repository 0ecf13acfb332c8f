"""Words for the pages about one's account."""

from django import template

from suketto.people.devices import device

register = template.Library()
register.filter("device", device)
