"""The files of the repository, as they lie there."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SUKETTO = ROOT / "suketto"
MADE_BY_MACHINES = {"var", "build", "dist", "__pycache__"}
KEPT_DOT_FOLDERS = {".ci", ".github"}


@cache
def files(*suffixes: str) -> tuple[Path, ...]:
    """Every file somebody wrote, relative to the root; with suffixes only those (".py")."""
    return tuple(path.relative_to(ROOT) for path in sorted(_walk(ROOT)) if not suffixes or path.suffix in suffixes)


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_file():
            yield path
        elif _written_by_people(path.name):
            yield from _walk(path)


def _written_by_people(folder: str) -> bool:
    hidden = folder.startswith(".") and folder not in KEPT_DOT_FOLDERS
    return not hidden and folder not in MADE_BY_MACHINES and not folder.endswith(".egg-info")


def text(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(text(path), filename=str(path))


def python() -> list[Path]:
    """Python files that people write: everything but migrations."""
    return [path for path in files(".py") if "migrations" not in path.parts]


def product() -> list[Path]:
    """Python files that run at a customer's: config and suketto without their tests."""
    return [path for path in python() if path.parts[0] in {"config", "suketto"} and "tests" not in path.parts]


def templates() -> list[Path]:
    return [path for path in files(".html", ".txt") if path.parts[0] == "suketto" and "templates" in path.parts]


def line(path: Path, position: int) -> str:
    """Where a match lies, as editors understand it: path:line."""
    return f"{path}:{text(path).count(chr(10), 0, position) + 1}"


def rooms() -> set[str]:
    return {folder.name for folder in SUKETTO.iterdir() if (folder / "__init__.py").exists()}


def channels() -> set[str]:
    """The rooms within `channels`: one folder each."""
    return {folder.name for folder in (SUKETTO / "channels").iterdir() if (folder / "__init__.py").exists()}


@cache
def project() -> dict[str, Any]:
    return tomllib.loads(text(Path("pyproject.toml")))


def floors() -> list[set[str]]:
    """The rooms line by line from the top, as import-linter is told."""
    contract = project()["tool"]["importlinter"]["contracts"][0]
    return [{name.strip(" ()") for name in floor.split("|")} for floor in contract["layers"]]
