"""The long file is what hurts: the tail is cut here."""

import ast
from pathlib import Path

from tests.architecture import tree

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40
LINES_OF_A_TEMPLATE = 100

# Named exceptions with their length today. They may shrink, never grow, and leave the list when they fit.
LONG_FILES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}
LONG_TEMPLATES: dict[str, int] = {}


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


def test_no_script_or_style_sheet_is_longer_than_a_python_file_may_be() -> None:
    assert over(LINES_OF_A_FILE, lengths_of_files(list(tree.files(".css", ".js")))) == {}
