"""Handling notes touch nothing else: who may import them, who points at a person, and where certain words may stand."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field

from suketto.people.models import Person
from tests.architecture import tree
from tests.architecture.test_rooms import imports

# Only these files outside the room may know that there are notes: what shows them, what asks for the one look before an
# answer, the person's own page, and what deletes them after a backup was put back.
MAY_KNOW = {
    "suketto/desk/guiding.py": {"grants_a_visit"},
    "suketto/desk/views/guiding.py": {"confirm"},
    "suketto/desk/views/turning.py": {"confirm"},
    "suketto/desk/views/writing.py": {"confirm"},
    "suketto/portal/views/record.py": None,
    "suketto/console/caring.py": {"let_go"},
    "suketto/demo/handling.py": {"actions"},
}
SHOWN_BY = {
    "suketto/desk/templates/desk/handling_beside.html",
    "suketto/desk/templates/desk/reply_form.html",
    "suketto/desk/templates/desk/other_way_form.html",
    "suketto/desk/templates/desk/run_link.html",
}
# Whatever sends words of the desk to somebody either asks for the one look, or is named here with its reason.
ASKS_FOR_THE_LOOK = {
    "suketto/desk/views/writing.py", "suketto/desk/views/turning.py", "suketto/desk/views/guiding.py",
}  # fmt: skip
NEEDS_NONE = {
    "suketto/channels/chat/actions.py": "somebody waits for each line, and the protocol stands beside",
    "suketto/channels/email/understanding.py": "it was sent from a mail program and has arrived",
    "suketto/api/v1/working.py": "asking a program would tell it that there is a note",
    "suketto/desk/calling.py": "it was said on the telephone, with the protocol beside",
    "suketto/desk/quick.py": "it was said in the corridor",
}
SENDS = re.compile(r"\b(?:actions|tickets)\.(?:reply|resolve|send_link|go_another_way)\(")
# Every relation to a person, by what it says: facts people need to work, what somebody holds, asked for or did.
# A mark, a tag or a field of one's own on a person would be a new line here, and there is none to be added.
ABOUT_PEOPLE = {
    "handling.Accommodation.person", "handling.HandlingNote.person", "handling.PrivacyRequest.person",
    "people.PersonAddress.person", "people.PersonNumber.person", "people.Role.person", "people.AtWork.person",
    "people.Break.person", "phone.LineUser.person", "phone.Call.person", "email.Copy.person", "email.Letter.person",
    "tickets.Ticket.requester", "tickets.IdentityCheck.person", "tickets.Watch.person", "tickets.Presence.person",
    "tickets.SavedView.person", "tickets.Note.mentioned", "notices.Notification.person", "assets.Device.person",
    "api.Token.person", "api.Answer.principal", "chat.ChatSession.person", "knowledge.Rating.person",
    "portal.Lookup.person", "portal.SelfService.person", "sla.StandbyTurn.person", "sla.StandbyAgreement.person",
}  # fmt: skip
FACTS_OF_A_PERSON = {
    "id", "password", "last_login", "employee_number", "family_name", "given_name", "family_kana", "given_kana",
    "email", "department", "site", "extension", "title", "working_place", "employment", "language", "is_active",
    "joined_at", "left_at", "searchable",
}  # fmt: skip
MARKS = re.compile(r"(?i)tag|label|flag|mark|rank|score|custom|grade|trust|risk|difficult|black|list_of|note")
STAMP = re.compile(r"ブラックリスト|要注意人物|クレーマー|black.?list", re.IGNORECASE)


def handling_imports() -> dict[str, set[str]]:
    """By file outside the room: the names it takes from the room."""
    found: dict[str, set[str]] = {}
    for path in tree.product():
        if path.parts[:2] == ("suketto", "handling"):
            continue
        for _line, parts in imports(path):
            if parts[:2] == ["suketto", "handling"]:
                found.setdefault(path.as_posix(), set()).add(parts[-1])
    return found


def test_what_decides_about_work_cannot_import_notes() -> None:
    found = handling_imports()

    assert set(found) <= set(MAY_KNOW), "order, targets, routing, visits and letters must know nothing of notes"
    assert {
        path: names for path, names in found.items() if (may := MAY_KNOW[path]) is not None and not names <= may
    } == {}


def test_the_room_stands_above_all_that_decides() -> None:
    floors = tree.floors()
    ours = next(number for number, floor in enumerate(floors) if "handling" in floor)
    below = set().union(*floors[ours + 1 :])

    assert {"tickets", "sla", "catalog", "search", "notices", "channels", "people", "procedures", "trail"} <= below


def test_nobody_below_names_its_tables() -> None:
    named = re.compile(r"handling_|handlingnote|accommodations\b|HandlingNote|suketto\.handling\b")
    found = [
        tree.line(path, match.start())
        for path in tree.product()
        if path.parts[0] == "suketto" and path.parts[1] != "handling" and path.as_posix() not in MAY_KNOW
        for match in named.finditer(tree.text(path))
    ]

    assert found == []


def test_notes_are_shown_where_they_were_decided_to_be() -> None:
    found = {
        path.as_posix()
        for path in tree.templates()
        if re.search(r"{% load [^%]*\bhandling\b", tree.text(path)) and path.parts[1] != "handling"
    }

    assert found == SHOWN_BY


def relations() -> set[str]:
    """Every column and table by which something belongs to a person; not what somebody did or decided."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=False)
        if model.__module__.startswith("suketto.")
        for field in model._meta.get_fields()
        if isinstance(field, Field) and field.related_model is Person
    }


DID = re.compile(r"\.(?:\w+_)?(?:by|author|actor|owner|reviewer|assignee|key_person|opened_by|member)$")


def test_nothing_is_kept_on_a_person_but_what_is_known_here() -> None:
    about = {name for name in relations() if not DID.search(name)}

    assert about == ABOUT_PEOPLE, "a relation to a person is new: is it a mark on people?"


def test_a_person_has_no_mark_and_no_field_of_ones_own() -> None:
    fields = {field.name for field in Person._meta.get_fields() if isinstance(field, Field)}

    assert {name for name in fields - FACTS_OF_A_PERSON if not name.endswith("_key")} == set()


@pytest.mark.parametrize("name", sorted(relations()))
def test_no_relation_to_a_person_is_called_like_a_mark(name: str) -> None:
    model, field = name.rsplit(".", 1)
    allowed = {"handling.HandlingNote", "tickets.Note"}

    assert model in allowed or not MARKS.search(f"{model.split('.')[1]}.{field}"), name


def test_the_stamps_stand_in_the_list_of_refused_words_and_nowhere_else() -> None:
    """S42: searched over the product, screens and tables, the words are found only where they are refused."""
    found = {
        path.as_posix()
        for path in tree.files()
        if path.parts[0] in {"suketto", "config"} and path.suffix in {".py", ".html", ".txt", ".js", ".css", ".po"}
        if STAMP.search(tree.text(path))
    }

    assert found == {Path("suketto/handling/content/refused.txt").as_posix()}


def test_the_schema_has_no_such_word() -> None:
    names = [
        name
        for model in apps.get_models(include_auto_created=True)
        for name in (model._meta.db_table, *(field.name for field in model._meta.get_fields()))
    ]

    assert [name for name in names if STAMP.search(name)] == []


def test_whatever_answers_asks_for_the_look_or_says_why_not() -> None:
    sending = {
        path.as_posix()
        for path in tree.product()
        if path.parts[0] == "suketto" and path.parts[1] not in {"tickets", "demo"}
        if SENDS.search(tree.text(path))
    }

    assert sending == ASKS_FOR_THE_LOOK | set(NEEDS_NONE)
    assert all("confirm(" in tree.text(Path(path)) for path in ASKS_FOR_THE_LOOK)
