"""Templates: all of them compile, none carries script, style or a sentence that cannot be translated."""

import re
from pathlib import Path

import pytest
from django.template import engines

from tests.architecture import tree

INLINE = {
    "a style attribute": re.compile(r"""<[a-z][^<>]*\sstyle\s*=""", re.IGNORECASE),
    "a style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "an on… attribute": re.compile(r"""<[a-z][^<>]*\son[a-z]+\s*=""", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "htmx code in an attribute": re.compile(
        r"""\s(hx-on[\w:.-]*|hx-vals\s*=\s*["']js:|hx-trigger\s*=\s*["'][^"']*\[)"""
    ),
    "an inline script": re.compile(
        r"""<script(?![^>]*\ssrc\s*=)(?![^>]*\stype\s*=\s*["'](?:application/json|importmap)["'])""", re.IGNORECASE
    ),
}
TRANSLATED = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%\s*trans(?:late)?\s.*?%}"
    r"|<[^<>]*\slang=\"ja\"[^<>]*>[^<]*"  # says of itself that it is Japanese in every language
    r"|{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}|_\(\s*(?:\"[^\"]*\"|'[^']*')\s*\)",
    re.DOTALL,
)
JAPANESE = re.compile(r"[\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff\uff66-\uff9f]+")


def blanked(match: re.Match[str]) -> str:
    """The same number of lines, no letters: positions stay true."""
    return re.sub(r"[^\n]", " ", match.group())


@pytest.mark.parametrize("path", tree.templates(), ids=str)
def test_a_template_compiles(path: Path) -> None:
    inside = path.parts[path.parts.index("templates") + 1 :]

    engines["django"].get_template("/".join(inside))


def test_no_template_carries_script_or_style() -> None:
    found = [
        f"{tree.line(path, match.start())} has {what}"
        for path in tree.templates()
        if path.suffix == ".html"
        for what, pattern in INLINE.items()
        for match in pattern.finditer(re.sub(r"{#.*?#}|{%.*?%}", blanked, tree.text(path), flags=re.DOTALL))
    ]

    assert found == []


def test_no_sentence_stands_outside_the_catalogues() -> None:
    found = [
        f"{tree.line(path, match.start())} says {match.group()}"
        for path in tree.templates()
        for match in JAPANESE.finditer(TRANSLATED.sub(blanked, tree.text(path)))
    ]

    assert found == []


def test_no_script_speaks_japanese_by_itself() -> None:
    """Words come to scripts in data attributes, from the templates that can translate them."""
    comments = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
    found = [
        f"{tree.line(path, match.start())} says {match.group()}"
        for path in tree.files(".js")
        for match in JAPANESE.finditer(comments.sub(blanked, tree.text(path)))
    ]

    assert found == []
