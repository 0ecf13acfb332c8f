"""Rooms: their list, their order, and what they keep to themselves."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import Field

from tests.architecture import tree

# From the top floor to the ground: moving a line is a recorded decision.
ROOMS_BY_FLOOR = [
    {"console"},
    {"demo"},
    {"desk", "portal", "api"},
    {"insights"},
    {"handling"},
    {"notices"},
    {"channels"},
    {"rollouts", "transitions"},
    {"problems", "changes"},
    {"incidents"},
    {"escalations"},
    {"tickets"},
    {"procedures"},
    {"knowledge", "assets", "sla"},
    {"catalog"},
    {"vendors"},
    {"approvals"},
    {"search"},
    {"people"},
    {"trail"},
    {"jobs"},
    {"ui"},
    {"foundation"},
]
PRIVATE = {"views", "forms", "jobs", "listeners", "urls"}


def test_the_import_contract_names_exactly_the_rooms_that_exist() -> None:
    contract = tree.project()["tool"]["importlinter"]["contracts"][0]

    assert set().union(*tree.floors()) == tree.rooms()
    assert not [floor for floor in contract["layers"] if "(" in floor], "a room in brackets may be missing unseen"
    assert contract["exhaustive"] is True


def test_the_import_contract_keeps_the_order_of_the_house() -> None:
    built = [floor & tree.rooms() for floor in ROOMS_BY_FLOOR]

    assert tree.floors() == [floor for floor in built if floor]


def test_the_settings_switch_on_every_room() -> None:
    assert {room.split(".")[0] for room in settings.ROOMS} == tree.rooms()


def test_the_settings_switch_on_every_channel() -> None:
    switched_on = {room.removeprefix("channels.") for room in settings.ROOMS if room.startswith("channels.")}

    assert switched_on == tree.channels()


def test_a_room_is_called_by_the_name_of_its_folder() -> None:
    labels = {config.name.removeprefix("suketto."): config.label for config in apps.get_app_configs()}

    assert {room: labels[room] for room in settings.ROOMS} == {room: room.split(".")[-1] for room in settings.ROOMS}


def test_rooms_import_only_downward() -> None:
    finished = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--cache-dir", "var/cache/import-linter"],
        cwd=tree.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert finished.returncode == 0, finished.stdout + finished.stderr


def imports(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Line and dotted parts of every name a file imports: `from a.b import c` is a, b, c."""
    for node in ast.walk(tree.parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from ((node.lineno, [*node.module.split("."), alias.name]) for alias in node.names)


def test_nobody_reaches_into_the_private_parts_of_another_room() -> None:
    reached = [
        f"{path}:{line} imports {'.'.join(parts)}"
        for path in tree.files(".py")
        if path.parts[0] == "suketto" and len(path.parts) > 2
        for line, parts in imports(path)
        if parts[0] == "suketto" and len(parts) > 2 and parts[1] != path.parts[1]
        if parts[2] in PRIVATE or (parts[1] == "channels" and parts[3:4] and parts[3] in PRIVATE)
    ]

    assert reached == []


def test_foreign_keys_point_only_downward() -> None:
    height = {room: -number for number, floor in enumerate(ROOMS_BY_FLOOR) for room in floor}
    height |= dict.fromkeys(tree.channels(), height["channels"])
    upward = [
        f"{field} points to {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in height
        for field in model._meta.get_fields()
        if isinstance(field, Field) and field.related_model and field.related_model._meta.app_label in height
        if model._meta.app_label != field.related_model._meta.app_label
        if height[field.related_model._meta.app_label] >= height[model._meta.app_label]
    ]

    assert upward == []
