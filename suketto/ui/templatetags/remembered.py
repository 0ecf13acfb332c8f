"""`translate` and `url` as Django has them, but what can only come out the same again is not worked out again.

A ticket page translates two hundred constant sentences and reverses seventy addresses: a sixth of what it costs.
"""

from functools import lru_cache
from typing import Any

from django import template
from django.template.base import Node, Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as url_of_django
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape
from django.utils.translation import get_language

register = template.Library()
ADDRESSES = 10_000  # remembered at most, of some 100 bytes each


class Sentence(Node):
    """A constant sentence: the same for everybody who reads in one language."""

    child_nodelists = ()

    def __init__(self, node: TranslateNode) -> None:
        self.node = node
        self.said: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Context) -> str:
        how = (get_language(), context.autoescape)
        if how not in self.said:
            self.said[how] = self.node.render(context)
        return self.said[how]


@register.tag
def translate(parser: Parser, token: Token) -> Node:
    node = do_translate(parser, token)
    expression = node.filter_expression
    constant = getattr(expression.var, "literal", None) is not None and not expression.filters
    return Sentence(node) if constant and node.asvar is None and node.message_context is None else node


class Address(Node):
    """An address named by a constant, with plain arguments."""

    child_nodelists: tuple[str, ...] = ()

    def __init__(self, node: URLNode, name: str) -> None:
        self.node = node
        self.name = name

    def render(self, context: Context) -> Any:
        arguments = tuple(each.resolve(context) for each in self.node.args)
        if not context.autoescape or not all(type(each) in {int, str} for each in arguments):
            return self.node.render(context)
        return _address(self.name, arguments, get_script_prefix(), get_urlconf())


@lru_cache(ADDRESSES)
def _address(name: str, arguments: tuple[int | str, ...], _prefix: str, _pages: object) -> str:
    return conditional_escape(reverse(name, args=arguments))


@register.tag
def url(parser: Parser, token: Token) -> Node:
    node = url_of_django(parser, token)
    name = node.view_name.var
    plain = isinstance(name, str) and not node.view_name.filters and not node.kwargs and node.asvar is None
    return Address(node, name) if plain else node
