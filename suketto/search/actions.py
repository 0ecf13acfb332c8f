"""Putting things into the index, taking them out, and learning which questions they answer."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count

from suketto.foundation.clock import now
from suketto.foundation.text import clean, fold
from suketto.search import analysis, wording
from suketto.search.models import Collection, Document, PastQuestion, Posting, Term, Text
from suketto.search.postings import Weights, breadth, chunks, past_words, stored_weights, swap, write_rows
from suketto.search.sources import Entry

TITLE_MAX_CHARACTERS = 500
FOLDED_MAX_CHARACTERS = 1_000_000
QUESTION_MAX_CHARACTERS = 300
PAST_QUESTIONS_MAX = 200
BATCH = 500


def index(
    kind: str,
    object_id: int,
    *,
    title: str,
    body: str,
    public: bool = False,
    desk_id: int | None = None,
    person_id: int | None = None,
) -> None:
    """Makes the document findable as it is now; a second time changes nothing. Belongs in the caller's transaction."""
    index_entry(Entry(kind, object_id, title, body, public, desk_id, person_id))


def index_entry(entry: Entry) -> None:
    """The same, told in one piece."""
    analysed = _Analysed(entry)
    with transaction.atomic(savepoint=False):
        _write(entry.kind, [analysed])


def index_many(entries: Iterable[Entry], *, again: bool = False) -> int:
    """The same for many, a batch a transaction; how many there were. Rarity is reckoned anew where a kind doubled.

    `again` writes every row anew, whatever the index believes to hold of it.
    """
    total = 0
    kinds: set[str] = set()
    for batch in chunks(entries, BATCH):
        by_kind: dict[str, dict[int, _Analysed]] = {}
        for entry in batch:
            by_kind.setdefault(entry.kind, {})[entry.object_id] = _Analysed(entry)
        with transaction.atomic():
            for kind in sorted(by_kind):
                _write(kind, [by_kind[kind][object_id] for object_id in sorted(by_kind[kind])], again=again)
        kinds |= by_kind.keys()
        total += len(batch)
    refresh_counts([kind for kind in kinds if _doubled(kind)])
    return total


def forget(kind: str, object_id: int) -> None:
    """The document can no longer be found and nothing of its text is kept; no complaint if it never was."""
    with transaction.atomic(savepoint=False):
        document = _held(kind, object_id)
        if document is not None:
            swap(kind, _posted(document), {})
            document.delete()


def learn(kind: str, object_id: int, *, question: str, origin: str = "") -> None:
    """This question ended at this document; from now on the like of it leads there. Only its words are kept."""
    found = [w for w in analysis.words(analysis.prepare(question, QUESTION_MAX_CHARACTERS)) if not w.silent]
    if not found:
        return
    with transaction.atomic(savepoint=False):
        document = _held(kind, object_id)
        if document is None:
            return
        before = _posted(document)
        words = _spaced(word.text for word in found)
        PastQuestion.objects.get_or_create(document=document, words=words, origin=origin)
        oldest = document.past_questions.order_by("-pk").values_list("pk", flat=True)[PAST_QUESTIONS_MAX:]
        PastQuestion.objects.filter(pk__in=list(oldest)).delete()
        swap(kind, before, _posted(document), {word.text: word for word in found})


def learn_many(kind: str, questions: Iterable[tuple[int, str]], *, origin: str = "") -> None:
    """The same for many questions, each with the number of the object that answered it; a batch a transaction."""
    for batch in chunks(questions, BATCH):
        with transaction.atomic():
            for object_id, question in batch:
                learn(kind, object_id, question=question, origin=origin)


def learn_anew(kind: str, object_ids: Iterable[int], wordings: Iterable[str]) -> None:
    """Past questions of these objects with the words of `wordings` as they are read now; only their words were kept."""
    asked = PastQuestion.objects.filter(document__kind=kind, document__object_id__in=list(object_ids))
    if not asked.exists():
        return
    readings = _readings(wordings)
    with transaction.atomic(savepoint=False):
        held = Document.objects.select_for_update().filter(pk__in=asked.values("document_id"))
        for document in held.order_by("pk"):
            before, changed = _posted(document), False
            for past in document.past_questions.order_by("pk"):
                words = past.words
                for was, now_read in readings:
                    words = words.replace(was, now_read)
                if words != past.words:
                    PastQuestion.objects.get_or_create(document=document, words=words, origin=past.origin)
                    past.delete()
                    changed = True
            if changed:
                swap(kind, before, _posted(document))


def _readings(wordings: Iterable[str]) -> list[tuple[str, str]]:
    """For each word of a wording how it is cut by itself and how it is read now, the longest first."""
    found = {}
    for word in wordings:
        cut = _spaced(each.text for each in analysis.words(wording.key(word)) if not each.silent)
        found[cut] = _spaced(analysis.plain_words(word))
    return sorted(
        ((was, read) for was, read in found.items() if was.strip() and read.strip() and was != read),
        key=lambda pair: (-len(pair[0]), pair[0]),
    )


def unlearn(origin: str) -> None:
    """Takes back what was learned from `origin` (the number of a deleted ticket, say)."""
    with transaction.atomic(savepoint=False):
        learned = PastQuestion.objects.filter(origin=origin).exclude(origin="")
        for document in (
            Document.objects.select_for_update().filter(pk__in=learned.values("document_id")).order_by("pk")
        ):
            before = _posted(document)
            learned.filter(document=document).delete()
            swap(document.kind, before, _posted(document))


def refresh_counts(kinds: Iterable[str] | None = None) -> None:
    """Reckons anew how rare each word is. Reads first and writes little, so that nobody waits; for a job."""
    everything = Term.objects.order_by().values_list("kind", flat=True).distinct()
    for kind in list(everything if kinds is None else kinds):
        counts = Posting.objects.filter(term__kind=kind).values_list("term_id").annotate(Count("pk")).order_by()
        found = dict(counts)
        stale = [
            (found.get(pk, 0), pk)
            for pk, known in Term.objects.filter(kind=kind).values_list("pk", "document_count").order_by("pk")
            if abs(found.get(pk, 0) - known) > known / 20
        ]
        for batch in chunks(stale, BATCH):
            write_rows(Term, ["document_count"], batch)
        documents = Document.objects.filter(kind=kind).count()
        facts = {"document_count": documents, "refreshed_at": now()}
        Collection.objects.update_or_create(
            kind=kind, defaults=facts, create_defaults={**facts, "made_with": analysis.fingerprint()}
        )


class _Analysed:
    """An entry with its words; made before any row is held, because reading Japanese takes longer than writing rows."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.title = " ".join(clean(entry.title).split())[:TITLE_MAX_CHARACTERS]
        self.folded = f"{fold(self.title)}\n{fold(clean(entry.body[:FOLDED_MAX_CHARACTERS]))}"
        fields = [list(analysis.words(analysis.prepare(text))) for text in (self.title, entry.body)]
        self.title_words, self.body_words = ([word.text for word in field if not word.silent] for field in fields)
        self.said = {word.text: word for field in fields for word in field}

    def document(self) -> Document:
        entry = self.entry
        return Document(
            kind=entry.kind,
            object_id=entry.object_id,
            public=entry.public,
            desk_id=entry.desk_id,
            person_id=entry.person_id,
            changed_at=now(),
        )

    def text(self, document_id: int) -> Text:
        return Text(
            document_id=document_id,
            title=self.title,
            title_words=_spaced(self.title_words),
            body_words=_spaced(self.body_words),
            folded=self.folded,
            breadth=breadth([*self.title_words, *self.body_words]),
        )


def _write(kind: str, entries: list[_Analysed], *, again: bool = False) -> None:
    documents = Document.objects.bulk_create(
        [analysed.document() for analysed in entries],
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["public", "desk_id", "person_id", "changed_at"],
    )
    stored = Text.objects.in_bulk([document.pk for document in documents])
    texts = {document.pk: analysed.text(document.pk) for document, analysed in zip(documents, entries, strict=True)}
    changed = {pk: text for pk, text in texts.items() if again or pk not in stored or _differ(text, stored[pk])}
    past = past_words(changed.keys() & stored.keys())
    before = stored_weights((text for pk, text in stored.items() if pk in changed), past)
    said = {text: word for analysed in entries for text, word in analysed.said.items()}
    swap(kind, before, stored_weights(changed.values(), past), said, again=again)
    Text.objects.bulk_create(
        changed.values(),
        update_conflicts=True,
        unique_fields=["document"],
        update_fields=["title", "title_words", "body_words", "folded", "breadth", "bundle"],
    )


def _held(kind: str, object_id: int) -> Document | None:
    """The document's row, held so that no second writer changes its postings meanwhile."""
    return Document.objects.select_for_update().filter(kind=kind, object_id=object_id).first()


def _posted(document: Document) -> dict[int, Weights]:
    return stored_weights(Text.objects.filter(pk=document.pk), past_words([document.pk]))


def _differ(one: Text, other: Text) -> bool:
    fields = ("title", "folded", "title_words", "body_words")
    return any(getattr(one, field) != getattr(other, field) for field in fields)


def _doubled(kind: str) -> bool:
    known = Collection.objects.filter(kind=kind).values_list("document_count", flat=True).first() or 0
    return Document.objects.filter(kind=kind).count() >= 2 * max(known, 1)


def _spaced(words: Iterable[str]) -> str:
    """Words between spaces, also at both ends, so that a word is looked for as ` word `."""
    return f" {' '.join(words)} "
