"""There is one clock, and it hangs in foundation."""

import ast
from pathlib import Path

from tests.architecture import tree

CLOCK = Path("suketto/foundation/clock.py")
OTHER_CLOCKS = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("time", "time"),
}
OTHER_CLOCKS_IMPORTED = {("django.utils.timezone", "now"), ("django.utils.timezone", "localdate"), ("time", "time")}


def looks_at_another_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return any((node.module, alias.name) in OTHER_CLOCKS_IMPORTED for alias in node.names)
    if not isinstance(node, ast.Attribute):
        return False
    owner = node.value
    name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
    return (name, node.attr) in OTHER_CLOCKS


def test_everybody_asks_the_one_clock() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path in tree.product()
        if path != CLOCK
        for node in ast.walk(tree.parsed(path))
        if looks_at_another_clock(node) and isinstance(node, ast.ImportFrom | ast.Attribute)
    ]

    assert found == []


def test_the_clock_is_where_this_test_believes_it_to_be() -> None:
    assert any(looks_at_another_clock(node) for node in ast.walk(tree.parsed(CLOCK)))
