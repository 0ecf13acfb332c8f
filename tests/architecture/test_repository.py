"""What the repository says about itself is true, and it says nothing about the machine it was written on."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture import tree

# Somebody's folders, and addresses of package indexes; the brackets keep the pattern from finding itself.
MACHINE = re.compile(
    r"(?<![\w.])/(?:home|Users|root|tmp|mnt|work)/[\w.-]"
    r'|"[r]esolved": "http|https?://[^ "]*/simple/?(?:[ "]|$)|--(?:extra-)?index-url|--[f]ind-links',
    re.MULTILINE,
)
PICTURES = {".png", ".jpg", ".webp", ".ico", ".gif", ".woff2", ".xlsx", ".pdf", ".mo", ".gz", ".br", ".eml"}
NAMED_IN_BACKTICKS = re.compile(r"`([\w./-]+)`")


def test_no_file_names_the_machine_or_an_index_of_packages() -> None:
    found = [
        f"{tree.line(path, match.start())}: {match.group().strip()}"
        for path in tree.files()
        if path.suffix not in PICTURES
        for match in MACHINE.finditer(tree.text(path))
    ]

    assert found == []


@pytest.mark.parametrize(
    "guide", ["ARCHITECTURE.md", "CONTRIBUTING.md", "STYLE.md", "README.md", "docs/add-a-feature.md"]
)
def test_the_files_a_guide_names_exist(guide: str) -> None:
    """A name in backticks with a slash is a path from the root or from suketto/; var/ is made by running."""
    named = {name for name in NAMED_IN_BACKTICKS.findall(tree.text(Path(guide))) if "/" in name.strip("/")}
    paths = {name for name in named if not name.startswith(("/", "var/", "application/"))}

    assert [
        name for name in sorted(paths) if not any((base / name).exists() for base in (tree.ROOT, tree.SUKETTO))
    ] == []


def test_every_dependency_gives_its_reason() -> None:
    lines = tree.text(Path("pyproject.toml")).splitlines()
    requirements = [line for line in lines if re.match(r'    "[A-Za-z][\w.\[\]-]*[~=><]=', line)]

    assert len(requirements) > 20
    assert [line for line in requirements if not re.search(r", +# \w", line)] == []


@pytest.mark.parametrize(
    ("lock", "extras"),
    [("base", ["build"]), ("embedding", ["build", "embedding"]), ("test", ["build", "embedding", "test"])],
)
def test_the_lock_holds_every_dependency_with_its_hash(lock: str, extras: list[str]) -> None:
    project = tree.project()["project"]
    wanted = [*project["dependencies"], *(name for extra in extras for name in project["optional-dependencies"][extra])]
    names = {re.split(r"[\[~=><]", requirement)[0].lower() for requirement in wanted}
    locked = tree.text(Path(f"requirements/{lock}.txt"))
    entries = re.findall(r"^([\w.-]+)==\S+(.*?)(?=^\S|\Z)", locked, re.MULTILINE | re.DOTALL)

    assert names - {name for name, _ in entries} == set()
    assert [name for name, hashes in entries if "--hash=sha256:" not in hashes] == []


def test_every_sentence_has_its_english() -> None:
    finished = subprocess.run(
        [tree.ROOT / "bin/messages", "--check"], cwd=tree.ROOT, capture_output=True, text=True, check=False
    )

    assert finished.returncode == 0, finished.stdout + finished.stderr
