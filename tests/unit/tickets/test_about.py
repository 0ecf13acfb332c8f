"""What an event was about, as people say it."""

import pytest
from django.apps import apps
from django.utils import translation

from suketto.tickets.about import ABOUT, about_in_words
from suketto.trail.models import Event


@pytest.mark.parametrize(
    ("kind", "words", "in_english"),
    [
        ("ticket", "HD-00042", "HD-00042"),
        ("person", "社員 42", "Staff 42"),
        ("something_new", "something_new-42", "something_new-42"),
    ],
)
def test_an_event_is_about_something_with_a_name(kind: str, words: str, in_english: str) -> None:
    event = Event(about_kind=kind, about_id=42)

    assert about_in_words(event) == words
    with translation.override("en"):
        assert about_in_words(event) == in_english


def test_every_name_is_one_that_the_trail_writes() -> None:
    assert ABOUT.keys() <= {model._meta.model_name for model in apps.get_models()}
