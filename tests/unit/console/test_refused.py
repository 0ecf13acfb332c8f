"""What an operator gets wrong on the command line is said in one sentence, and nothing is left behind or touched."""

import tarfile
from pathlib import Path

import pytest

from suketto.console.caring import unpack
from suketto.console.verbs import run
from suketto.foundation.refusals import Refusal
from tests.people import a_desk

FAQ = "題名,本文\nVPN,つなぎ直す\n"
PEOPLE = "社員番号,氏名,メールアドレス\nE1,人 一,e1@minato.example\n"


def written(folder: Path, name: str, text: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def a_backup(folder: Path, *names: str) -> Path:
    """Packed as a backup is, its files long enough to be cut."""
    file = folder / "house.tar.gz"
    with tarfile.open(file, "w:gz", compresslevel=1) as archive:
        for name in names:
            archive.add(written(folder, name, bytes(range(256)) * 4000), name)
    return file


def test_what_is_no_backup_is_not_unpacked(tmp_path: Path) -> None:
    whole = a_backup(tmp_path, "suketto.sqlite3")
    cut = written(tmp_path, "cut.tar.gz", whole.read_bytes()[:-200])
    stump = written(tmp_path, "stump.tar.gz", whole.read_bytes()[:30])
    (tmp_path / "other").mkdir()
    other = a_backup(tmp_path / "other", "letters.txt")

    for file in (cut, stump, other, written(tmp_path, "a.tar.gz", "no archive"), written(tmp_path, "empty.tar.gz", "")):
        with pytest.raises(Refusal, match="backup of suketto"):
            unpack(file, tmp_path / f"out-{file.stem}")
    unpack(whole, tmp_path / "out")
    assert (tmp_path / "out" / "suketto.sqlite3").is_file()


def test_a_backup_into_a_folder_or_under_a_file_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "imp").mkdir()
    file = written(tmp_path, "file", "")

    with pytest.raises(Refusal, match="is a folder"):
        run(["backup", str(tmp_path / "imp")])
    with pytest.raises(Refusal, match="could not be written"):
        run(["backup", str(file / "suketto.tar.gz")])

    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "imp"]


@pytest.mark.django_db
@pytest.mark.parametrize("text", [None, "no json", "[]", '{"title": "題名"}', '{"columns": {"title": "件名"}}'])
@pytest.mark.parametrize("what", ["articles", "tickets"])
def test_a_mapping_that_is_missing_or_no_mapping_is_refused(tmp_path: Path, what: str, text: str | None) -> None:
    a_desk()
    file, mapping = written(tmp_path, "faq.csv", FAQ), tmp_path / "m.json"
    if text is not None:
        written(tmp_path, "m.json", text)

    with pytest.raises(Refusal):
        run(["import", what, str(file), "--mapping", str(mapping)])


@pytest.mark.django_db
def test_people_have_no_mapping_and_a_line_of_json_is_a_record(tmp_path: Path) -> None:
    people, lines = written(tmp_path, "people.csv", PEOPLE), written(tmp_path, "people.jsonl", "[1,2,3]\n")

    with pytest.raises(Refusal, match="without a mapping"):
        run(["import", "people", str(people), "--save-mapping", str(tmp_path / "m.json")])
    with pytest.raises(Refusal, match=r"people\.jsonl:1"):
        run(["import", "people", str(lines)])
    assert run(["import", "people", str(people)]) == 0
