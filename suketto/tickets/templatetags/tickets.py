"""Events of a ticket in words, for templates."""

from django import template

from suketto.tickets.about import about_in_words
from suketto.tickets.telling import in_words

register = template.Library()
register.filter("in_words", in_words)
register.filter("about_in_words", about_in_words)
