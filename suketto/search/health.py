"""Whether the index can be relied on: a few documents are taken at random and looked up word by word."""

from datetime import timedelta
from random import Random

from django.db import DatabaseError, transaction
from django.utils import timezone

from suketto.foundation.clock import now
from suketto.foundation.scope import Viewer
from suketto.search import rebuilding
from suketto.search.models import Collection, Document, Posting, Term, Text
from suketto.search.postings import past_words, stored_weights

PROBES = 5
NIGHT = timedelta(hours=36)  # whatever is older has lived through a night
LESSON_STALE = timedelta(days=3)


def ailing(kind: str) -> str:
    """What is wrong with the index of this kind, in a sentence; empty when its probes are well."""
    try:
        with transaction.atomic():
            return _missing(kind) or _silent(kind)
    except DatabaseError as error:
        return f"{type(error).__name__}: {error}".strip()[:300]


def look_after(kind: str) -> str:
    """Runs the self-test and keeps what it says, so that searches know whether to read through texts instead."""
    found = ailing(kind)
    known = Collection.objects.filter(pk=kind)
    if found:
        known.filter(broken_at=None).update(broken_at=now())
    else:
        known.update(broken_at=None)
    return found


def behind() -> str:
    """What the index has not caught up with, in a sentence: an upgrade, the nightly lesson; empty when up to date."""
    kinds = rebuilding.outdated()
    if kinds:
        return (
            f"{', '.join(kinds)}: read with the wording of an older version; it is made anew within minutes while a "
            f"worker runs, or at once: suketto reindex {' '.join(kinds)}"
        )
    for collection in Collection.objects.filter(document_count__gt=0).order_by("kind"):
        found = _unlearnt(collection)
        if found:
            return (
                f"{collection.kind}: {found}; is the worker running at 2:40? At once: suketto reindex {collection.kind}"
            )
    return ""


def _unlearnt(collection: Collection) -> str:
    if collection.learnt_at is None:
        old = Document.objects.filter(kind=collection.kind, changed_at__lt=now() - NIGHT).exists()
        return "the nightly lesson was never learnt" if old else ""
    if collection.learnt_at < now() - LESSON_STALE:
        return f"the nightly lesson was last learnt on {timezone.localtime(collection.learnt_at):%Y-%m-%d}"
    return ""


def _missing(kind: str) -> str:
    """Every word of a document has its posting."""
    for text in _some(kind):
        wanted = stored_weights([text], past_words([text.pk])).get(text.pk, {})
        terms = dict(Term.objects.filter(kind=kind, text__in=wanted).values_list("text", "pk"))
        held = Posting.objects.filter(document_id=text.pk, term_id__in=terms.values()).count()
        if held != len(wanted):
            return f"document {text.pk} has {held} of its {len(wanted)} words in the index"
    return ""


def _silent(kind: str) -> str:
    """A document's own title finds something."""
    from suketto.search.queries import find  # noqa: PLC0415  (queries fall back to reading through when this fails)

    for text in _some(kind)[:1]:
        document = text.document
        desks = frozenset({document.desk_id} if document.desk_id else ())
        viewer = Viewer(person_id=document.person_id, desk_ids=desks)
        if text.title_words.strip() and not find(text.title, kinds=[kind], viewer=viewer):
            return f"the title of document {text.pk} finds nothing"
    return ""


def _some(kind: str) -> list[Text]:
    """The newest and a few others; picking by number costs nothing however many there are."""
    documents = Document.objects.filter(kind=kind).order_by("pk")
    first, last = documents.values_list("pk", flat=True).first(), documents.values_list("pk", flat=True).last()
    if first is None or last is None:
        return []
    dice = Random()  # noqa: S311
    wanted = {last, *(dice.randint(first, last) for _ in range(PROBES - 1))}
    found = [documents.filter(pk__gte=pk).values_list("pk", flat=True).first() for pk in sorted(wanted)]
    return list(Text.objects.select_related("document").filter(pk__in=[pk for pk in found if pk]))
