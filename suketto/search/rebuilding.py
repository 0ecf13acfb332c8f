"""Making the index anew while it is in use: batch by batch, from where it stopped, each record as it is just then."""

from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import StrIndex

from suketto.foundation.clock import now
from suketto.foundation.text import fold
from suketto.search import wording
from suketto.search.actions import forget, index_many, learn_anew, refresh_counts
from suketto.search.analysis import fingerprint
from suketto.search.analysis import words as words_of
from suketto.search.models import Collection, Document, PastQuestion, Rebuild, Text
from suketto.search.sources import kinds, source_of

BATCH = 200
TOUCHED_BATCH = 50  # records read anew beside the day's work, so that nobody waits long


def begin(kind: str, *, anew: bool = False) -> Rebuild:
    """The rebuilding under way, or a new one; `anew` begins at the first record again whatever was done."""
    under_way = None if anew else Rebuild.objects.filter(pk=kind, finished_at=None).first()
    if under_way is not None:
        return under_way
    facts = {
        "after": 0, "done": 0, "total": source_of(kind).size(), "started_at": now(), "finished_at": None,
        "made_with": fingerprint(),
    }  # fmt: skip
    return Rebuild.objects.update_or_create(kind=kind, defaults=facts)[0]


def step(kind: str) -> bool:
    """Indexes the next batch and notes how far it came, in one transaction; whether more is to be done."""
    with transaction.atomic():
        rebuild = Rebuild.objects.select_for_update().filter(pk=kind, finished_at=None).first()
        if rebuild is None:
            return False
        numbers = source_of(kind).numbers(rebuild.after, BATCH)
        _index_anew(kind, numbers, [word for group in wording.in_force() for word in group])
        _forget_strangers(kind, rebuild.after, numbers)
        rebuild.after, rebuild.done = (numbers[-1] if numbers else rebuild.after), rebuild.done + len(numbers)
        if not numbers:
            rebuild.finished_at = now()
        rebuild.save()
    if not numbers:
        refresh_counts([kind])
        Collection.objects.filter(pk=kind).update(broken_at=None, made_with=rebuild.made_with)
    return bool(numbers)


def outdated() -> list[str]:
    """The kinds whose texts were read with another wording or dictionary than this program's (after an upgrade)."""
    behind = Collection.objects.filter(document_count__gt=0).exclude(made_with=fingerprint())
    return [kind for kind in behind.order_by("kind").values_list("kind", flat=True) if kind in kinds()]


def begin_outdated() -> list[str]:
    """Begins the making anew of those that nobody has begun since; which they are."""
    under_way = Rebuild.objects.filter(finished_at=None, made_with=fingerprint())
    begun = set(under_way.values_list("kind", flat=True))
    wanted = [kind for kind in outdated() if kind not in begun]
    for kind in wanted:
        begin(kind, anew=True)
    return wanted


def to_the_end(kind: str, *, anew: bool = False, say: Callable[[Rebuild], None] = lambda _rebuild: None) -> int:
    """All steps one after the other; how many records were read."""
    begin(kind, anew=anew)
    more = True
    while more:
        more = step(kind)
        say(Rebuild.objects.get(pk=kind))
    return Rebuild.objects.get(pk=kind).done


def index_touched(words: Iterable[str], kinds: Iterable[str]) -> int:
    """Reads anew the records in whose text one of these words stands (after the wording changed); how many."""
    words, total = list(words), 0
    for kind in kinds:
        after: int | None = 0
        while after is not None:
            after, done = index_next_touched(words, kind, after)
            total += done
    return total


def index_next_touched(words: Iterable[str], kind: str, after: int) -> tuple[int | None, int]:
    """The next batch of them beyond the text `after`, in one transaction: how far (None: to the end), how many."""
    words = list(words)
    texts = touched(words, kind) | _asked_with(words, kind)
    found = list(texts.filter(pk__gt=after).values_list("pk", "document__object_id")[:TOUCHED_BATCH])
    with transaction.atomic():
        _index_anew(kind, sorted(object_id for _pk, object_id in found), words)
    return (found[-1][0] if len(found) == TOUCHED_BATCH else None), len(found)


def touched(words: Iterable[str], kind: str) -> QuerySet[Text]:
    """The texts in which one of these words stands, however written; in the order of their numbers."""
    folded = sorted({fold(word) for word in words if word.strip()})
    holds, texts = Q(pk=None), Text.objects.filter(document__kind=kind).order_by("pk")
    for number, word in enumerate(folded):
        texts = texts.alias(**{f"at{number}": StrIndex("folded", Value(word))})
        holds |= Q(**{f"at{number}__gt": 0})
    return texts.filter(holds)


def _asked_with(words: Iterable[str], kind: str) -> QuerySet[Text]:
    """The texts that were the answer to a question with one of these words."""
    holds = Q(pk=None)
    for word in words:
        read = " ".join(each.text for each in words_of(word) if not each.silent)  # as it was read before the change
        holds |= Q(words__contains=f" {read} ") if read else Q()
    asked = PastQuestion.objects.filter(holds, document__kind=kind)
    return Text.objects.filter(pk__in=asked.values("document_id")).order_by("pk")


def _index_anew(kind: str, numbers: Sequence[int], wordings: Iterable[str]) -> None:
    """Whoever changes one of these records meanwhile waits for its row, or is waited for: the last word is theirs."""
    if not numbers:
        return
    list(Document.objects.select_for_update().filter(kind=kind, object_id__in=numbers).order_by("pk"))
    learn_anew(kind, numbers, wordings)
    entries = list(source_of(kind).entries(numbers))
    index_many(entries, again=True)
    for number in set(numbers) - {entry.object_id for entry in entries}:
        forget(kind, number)


def _forget_strangers(kind: str, after: int, numbers: Sequence[int]) -> None:
    """Documents between two records, and after the last one, whose record is gone."""
    strangers = Document.objects.filter(kind=kind, object_id__gt=after).exclude(object_id__in=numbers)
    if numbers:
        strangers = strangers.filter(object_id__lte=numbers[-1])
    for object_id in strangers.values_list("object_id", flat=True):
        forget(kind, object_id)
