"""Questions typed in romaji (`insatsu`, `wifi tsunagaranai`) read as the kana they stand for.

Only letters that are romaji from end to end count, and no word that the index or the dictionary knows as it stands:
`share` and `home` stay English.
"""

import re
import unicodedata
from itertools import combinations

from suketto.foundation.text import clean, fold, romaji_to_kana
from suketto.search import analysis
from suketto.search.models import Term

LATIN_WORD = re.compile(r"(?<![a-z0-9_.@/\\])[a-z][a-z'-]*(?![a-z0-9_.@/\\])")
MORA = (
    r"(?:(?:sh|ch|ts|[kgsztdnhbpmrjf]y|[kgsztdnhbpmrjfwyv])?[aiueo]-?"
    r"|n(?![aiueoy])'?|t(?=t|ch)|k(?=k)|s(?=s)|p(?=p)|c(?=c)|g(?=g)|d(?=d)|b(?=b)|z(?=z)|j(?=j))"  # っ
)
ROMAJI = re.compile(f"{MORA}+")
DOUBLE_N = re.compile(r"nn(?=[aiueoy])")
PARTICLES = frozenset("ga wo o ni no wa ha de to mo e he ya ka".split())
SURE_LETTERS = 4  # shorter ones alone are as likely an abbreviation
LONG_VOWELS_LEFT_OUT = 2
# The second of two vowels, as in koohii: after a kana of the same sound, or おう and えい.
DRAWN = re.compile(
    "(?<=[あかさたなはまやらわがざだばぱゃ])あ|(?<=[いきしちにひみりぎじぢびぴ])い|(?<=[うくすつぬふむゆるぐずぶぷゅ])う"
    "|(?<=[えけせてねへめれげぜでべぺ])[えい]|(?<=[おこそとのほもよろごぞどぼぽょ])[おう]"
)
VARIANTS_FROM = 3  # kana


def read(text: str, kind: str) -> str:
    """The text with its romaji in kana; a word of the index whose long vowels were left out as that word."""
    narrow = unicodedata.normalize("NFKC", clean(text)).lower()
    found = {word for word in LATIN_WORD.findall(narrow) if ROMAJI.fullmatch(word)}
    strange = _strange(found - PARTICLES, kind) if any(len(word) >= SURE_LETTERS for word in found) else set()
    if not any(len(word) >= SURE_LETTERS for word in strange):
        return text
    kana = {word: _kana(word) for word in strange | (found & PARTICLES)}
    kana |= _known_as({word: sound for word, sound in kana.items() if len(sound) >= VARIANTS_FROM}, kind)
    return LATIN_WORD.sub(lambda word: kana.get(word.group(), word.group()), narrow)


def _strange(words: set[str], kind: str) -> set[str]:
    """Those that neither the index has as they stand nor the dictionary."""
    words = {word for word in words if not analysis.in_dictionary(word)}
    if not words:
        return words
    return words - set(Term.objects.filter(kind=kind, text__in=words).values_list("text", flat=True))


def _kana(word: str) -> str:
    return fold(romaji_to_kana(DOUBLE_N.sub("んn", word)))


def _known_as(sounds: dict[str, str], kind: str) -> dict[str, str]:
    """For each romaji word that sounds like one of the index but for its long vowels: that word."""
    lengthened = {word: _lengthened(sound) for word, sound in sounds.items()}
    wanted = {each for some in lengthened.values() for each in some}
    if not wanted:
        return {}
    terms = Term.objects.filter(kind=kind, reading__in=wanted).order_by("document_count", "-pk")
    by_sound = dict(terms.values_list("reading", "text"))
    found: dict[str, str] = {}
    for word, some in lengthened.items():
        heard = [by_sound[each] for each in some if each in by_sound]
        if sounds[word] not in by_sound and heard:
            found[word] = heard[0]
    return found


def _lengthened(sound: str) -> list[str]:
    """The sound as it is, with doubled vowels as ー, and with ー put where it may have been left out."""
    drawn = DRAWN.sub("ー", sound)
    places = range(1, len(drawn) + 1)
    put = [at for count in range(1, LONG_VOWELS_LEFT_OUT + 1) for at in combinations(places, count)]
    return list(dict.fromkeys([sound, drawn, *(_with_bars(drawn, at) for at in put)]))


def _with_bars(sound: str, places: tuple[int, ...]) -> str:
    return "".join(letter + ("ー" if at in places else "") for at, letter in enumerate(sound, 1))
