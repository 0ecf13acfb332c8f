"""Files in forms and in lists: which one is empty, and how large each is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import ValidationError

from suketto.ui.fields import ManyFiles
from suketto.ui.templatetags.ui import filesize


def a_file(name: str, content: bytes = b"x") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_files_that_are_empty_are_named_and_the_others_are_not() -> None:
    with pytest.raises(ValidationError) as refused:
        ManyFiles(required=False).clean([a_file("画面.png"), a_file("記録.txt", b""), a_file("a.log", b"")])

    assert refused.value.messages == ["「記録.txt」「a.log」は中身が空のファイルです。外すか、選び直してください。"]


def test_files_with_something_in_them_are_taken_and_none_is_none() -> None:
    files = [a_file("画面.png"), a_file("記録.txt")]

    assert (ManyFiles(required=False).clean(files), ManyFiles(required=False).clean(None)) == (files, [])


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (1, "1 B"), (1023, "1023 B"), (1024, "1 kB"), (2047, "1 kB"), (1024 * 1024, "1.0 MB")],
)
def test_small_files_are_told_in_bytes(size: int, words: str) -> None:
    assert filesize(size) == words
