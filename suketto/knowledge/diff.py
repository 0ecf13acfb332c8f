"""What changed between two texts, character by character: Japanese has no spaces to cut at.

Pure. Lines are compared first so that long articles stay quick, then the changed lines by character.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

COMPARED_MAX_CHARACTERS = 4000
ISLAND = 2  # equal characters between two changes that are too few to be worth reading alone


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind` is same, gone or new."""

    kind: str
    text: str


def compare(before: str, after: str) -> list[Piece]:
    """The pieces in reading order; all but "new" give `before` again, all but "gone" give `after`."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[i1:i2]), "".join(new[j1:j2])
        pieces += [Piece("same", gone)] if tag == "equal" else _by_character(gone, come)
    return _joined(pieces)


def _by_character(gone: str, come: str) -> Iterator[Piece] | list[Piece]:
    if len(gone) + len(come) > COMPARED_MAX_CHARACTERS:
        return [Piece("gone", gone), Piece("new", come)]
    found: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, gone, come, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", gone[i1:i2]))
        else:
            found += [Piece("gone", gone[i1:i2]), Piece("new", come[j1:j2])]
    return _without_islands([piece for piece in found if piece.text])


def _without_islands(pieces: list[Piece]) -> Iterator[Piece]:
    """Two stray equal letters inside a rewritten phrase are counted as rewritten, so that the phrase reads whole."""
    gone = new = ""
    for at, piece in enumerate(pieces):
        inside = 0 < at < len(pieces) - 1
        if piece.kind == "same" and inside and len(piece.text) <= ISLAND and "\n" not in piece.text and (gone or new):
            gone, new = gone + piece.text, new + piece.text
        elif piece.kind == "gone":
            gone += piece.text
        elif piece.kind == "new":
            new += piece.text
        else:
            yield from _changed(gone, new)
            gone = new = ""
            yield piece
    yield from _changed(gone, new)


def _changed(gone: str, new: str) -> Iterator[Piece]:
    """A change without the equal ends that joined islands may have left."""
    end = 0
    while end < min(len(gone), len(new)) and gone[-1 - end] == new[-1 - end]:
        end += 1
    tail = gone[len(gone) - end :] if end else ""
    yield from (
        piece
        for piece in (Piece("gone", gone[: len(gone) - end]), Piece("new", new[: len(new) - end]), Piece("same", tail))
        if piece.text
    )


def _joined(pieces: list[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return joined
