"""What templates remember comes out as Django would say it anew: in each language, for each argument."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch
from django.utils import translation
from django.utils.safestring import mark_safe

from suketto.ui.templatetags.remembered import Address, Sentence


def kinds(source: str) -> list[type]:
    return [type(node) for node in Template(source).nodelist]


def said(template: Template, **facts: object) -> str:
    return template.render(Context(facts))


def test_a_constant_sentence_follows_the_language() -> None:
    template = Template("{% translate '受付箱' %}")

    for _again in range(2):
        assert said(template) == "受付箱"
        with translation.override("en"):
            assert said(template) == "Inbox"


def test_an_address_follows_its_arguments() -> None:
    template = Template("{% url 'ticket' number %}")

    assert [said(template, number=number) for number in (1, 2, 1)] == [
        "/desk/tickets/1/", "/desk/tickets/2/", "/desk/tickets/1/",
    ]  # fmt: skip
    assert said(template, number=mark_safe("7")) == "/desk/tickets/7/"


@pytest.mark.parametrize("argument", ["<b>", None, "", "x"])
def test_an_address_that_is_none_is_refused_each_time(argument: object) -> None:
    template = Template("{% url 'ticket' number %}")

    for _again in range(2):
        with pytest.raises(NoReverseMatch):
            said(template, number=argument)


def test_what_may_come_out_differently_is_left_to_django() -> None:
    constant = "{% translate '受付箱' %}{% url 'inbox' %}"
    other = "{% translate name %}{% translate '受付箱' as x %}{% url name %}{% url 'inbox' as x %}"

    assert kinds(constant) == [Sentence, Address]
    assert {Sentence, Address}.isdisjoint(kinds(other))


def test_plain_text_stays_plain() -> None:
    template = Template("{% autoescape off %}{% translate 'A & B' %}{% endautoescape %}")

    assert said(template) == "A & B"
