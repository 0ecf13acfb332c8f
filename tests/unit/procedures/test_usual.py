"""What a new house begins with, in the language it was set up in."""

import re

import pytest
from django.test import Client
from django.utils import translation

from suketto.jobs.worker import run_waiting
from suketto.procedures.actions import bring_usual_templates
from suketto.procedures.filling import fill, places_left, to_marks
from suketto.procedures.models import ReplyTemplate
from suketto.procedures.usual import USUAL
from suketto.procedures.usual_english import USUAL_ENGLISH

pytestmark = pytest.mark.django_db
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
FORM = {
    "family_name": "Novak", "given_name": "Eva", "employee_number": "1", "email": "eva@example.com", "desk": "IT",
    "password": "mado-guchi-2026-asa", "again": "mado-guchi-2026-asa",
}  # fmt: skip


def set_up_in(language: str) -> list[str]:
    """The titles that a house has once its first page was sent and its worker has had a look."""
    browser = Client()
    browser.cookies["language"] = language
    answer = browser.post("/setup/", FORM)
    assert answer.status_code == 302, answer.content.decode()
    run_waiting()
    return list(ReplyTemplate.objects.values_list("title", flat=True))


@pytest.mark.parametrize(("language", "usual"), [("ja", USUAL), ("en", USUAL_ENGLISH)])
def test_the_templates_speak_as_the_first_administrator_does(language: str, usual: list[tuple[str, str, str]]) -> None:
    assert set_up_in(language) == [title for _category, title, _body in usual]


def test_the_english_ones_are_the_same_ones_without_a_word_of_japanese() -> None:
    for (category, _title, body), (same, title, english) in zip(USUAL, USUAL_ENGLISH, strict=True):
        assert (same, sorted(places_left(english))) == (category, sorted(places_left(body)))
        assert not JAPANESE.search(title + english)


def test_a_house_with_templates_of_its_own_gets_no_others() -> None:
    bring_usual_templates("en")

    assert bring_usual_templates("ja") == 0


def test_open_places_stand_in_the_words_of_the_writer_and_are_recognised_in_both() -> None:
    with translation.override("en"):
        english = to_marks("Dear {requester_name}, by {next_contact}")

    assert english == "Dear [name], by [next contact]"
    assert places_left(english + to_marks("{instead}")) == ["requester_name", "next_contact", "instead"]
    assert fill(english, {"requester_name": "Eva"}) == "Dear Eva, by {next_contact}"
