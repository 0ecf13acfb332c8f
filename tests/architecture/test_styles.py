"""Colours live in one file; everything else names them."""

import re
from pathlib import Path

from PIL.ImageColor import colormap

from tests.architecture import tree

TOKENS = Path("suketto/ui/static/ui/css/tokens.css")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
VALUE = re.compile(r"(?<=:)[^:;{}]+(?=[;}])")
# The colours that CSS knows by name are those Pillow knows; Canvas, Highlight and transparent are not literals.
LITERAL = re.compile(
    rf"#[0-9a-f]{{3,8}}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(|(?<![\w-])(?:{'|'.join(colormap)})(?![\w-])",
    re.IGNORECASE,
)


def blanked(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def literals(path: Path) -> list[str]:
    sheet = COMMENT.sub(blanked, tree.text(path))
    return [
        f"{tree.line(path, value.start() + match.start())} writes {match.group()}"
        for value in VALUE.finditer(sheet)
        for match in LITERAL.finditer(value.group())
    ]


def test_colours_are_written_in_the_tokens_only() -> None:
    sheets = [path for path in tree.files(".css") if path != TOKENS]

    assert [found for sheet in sheets for found in literals(sheet)] == []


def test_the_tokens_are_where_this_test_believes_them_to_be() -> None:
    assert literals(TOKENS) != []


def test_important_is_for_utilities_only() -> None:
    shouting = [
        tree.line(path, match.start())
        for path in tree.files(".css")
        if path.stem != "utilities"
        for match in re.finditer(r"!\s*important", COMMENT.sub(blanked, tree.text(path)))
    ]

    assert shouting == []
