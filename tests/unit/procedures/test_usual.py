"""What a new house begins with, in the language it was set up in."""

import re
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import translation

from suketto.jobs.worker import run_waiting
from suketto.procedures.actions import bring_usual_templates
from suketto.procedures.filling import fill, places_left, to_marks
from suketto.procedures.models import ReplyTemplate
from suketto.procedures.usual import CHAT, USUAL, usual_procedures
from suketto.procedures.usual_english import CHAT_ENGLISH, USUAL_ENGLISH

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


@pytest.mark.parametrize(("language", "usual"), [("ja", [*USUAL, *CHAT]), ("en", [*USUAL_ENGLISH, *CHAT_ENGLISH])])
def test_the_templates_speak_as_the_first_administrator_does(language: str, usual: list[tuple[str, str, str]]) -> None:
    assert set_up_in(language) == [title for _category, title, _body in usual]


def test_the_english_ones_are_the_same_ones_without_a_word_of_japanese() -> None:
    for (category, _title, body), (same, title, english) in zip(
        [*USUAL, *CHAT], [*USUAL_ENGLISH, *CHAT_ENGLISH], strict=True
    ):
        assert (same, sorted(places_left(english))) == (category, sorted(places_left(body)))
        assert not JAPANESE.search(title + english)


def test_a_house_with_templates_of_its_own_gets_no_others() -> None:
    bring_usual_templates("en")

    assert bring_usual_templates("ja") == 0


@pytest.mark.parametrize(("letters", "lines"), [("ja", CHAT), ("en", CHAT_ENGLISH), ("", [])])
def test_a_house_that_has_its_letters_gets_the_lines_for_chats_with_the_upgrade(
    letters: str, lines: list[tuple[str, str, str]]
) -> None:
    if letters:
        bring_usual_templates(letters)
    ReplyTemplate.objects.filter(category="chat").delete()

    for _twice in range(2):
        import_module("suketto.procedures.migrations.0004_chat_lines").bring(apps, None)

    brought = ReplyTemplate.objects.filter(category="chat")
    assert list(brought.values_list("title", flat=True)) == [title for _category, title, _body in lines]


# What only whoever reads aloud would say: to the colleague who opened the link it is about somebody else.
OF_SOMEBODY_ELSE = re.compile("もらい|もらって|ご本人|を聞き(?:ます|、)|書きとめて")


@pytest.mark.parametrize("usual", usual_procedures(), ids=lambda each: each["name"])
def test_what_a_colleague_reads_by_the_link_is_said_to_them(usual: dict[str, Any]) -> None:
    theirs = [step for step in usual["steps"] if step.get("manner") not in {"desk", "privileged"}]

    assert theirs
    said = [f"{step['text']} {step['expect']}" for step in theirs]
    assert [words for words in said if OF_SOMEBODY_ELSE.search(words)] == []


def test_open_places_stand_in_the_words_of_the_writer_and_are_recognised_in_both() -> None:
    with translation.override("en"):
        english = to_marks("Dear {requester_name}, by {next_contact}")

    assert english == "Dear [name], by [next contact]"
    assert places_left(english + to_marks("{instead}")) == ["requester_name", "next_contact", "instead"]
    assert fill(english, {"requester_name": "Eva"}) == "Dear Eva, by {next_contact}"
