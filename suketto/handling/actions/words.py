"""The list of refused words, as this house wants it."""

from django.db import transaction

from suketto.foundation import clock
from suketto.foundation.text import clean, clip
from suketto.handling.models import WordRule
from suketto.handling.refusals import WordTooShort
from suketto.handling.wording import key_of, usual_words
from suketto.people.models import Person
from suketto.trail.actions import record

SHORTEST = 2


@transaction.atomic
def refuse_word(word: str, *, by: Person) -> None:
    """From now on no new fact may hold it."""
    said, key = _read(word)
    if _usual(key):
        WordRule.objects.filter(key=key).delete()
        rule = WordRule(pk=0, word=said)
    else:
        rule, _new = WordRule.objects.update_or_create(
            key=key, defaults={"word": said, "refused": True, "by": by, "at": clock.now()}
        )
    record("refused_word.added", rule, by=by, word=said)


@transaction.atomic
def allow_word(word: str, *, by: Person) -> None:
    """Takes a word off the list: the house's own is forgotten, one that came with the product is noted as allowed."""
    said, key = _read(word)
    if _usual(key):
        rule, _new = WordRule.objects.update_or_create(
            key=key, defaults={"word": said, "refused": False, "by": by, "at": clock.now()}
        )
    else:
        WordRule.objects.filter(key=key).delete()
        rule = WordRule(pk=0, word=said)
    record("refused_word.allowed", rule, by=by, word=said)


def _read(word: str) -> tuple[str, str]:
    """As it is shown, and the key by which it is known again."""
    said = clip(clean(word), 40)
    key = key_of(said)
    # One letter is a word only as a kanji: 嫁, 鬱.
    if not key or (len(key) < SHORTEST and not "一" <= key <= "鿿"):
        raise WordTooShort
    return said, key


def _usual(key: str) -> bool:
    return any(key_of(word) == key for word in usual_words())
