"""The first look: BM25 summed by the database over what the viewer may see."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from suketto.search.asking import Question
from suketto.search.letters import named
from suketto.search.models import Document, Posting
from suketto.search.seeing import Sight, places

CANDIDATES = 60
ROWS_READ = 12_000  # postings added up before the commonest words are left to the second look
REACH = 1_000  # documents whose permission is looked at first; all of them only if too few may be seen
FAR = 20_000  # documents that are looked at when records are also chosen by their own facts
FEW = 500  # documents that are named one by one


def candidates(question: Question, kind: str, sight: Sight, among: QuerySet[Any] | None = None) -> dict[int, float]:
    """The documents whose words add up to most, of those the viewer may see, with that sum.

    `among` are the numbers of the records that count; of many, those a record's words put among the nearest.
    """
    worths = _worths(question)
    if not worths:
        return {}
    if among is not None:
        return _narrowed(question, worths, kind, sight, among)
    few = _few(kind, sight)
    if few is not None:
        return _best(worths, f"p.document_id IN ({places(few)})", few) if few else {}
    rule, seen = sight.rule()
    found = _best(_affordable(question, worths), "TRUE", [], rule, seen, reach=REACH)
    if len(found) == CANDIDATES:
        return found
    return _best(worths, "TRUE", [], rule, seen)


def _narrowed(
    question: Question, worths: dict[int, float], kind: str, sight: Sight, among: QuerySet[Any]
) -> dict[int, float]:
    rule, seen = sight.rule()
    numbers = list(among.values_list("pk", flat=True)[: FEW + 1])
    if len(numbers) <= FEW:
        few = sorted(Document.objects.filter(kind=kind, object_id__in=numbers).values_list("pk", flat=True))
        return _best(worths, f"p.document_id IN ({places(few)})", few, rule, seen) if few else {}
    # Asked of each document in turn: otherwise a database may first look for all records that count.
    this = among.filter(pk=RawSQL("d.object_id", [])).values("pk")
    statement, values = this.query.sql_with_params()
    rule, seen = f"({rule}) AND EXISTS ({statement})", [*seen, *values]
    found = _best(_affordable(question, worths), "TRUE", [], rule, seen, reach=REACH)
    return found if len(found) == CANDIDATES else _best(worths, "TRUE", [], rule, seen, reach=FAR)


def _few(kind: str, sight: Sight) -> list[int] | None:
    """All the documents this viewer can see where nothing is public; None where they are too many to name."""
    documents = Document.objects.filter(kind=kind).order_by().values_list("pk", flat=True)
    if documents.filter(public=True).exists():
        return None
    few = set(documents.filter(desk_id__in=sight.viewer.desk_ids)[: FEW + 1])
    if sight.viewer.person_id is not None and len(few) <= FEW:
        few |= set(documents.filter(person_id=sight.viewer.person_id)[: FEW + 1])
    if sight.besides and len(few) <= FEW:
        few |= set(documents.filter(object_id__in=named(sight.besides))[: FEW + 1])
    return sorted(few) if len(few) <= FEW else None


def _worths(question: Question) -> dict[int, float]:
    """What each word of the index adds."""
    found: dict[int, float] = {}
    for idea in question.ideas:
        for option, worth in idea.options:
            found[option.term_id] = max(idea.mass * worth, found.get(option.term_id, 0.0))
    return found


def _affordable(question: Question, worths: dict[int, float]) -> dict[int, float]:
    """The words worth most until enough rows are to be read; one at least, however common."""
    counts = {option.term_id: option.count for idea in question.ideas for option, _ in idea.options}
    kept: dict[int, float] = {}
    rows = 0
    for term_id in sorted(worths, key=lambda term_id: (-worths[term_id], term_id)):
        rows += counts[term_id]
        if kept and rows > ROWS_READ:
            break
        kept[term_id] = worths[term_id]
    return kept


def _best(
    worths: dict[int, float],
    among: str,
    own: Sequence[int],
    rule: str = "TRUE",
    seen: Sequence[Any] = (),
    reach: int | None = None,
) -> dict[int, float]:
    posting, document = (connection.ops.quote_name(model._meta.db_table) for model in (Posting, Document))
    asked = ", ".join(["(%s, %s)"] * len(worths))
    # CROSS JOIN: SQLite then keeps this order, from the few words to their rows to who may see what was found.
    statement = (
        f"WITH asked (term_id, worth) AS (VALUES {asked}), "  # noqa: S608
        f"found AS (SELECT p.document_id, SUM(p.weight * a.worth) AS score FROM asked a CROSS JOIN {posting} p "
        f"WHERE p.term_id = a.term_id AND {among} GROUP BY p.document_id "
        f"{f'ORDER BY score DESC, p.document_id DESC LIMIT {reach}' if reach else ''}) "
        f"SELECT d.id, f.score FROM found f CROSS JOIN {document} d WHERE d.id = f.document_id AND ({rule}) "
        f"ORDER BY f.score DESC, d.id DESC LIMIT {CANDIDATES}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(value for pair in worths.items() for value in pair), *own, *seen])
        return {pk: float(score) for pk, score in cursor.fetchall()}
