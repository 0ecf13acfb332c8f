"""Which service do these words mean?"""

from collections import Counter

from django.core.cache import caches

from suketto.catalog.models import Service
from suketto.foundation.text import fold

VOCABULARY = "catalog-vocabulary"
# A word that was just added may be unknown to another process this long.
REMEMBERED_SECONDS = 10
here = caches["here"]


def guess_service(text: str) -> Service | None:
    """The service whose words say most in the text; a word that several services use is shared; a tie is no guess."""
    folded = fold(text)
    said = {
        number: {word for word in words if len(word) > 1 and word in folded} for number, words in _vocabulary().items()
    }
    shared = Counter(word for words in said.values() for word in words)
    worth = {
        number: sum(_weight(word) / shared[word] for word in _whole(words)) for number, words in said.items() if words
    }
    best = sorted(worth, key=lambda number: worth[number], reverse=True)
    if not best or (len(best) > 1 and worth[best[0]] == worth[best[1]]):
        return None
    return Service.objects.select_related("desk").filter(pk=best[0]).first()


def _vocabulary() -> dict[int, set[str]]:
    """Folded words by service: asked for with every question, changed a few times a year."""
    known: dict[int, set[str]] | None = here.get(VOCABULARY)
    if known is None:
        rows = Service.objects.values_list("pk", "name", "words")
        known = {number: {fold(word) for word in [name, *words]} for number, name, words in rows}
        here.set(VOCABULARY, known, REMEMBERED_SECONDS)
    return known


def forget_vocabulary() -> None:
    here.delete(VOCABULARY)


def _weight(word: str) -> float:
    """How much a word says: a kanji stands for about two kana; hiragana is mostly grammar (入れない).

    Words are folded, so all kana are hiragana; a word of kana alone was a name in katakana and counts in full.
    """
    kana = sum("ぁ" <= letter <= "ゖ" for letter in word)
    kanji = sum("一" <= letter <= "鿿" for letter in word)
    return len(word) + kanji - (kana / 2 if kanji or word.endswith(("ない", "る")) else 0)


def _whole(words: set[str]) -> list[str]:
    """Without those inside a longer one: プリンター also says プリンタ, once."""
    return [word for word in words if not any(word != other and word in other for other in words)]
