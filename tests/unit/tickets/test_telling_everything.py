"""Whatever the code records has words: nobody reads 「copy_bounced」 in a history."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import suketto
from suketto.tickets.telling import in_words
from suketto.trail.models import Event

ROOMS = Path(suketto.__file__).parent
# What the sentences of some kinds name.
DATA = {
    "name": "水野", "before": "情報システム", "to": "総務", "reason": "名刺", "state": "waiting_vendor",
    "how": "answer", "into": 1, "other": 2, "stars": 5, "minutes": 5, "version": 1, "steps": 3, "text": "再起動",
    "place": "1", "result": "done", "left": 1, "way": "call_back", "confirmed": True, "end": "solved",
}  # fmt: skip


def told(tree: ast.AST) -> Iterator[str]:
    """Every kind that is written out in a call of `record` or, for tickets, of `tell`."""
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            if name == "record" and call.args:
                yield from words_of(call.args[0], function)
            elif name == "tell" and len(call.args) > 1:
                yield from (f"ticket.{what}" for what in words_of(call.args[1], function))


def words_of(said: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    """The words an expression may be: written out, one of two, or given to a name before."""
    if isinstance(said, ast.Constant):
        yield str(said.value)
    elif isinstance(said, ast.IfExp):
        yield from (word for part in (said.body, said.orelse) for word in words_of(part, function))
    elif isinstance(said, ast.Name):
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and said.id in {getattr(to, "id", "") for to in node.targets}:
                yield from words_of(node.value, function)


KINDS = sorted({kind for file in ROOMS.rglob("*.py") for kind in told(ast.parse(file.read_text()))})


def test_the_kinds_are_found() -> None:
    assert {"ticket.opened", "ticket.watched", "ticket.unwatched", "ticket.reopened", "ticket.written", "letter.joined",
            "service.opened", "desk.changed"} <= set(KINDS)  # fmt: skip
    assert len(KINDS) > 50


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_words(kind: str) -> None:
    event = Event(kind=kind, about_kind=kind.partition(".")[0], about_id=1, data=DATA)

    with translation.override("ja"):
        words = in_words(event)

    assert kind.partition(".")[2] not in words
    assert any(not letter.isascii() for letter in words)
