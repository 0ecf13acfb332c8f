"""What an administrator does with the wording: add, change, end, resume, join, take in a table, take back."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.foundation.text import clean, clip, fold
from suketto.people.models import Person
from suketto.search import analysis, wording
from suketto.search.models import Rewording, Spelling, Wording
from suketto.search.postings import chunks
from suketto.search.upkeep import index_rewording
from suketto.trail.actions import record

WORD_MAX_CHARACTERS = 60
WORDS_MAX = 60
GRAMMAR_MAX_CHARACTERS = 4
SAID_IN_TRAIL = 20  # groups; a table of ten thousand is in the record of the change itself

BATCH = 500

Words = list[str]
Plan = Sequence[tuple[Wording, Words | None]]  # what each group is to be; None: out of force
What = Rewording.What


class TooFewWords(Refusal):
    message = _("ことばを二つ以上入れてください。全角と半角、大文字と小文字の違いだけなら、登録しなくても同じです。")
    field = "words"


class WordTooLong(Refusal):
    message = _("「%(word)s」は長すぎます。ことばは%(limit)s文字までにしてください。")
    field = "words"


class TooManyWords(Refusal):
    message = _("一つの組に入れられるのは%(limit)s語までです。")
    field = "words"


class WordSaysNothing(Refusal):
    message = _("「%(word)s」だけでは、ほかの文まで読み替えてしまいます。もっと長いことばにしてください。")
    field = "words"


class WordTaken(Refusal):
    """The word has a group already; `first` names that group."""

    message = _("「%(word)s」は「%(first)s」の組にもう入っています。その組に足すか、先にそちらから外してください。")
    field = "words"

    def __init__(self, word: str, first: str) -> None:
        super().__init__(word=word, first=first)
        self.word, self.first = word, first


class ChangedSince(Refusal):
    message = _("そのあとに同じ組が変わっています。今の内容を確かめてから、直してください。")
    status = 409


def checked(words: Sequence[str]) -> Words:
    """The words as they are kept, each once; refuses what would make no group."""
    kept: dict[str, str] = {}
    for word in words:
        shown = " ".join(clean(word).split())
        known = wording.key(word)
        if not known:
            continue
        if max(len(known), len(shown)) > WORD_MAX_CHARACTERS:
            raise WordTooLong(word=clip(shown, 20), limit=WORD_MAX_CHARACTERS)
        if _says_nothing(known):
            raise WordSaysNothing(word=shown)
        kept.setdefault(known, shown)
    if len(kept) < 2:
        raise TooFewWords
    if len(kept) > WORDS_MAX:
        raise TooManyWords(limit=WORDS_MAX)
    return list(kept.values())


def _says_nothing(known: str) -> bool:
    """A sign, grammar, or a single letter that is no kanji: の would be replaced in every sentence."""
    return (
        not any(letter.isalnum() for letter in known)
        or (len(known) == 1 and not "一" <= known <= "鿿")
        or (len(known) <= GRAMMAR_MAX_CHARACTERS and all(word.silent for word in analysis.words(known)))
    )


@transaction.atomic
def add(words: Sequence[str], *, by: Person) -> Rewording:
    return keep([(Wording(), checked(words))], What.ADDED, by=by)


@transaction.atomic
def change(group: Wording, words: Sequence[str], *, by: Person, seen: Sequence[str] | None = None) -> Rewording | None:
    """None when nothing differs; refuses a screen older than the group (`seen` is what it showed)."""
    held, wanted = _held(group), checked(words)
    if seen is not None and list(seen) != held.words:
        raise ChangedSince
    if held.ended_at is None and held.words == wanted:
        return None
    return keep([(held, wanted)], What.CHANGED, by=by)


@transaction.atomic
def end(group: Wording, *, by: Person) -> Rewording | None:
    """Out of force; the group stays and can be resumed."""
    held = _held(group)
    return keep([(held, None)], What.ENDED, by=by) if held.ended_at is None else None


@transaction.atomic
def resume(group: Wording, *, by: Person) -> Rewording | None:
    held = _held(group)
    return keep([(held, list(held.words))], What.RESUMED, by=by) if held.ended_at is not None else None


@transaction.atomic
def join(word: str, other: str, *, by: Person) -> Rewording | None:
    """From now on `word` means what `other` means: put into its group, or into a new one. None if it was so already."""
    group = group_of(other)
    if group is None:
        return add([other, word], by=by)
    if wording.key(word) in wording.keys(group.words):
        return None
    held = _held(group)
    return keep([(held, checked([*held.words, word]))], What.CHANGED, by=by)


@transaction.atomic
def undo(rewording: Rewording, *, by: Person) -> Rewording:
    """Brings back what was before this change; refuses where a group was changed again since."""
    done = Rewording.objects.select_for_update().get(pk=rewording.pk)
    groups = {
        str(group.pk): group
        for some in chunks(sorted(map(int, done.after)), BATCH)
        for group in Wording.objects.select_for_update().filter(pk__in=some).order_by("pk")
    }
    if any(pk not in groups or _state(groups[pk]) != words for pk, words in done.after.items()):
        raise ChangedSince
    return keep([(groups[pk], words) for pk, words in done.before.items()], What.UNDONE, by=by, undoes=done)


def group_of(word: str) -> Wording | None:
    """The group in force that holds the word: the house's own, or a line of `wording.txt` as one not yet kept."""
    known = wording.key(word)
    own = Spelling.objects.filter(key=known).select_related("wording").first()
    if own is not None:
        return own.wording
    return next((group for group in untouched_seeds() if known in wording.keys(group.words)), None)


def untouched_seeds() -> list[Wording]:
    """The lines of `wording.txt` that the house has left alone, as groups that can be changed and are kept then."""
    taken = set(Wording.objects.exclude(seed=None).values_list("seed", flat=True))
    return [
        Wording(seed=keys[0], words=list(written))
        for written, keys in zip(wording.written(), wording.groups(), strict=True)
        if keys[0] not in taken
    ]


def keep(plan: Plan, what: str, *, by: Person, undoes: Rewording | None = None) -> Rewording:
    """Writes groups whose words were checked, one record of the change, one event, and the job that follows.

    Belongs in the caller's transaction, which holds the rows.
    """
    now = clock.now()
    before = [_state(group) if group.pk or group.seed else None for group, _words in plan]
    _refuse_taken(plan)
    for group, words in plan:
        group.words = group.words if words is None else words
        group.ended_at = now if words is None else None
        group.changed_by_name, group.changed_at = by.full_name, now
        group.folded = "\n".join(fold(word) for word in group.words)
    _write(plan)
    made = Rewording.objects.create(
        what=what, by=by, by_name=by.full_name, at=now, undoes=undoes,
        before={str(group.pk): words for (group, _), words in zip(plan, before, strict=True)},
        after={str(group.pk): words for group, words in plan},
        touched=_touched(before, [words for _group, words in plan]),
    )  # fmt: skip
    wording.look_again()
    transaction.on_commit(wording.look_again)
    index_rewording.using(run_after=now + surely_everywhere()).enqueue(made.pk)
    said = [{"before": was, "after": words} for was, (_group, words) in zip(before, plan, strict=True)]
    record(f"wording.{what}", made, by=by, groups=len(plan), said=said[:SAID_IN_TRAIL])
    return made


def surely_everywhere() -> timedelta:
    """After this every process works with a change: none holds what it knows longer than `WORDING_FRESH_SECONDS`."""
    return timedelta(seconds=2 * settings.WORDING_FRESH_SECONDS + 2)


def _held(group: Wording) -> Wording:
    """The row as it is now; for a line of `wording.txt` the one that took its place meanwhile, if any."""
    same = {"pk": group.pk} if group.pk else {"seed": group.seed}
    return Wording.objects.select_for_update().filter(**same).first() or group


def _state(group: Wording) -> Words | None:
    return list(group.words) if group.ended_at is None else None


def _touched(before: Iterable[Words | None], after: Iterable[Words | None]) -> Words:
    """The words that are read otherwise than before, as they are compared."""
    was, now = ({key: keys[0] for words in each if words for keys in [wording.keys(words)] for key in keys}
                for each in (before, after))  # fmt: skip
    return sorted(key for key in was.keys() | now.keys() if was.get(key) != now.get(key))


def _refuse_taken(plan: Plan) -> None:
    """No word stands in two groups: neither of these, nor of the house's others, nor of `wording.txt`."""
    first_of: dict[str, str] = {}
    for _group, words in plan:
        for known in wording.keys(words or ()):
            if known in first_of:
                raise WordTaken(known, first_of[known])
            first_of[known] = words[0] if words else known
    group = _holding(first_of, plan)
    if group is not None:
        raise WordTaken(next(word for word in group.words if wording.key(word) in first_of), group.words[0])


def _holding(known: Collection[str], plan: Plan) -> Wording | None:
    """A group beside those of the plan that holds one of these words."""
    wanted = set(known)
    ours, taken_over = {group.pk for group, _words in plan}, {group.seed for group, _words in plan}
    for some in chunks(sorted(known), BATCH):
        for other in Spelling.objects.filter(key__in=some).select_related("wording").order_by("pk"):
            if other.wording_id not in ours:
                return other.wording
    seeds = (seed for seed in untouched_seeds() if seed.seed not in taken_over)
    return next((seed for seed in seeds if not wanted.isdisjoint(wording.keys(seed.words))), None)


def _write(plan: Plan) -> None:
    groups = [group for group, _words in plan]
    fields = ["words", "folded", "changed_by_name", "changed_at", "ended_at"]
    Wording.objects.bulk_update([group for group in groups if group.pk], fields, batch_size=BATCH)
    try:
        with transaction.atomic():
            Wording.objects.bulk_create([group for group in groups if not group.pk], batch_size=BATCH)
            for some in chunks((group.pk for group in groups), BATCH):
                Spelling.objects.filter(wording__in=some).delete()
            spelled = [
                Spelling(key=key, wording=group) for group, words in plan if words for key in wording.keys(words)
            ]
            Spelling.objects.bulk_create(sorted(spelled, key=lambda each: each.key), batch_size=BATCH)
    except IntegrityError as error:  # somebody else took one of the words, or this line, at the same moment
        raise ChangedSince from error
