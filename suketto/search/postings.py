"""The rows behind the index: how much a word says about a document, and keeping those rows in step with its text."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Model

from suketto.search.analysis import Word
from suketto.search.models import PastQuestion, Posting, Sense, Term, Text

TITLE_LENGTH, BODY_LENGTH = 12, 110  # words; fixed, so that a weight depends on its own document alone
K1, B = 1.2, 0.75
USUAL_RARITY = 5.0  # of a word in a few thousand texts; the nightly lesson puts each word's own in its place
BATCH = 5_000  # values in one statement
ROWS = 300  # rows in one statement

Weights = dict[str, float]
Item = TypeVar("Item")


def weights(title: list[str], body: list[str], past: Iterable[str] = ()) -> Weights:
    """BM25 without rarity: title and body each by their own length, added; past questions add the words they lack."""
    found = dict.fromkeys(past, _saturated(1, TITLE_LENGTH, TITLE_LENGTH))
    found.update(dict.fromkeys([*title, *body], 0.0))
    for field, usual in ((title, TITLE_LENGTH), (body, BODY_LENGTH)):
        for word, times in Counter(field).items():
            found[word] += _saturated(times, len(field), usual)
    return found


def breadth(words: Iterable[str], rarities: Mapping[str, float] | None = None) -> float:
    """The length of a text as a vector of its words by rarity; uncounted, all are as rare as usual."""
    known = rarities or {}
    sizes = (known.get(word, USUAL_RARITY) * damped(times) for word, times in Counter(words).items())
    return math.hypot(*sizes)


def damped(times: int) -> float:
    """The second time a word is said adds less than the first."""
    return 1 + math.log(times)


def stored_weights(texts: Iterable[Text], past: Mapping[int, Iterable[str]]) -> dict[int, Weights]:
    """What the postings of these documents should be, from their stored words and those of their past questions."""
    return {
        text.pk: weights(text.title_words.split(), text.body_words.split(), past.get(text.pk, ())) for text in texts
    }


def past_words(document_ids: Collection[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    if not document_ids:
        return found
    for pk, words in PastQuestion.objects.filter(document__in=document_ids).values_list("document_id", "words"):
        found.setdefault(pk, set()).update(words.split())
    return found


def swap(
    kind: str, before: Mapping[int, Weights], after: Mapping[int, Weights], said: Mapping[str, Word] | None = None,
    *, again: bool = False,
) -> None:  # fmt: skip
    """Replaces the postings of each document by those it should have. The caller holds the documents' rows.

    `again` takes out and puts back those that seem to be right already, too.
    """
    if again:
        before = {pk: {**before.get(pk, {}), **dict.fromkeys(wanted, -1.0)} for pk, wanted in after.items()}
    gone = {pk: [word for word in old if after.get(pk, {}).get(word) != old[word]] for pk, old in before.items()}
    new = {
        pk: {word: weight for word, weight in wanted.items() if before.get(pk, {}).get(word) != weight}
        for pk, wanted in after.items()
    }
    term_ids = _term_ids(kind, {word for words in [*gone.values(), *new.values()] for word in words})
    term_ids |= _new_terms(kind, {word for words in new.values() for word in words} - term_ids.keys(), said or {})
    for pk, words in gone.items():
        for chunk in chunks((term_ids[word] for word in words if word in term_ids), BATCH):
            Posting.objects.filter(document_id=pk, term_id__in=chunk).delete()
    _insert((term_ids[word], pk, weight) for pk, words in new.items() for word, weight in words.items())


def write_rows(model: type[Model], fields: Sequence[str], rows: Sequence[tuple[float | bytes, ...]]) -> None:
    """One short transaction, the fields' values and the row's key in each: ten times faster than by models."""
    quoted = connection.ops.quote_name
    places = ", ".join(f"{quoted(field)} = %s" for field in fields)
    key = quoted(str(model._meta.pk.column))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {quoted(model._meta.db_table)} SET {places} WHERE {key} = %s", rows)  # noqa: S608


def chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def _saturated(times: int, length: int, usual: int) -> float:
    return round(times * (K1 + 1) / (times + K1 * (1 - B + B * length / usual)), 4)


def _term_ids(kind: str, words: Iterable[str]) -> dict[str, int]:
    """By hand, like the rows: asked with a hundred words at every save, the sentence cost more than its answer."""
    found: dict[str, int] = {}
    table = connection.ops.quote_name(Term._meta.db_table)
    with connection.cursor() as cursor:
        for chunk in chunks(words, BATCH):
            places = ", ".join(["%s"] * len(chunk))
            cursor.execute(f"SELECT text, id FROM {table} WHERE kind = %s AND text IN ({places})", [kind, *chunk])  # noqa: S608
            found.update(cursor.fetchall())
    return found


def _new_terms(kind: str, words: set[str], said: Mapping[str, Word]) -> dict[str, int]:
    """Sorted, so that two writers who meet the same new words wait for each other and never in a circle."""
    if not words:
        return {}
    known = [said.get(word) or Word(word, word, 0, 0) for word in sorted(words)]
    terms = [Term(kind=kind, text=word.text, reading=word.reading) for word in known]
    Term.objects.bulk_create(terms, batch_size=BATCH, ignore_conflicts=True)
    term_ids = _term_ids(kind, words)
    senses = [Sense(term_id=term_ids[word.text], number=number) for word in known for number in word.senses]
    Sense.objects.bulk_create(senses, batch_size=BATCH, ignore_conflicts=True)
    return term_ids


def _insert(rows: Iterable[tuple[int, int, float]]) -> None:
    """By hand: building a model for each of a hundred words a document would cost more than everything else."""
    table = connection.ops.quote_name(Posting._meta.db_table)
    with connection.cursor() as cursor:
        for chunk in chunks(sorted(rows), ROWS):
            values = [value for row in chunk for value in row]
            places = ", ".join(["(%s, %s, %s)"] * len(chunk))
            cursor.execute(f"INSERT INTO {table} (term_id, document_id, weight) VALUES {places}", values)  # noqa: S608
