"""The long file is what hurts: the tail is cut here."""

import ast
from pathlib import Path

from tests.architecture import tree

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40
LINES_OF_A_TEMPLATE = 100
# A sentence and an address cannot be broken in a template; whatever else is longer can.
COLUMNS_OF_A_TEMPLATE = 180

# Named exceptions with their length today. They may shrink, never grow, and leave the list when they fit.
LONG_FILES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}
LONG_TEMPLATES: dict[str, int] = {}
LONG_LINES: dict[str, int] = {
    "suketto/channels/chat/templates/chat/talk.html": 213,
    "suketto/channels/phone/templates/phone/promises.html": 189,
    "suketto/desk/templates/desk/call_think.html": 191,
    "suketto/desk/templates/desk/chats.html": 232,
    "suketto/desk/templates/desk/copies.html": 201,
    "suketto/desk/templates/desk/desk_settings.html": 231,
    "suketto/desk/templates/desk/inbox.html": 255,
    "suketto/desk/templates/desk/procedures_found.html": 272,
    "suketto/desk/templates/desk/row.html": 189,
    "suketto/desk/templates/desk/run_now.html": 269,
    "suketto/desk/templates/desk/search_facets.html": 194,
    "suketto/desk/templates/desk/step.html": 218,
    "suketto/knowledge/templates/knowledge/differences.html": 219,
    "suketto/portal/templates/portal/answers.html": 187,
    "suketto/portal/templates/portal/article.html": 334,
    "suketto/portal/templates/portal/article_rating.html": 297,
    "suketto/portal/templates/portal/ask_proposals.html": 418,
    "suketto/portal/templates/portal/chat_expected.html": 250,
    "suketto/portal/templates/portal/chat_state.html": 186,
    "suketto/portal/templates/portal/searches_gaps.html": 248,
    "suketto/portal/templates/portal/searches_row.html": 256,
    "suketto/procedures/templates/procedures/ways.html": 487,
    "suketto/sla/templates/sla/rota_forms.html": 196,
    "suketto/sla/templates/sla/rota_week.html": 247,
}


def lengths_of_files(paths: list[Path]) -> dict[str, int]:
    return {str(path): len(tree.text(path).splitlines()) for path in paths}


def lengths_of_functions() -> dict[str, int]:
    """Lines from the def to the end of the body, decorators left out."""
    return {
        f"{path}::{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in tree.python()
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def over(limit: int, lengths: dict[str, int]) -> dict[str, int]:
    return {name: length for name, length in lengths.items() if length > limit}


def test_no_python_file_is_longer_than_a_person_can_hold() -> None:
    assert over(LINES_OF_A_FILE, lengths_of_files(tree.python())) == LONG_FILES


def test_no_function_is_longer_than_a_screen() -> None:
    assert over(LINES_OF_A_FUNCTION, lengths_of_functions()) == LONG_FUNCTIONS


def test_no_template_is_longer_than_two_screens() -> None:
    assert over(LINES_OF_A_TEMPLATE, lengths_of_files(tree.templates())) == LONG_TEMPLATES


def test_no_template_hides_what_stands_far_right() -> None:
    widest = {str(path): max(map(len, tree.text(path).splitlines()), default=0) for path in tree.templates()}

    assert over(COLUMNS_OF_A_TEMPLATE, widest) == LONG_LINES


def test_no_script_or_style_sheet_is_longer_than_a_python_file_may_be() -> None:
    assert over(LINES_OF_A_FILE, lengths_of_files(list(tree.files(".css", ".js")))) == {}
