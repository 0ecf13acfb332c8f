"""Which service do these words mean?"""

from collections import Counter
from functools import lru_cache

from suketto.catalog.models import Service
from suketto.foundation.text import fold

# The same few hundred words are folded for every question.
_folded = lru_cache(maxsize=4096)(fold)


def guess_service(text: str) -> Service | None:
    """The service whose words say most in the text; a word that several services use is shared; a tie is no guess."""
    folded = fold(text)
    said: dict[Service, set[str]] = {}
    for service in Service.objects.select_related("desk"):
        words = {_folded(word) for word in [service.name, *service.words]}
        said[service] = {word for word in words if len(word) > 1 and word in folded}
    shared = Counter(word for words in said.values() for word in words)
    worth = {
        service: sum(_weight(word) / shared[word] for word in _whole(words)) for service, words in said.items() if words
    }
    best = sorted(worth, key=lambda service: worth[service], reverse=True)
    if not best or (len(best) > 1 and worth[best[0]] == worth[best[1]]):
        return None
    return best[0]


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
