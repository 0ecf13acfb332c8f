"""The wording as a table that people keep: written out, and taken in with everything that shares a word joined."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suketto.foundation.refusals import Refusal
from suketto.foundation.tables import Row
from suketto.people.models import Person
from suketto.search import wording
from suketto.search.matching import together
from suketto.search.models import Rewording, Wording
from suketto.search.rewording import WORDS_MAX, Words, checked, keep, untouched_seeds

ROWS_MAX = 10_000
SEPARATORS = re.compile(r"[=＝、\t\r\n]+")
FORMULA = re.compile(r"[-+@]")


class TooManyRows(Refusal):
    message = gettext_lazy("一度に取り込めるのは %(limit)s 行までです。分けて取り込んでください。")


@dataclass
class Taking:
    """What taking in a table would do; nothing is written yet."""

    plan: list[tuple[Wording, Words | None]] = field(default_factory=list)
    new: int = 0
    joined: int = 0
    same: int = 0
    wrong: list[tuple[int, str]] = field(default_factory=list)
    left_out: int = 0  # rows; one of `wrong` may stand for all that are tied to one another
    examples: list[Words] = field(default_factory=list)


def split(text: str) -> Words:
    """Words as people write them in a box or a cell: one a line, or with = or 、 between."""
    return [part.strip() for part in SEPARATORS.split(text) if part.strip()]


def written_out() -> Iterator[list[object]]:
    """The house's own groups in force, for a spreadsheet."""
    yield [_("代表のことば"), _("同じ意味のことば")]
    for words in Wording.objects.filter(ended_at=None).order_by("pk").values_list("words", flat=True):
        yield [words[0], " = ".join(words[1:])]


def considered(rows: Sequence[Row]) -> Taking:
    """Rows that share a word with one another or with a group in force become one group; reads the database."""
    if len(rows) > ROWS_MAX:
        raise TooManyRows(limit=f"{ROWS_MAX:,}")
    taking = Taking()
    told: list[tuple[int, Words]] = []
    for row in rows:
        try:
            told.append((row.line, checked([word for cell in row.cells.values() for word in split(_unquoted(cell))])))
        except Refusal as refusal:
            taking.wrong.append((row.line, str(refusal)))
            taking.left_out += 1
    groups = [*Wording.objects.filter(ended_at=None).order_by("pk"), *untouched_seeds()]
    known = {key: group for group in groups for key in wording.keys(group.words)}
    shown = {
        wording.key(word): word for words in [*(w for _n, w in told), *(g.words for g in groups)] for word in words
    }
    lines = {key: line for line, words in reversed(told) for key in wording.keys(words)}
    begun = Counter(wording.keys(words)[0] for _line, words in told)
    for keys in together([*(wording.keys(group.words) for group in groups), *(wording.keys(w) for _n, w in told)]):
        if lines.keys() & set(keys):
            first, rows_of_it = min(lines[key] for key in keys if key in lines), sum(begun[key] for key in keys)
            _consider(taking, keys, known, shown, (first, rows_of_it))
    return taking


def _consider(
    taking: Taking, keys: Sequence[str], known: dict[str, Wording], shown: dict[str, str], told: tuple[int, int]
) -> None:
    """One group as it is to be: new, or what was there with more words; what it swallows goes out of force.

    `told`: the first of the rows that speak of it, and how many they are.
    """
    words = [shown[key] for key in keys]
    there = list({id(known[key]): known[key] for key in keys if key in known}.values())
    if len(words) > WORDS_MAX:
        line, rows = told
        why = _("%(rows)s 行がつながって %(count)s 語の組になります。一つの組は %(limit)s 語までです。")
        said = {"rows": f"{rows:,}", "count": f"{len(words):,}", "limit": WORDS_MAX}
        taking.wrong.append((line, why % said))
        taking.left_out += rows
    elif len(there) == 1 and set(wording.keys(there[0].words)) == set(keys):
        taking.same += 1
    else:
        first, rest = (there[0], there[1:]) if there else (Wording(), [])
        taking.plan += [(first, words), *((group, None) for group in rest)]
        taking.new, taking.joined = taking.new + (not there), taking.joined + bool(there)
        taking.examples.append(words)


@transaction.atomic
def take_in(rows: Sequence[Row], *, by: Person) -> Rewording | None:
    """All of it in one change, which can be taken back as one; None when nothing differs."""
    taking = considered(rows)
    return keep(taking.plan, Rewording.What.IMPORTED, by=by) if taking.plan else None


def rows_of(lines: Iterable[str]) -> list[Row]:
    """The rows of a text that was written by `text_of`."""
    return [Row(int(line), {"": words}) for line, _tab, words in (each.partition("\t") for each in lines) if words]


def text_of(rows: Iterable[Row]) -> str:
    """The rows as one text, to wait in a page until they are confirmed."""
    return "\n".join(f"{row.line}\t" + " = ".join(split("\n".join(map(_unquoted, row.cells.values())))) for row in rows)


def _unquoted(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and FORMULA.match(cell[1:]) else cell
