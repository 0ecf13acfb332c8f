"""Names of colleagues that an article still holds, before everybody reads them. One question to the database."""

import re
from collections.abc import Iterator

from django.db.models import Q

from suketto.people.models import Person

LETTER = "一-龥々〆ヶァ-ヺーぁ-ゖ"
FAMILY_MAX, GIVEN_MAX = 6, 4
BATCH = 5000
TITLE = re.compile(
    r"(?:さん|さま|様(?![子式々相])|氏(?!名)|殿|君(?!主)|くん|ちゃん|先生|主任|係長|課長|次長|部長|室長|所長|本部長|"
    r"事業部長|工場長|支店長|店長|専務|常務|取締役|社長|会長)"
)
BEFORE = re.compile(rf"(?:[{LETTER}]{{1,{FAMILY_MAX}}}|[A-Za-z]{{2,40}})(?=[ \u3000]?$)")
SPACED = re.compile(rf"(?=([{LETTER}]{{1,{FAMILY_MAX}}})[ \u3000]([{LETTER}]{{1,{GIVEN_MAX}}}))")
RUN = re.compile(r"[一-龥々〆ヶ]{2,10}")
KANA = re.compile(r"[ぁ-ゖ]{2,4}|[ァ-ヺー]{2,4}")
NUMBER = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z-]{0,6}\d)[A-Za-z0-9-]{4,20}(?![A-Za-z0-9])")
ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,}")

Candidate = tuple[int, str, str, str]  # where it stands, as it is written, family name, given name or ""


def names_in(text: str) -> list[str]:
    """Words that name an existing colleague, as they are written and in the order they stand in."""
    candidates = [*_called(text), *_full(text)]
    tokens = [(each.start(), each.group()) for shape in (NUMBER, ADDRESS) for each in shape.finditer(text)]
    known = _known(candidates, list(dict.fromkeys(token for _at, token in tokens)))
    found = [(at, word) for at, word, family, given in candidates if (family, given) in known]
    found += [(at, token) for at, token in tokens if token in known or token.lower() in known]
    return _longest(sorted(found, key=lambda each: (each[0], -len(each[1]))))


def _longest(found: list[tuple[int, str]]) -> list[str]:
    """Once each, without what is only a part of a longer one that stands there."""
    words: list[str] = []
    end = -1
    for at, word in found:
        if at >= end:
            words.append(word)
            end = at + len(word)
    return list(dict.fromkeys(words))


def _called(text: str) -> Iterator[Candidate]:
    """Every ending of what stands before さん: in 「隣の席の佐藤さん」 nobody knows where the name begins."""
    for title in TITLE.finditer(text):
        before = BEFORE.search(text, max(0, title.start() - 41), title.start())
        if before is None:
            continue
        whole = before.group().isascii()
        for start in range(before.start(), before.start() + 1 if whole else before.end()):
            yield start, text[start : title.end()], text[start : before.end()], ""


def _full(text: str) -> Iterator[Candidate]:
    """Family and given name, with a space and without: a run of kanji that may be cut anywhere, kana after it."""
    for each in SPACED.finditer(text):
        family, given = each.groups()
        for end in range(1, len(given) + 1):
            yield each.start(1), text[each.start(1) : each.start(2) + end], family, given[:end]
    for run in RUN.finditer(text):
        kanji = run.group()
        for start, cut, end in _cuts(len(kanji)):
            yield run.start() + start, kanji[start:end], kanji[start:cut], kanji[cut:end]
        kana = KANA.match(text, run.end())
        for end in range(2, len(kana.group()) + 1 if kana else 0):
            given = text[run.end() : run.end() + end]
            yield run.start(), kanji + given, kanji, given


def _cuts(length: int) -> Iterator[tuple[int, int, int]]:
    """Where a name may begin, be cut and end in a run: at its beginning (柴田葵殿中) or at its end (営業部柴田葵)."""
    for cut in range(1, length):
        if cut <= FAMILY_MAX:
            yield from ((0, cut, end) for end in range(cut + 1, min(cut + GIVEN_MAX, length) + 1))
        if length - cut <= GIVEN_MAX:
            yield from ((start, cut, length) for start in range(max(1, cut - FAMILY_MAX), cut))


def _known(candidates: list[Candidate], tokens: list[str]) -> set[tuple[str, str] | str]:
    """Those of the candidates that there are. One question, more only for a text as long as a book."""
    known: set[tuple[str, str] | str] = set()
    asked = list(dict.fromkeys((family, given) for _at, _word, family, given in candidates))
    for start in range(0, max(len(asked), len(tokens)), BATCH):
        wanted = _wanted(asked[start : start + BATCH], tokens[start : start + BATCH])
        rows = Person.objects.filter(wanted).order_by()
        for family, given, number, email in rows.values_list("family_name", "given_name", "employee_number", "email"):
            known |= {(family, ""), (family, given), number, email.lower()}
    return known


def _wanted(asked: list[tuple[str, str]], tokens: list[str]) -> Q:
    """A family name by itself counts only where somebody is called by it."""
    called = {family for family, given in asked if not given}
    families = {family for family, given in asked if given}
    givens = {given for _family, given in asked if given}
    return (
        Q(family_name__in=called)
        | Q(family_name__in=families, given_name__in=givens)
        | Q(employee_number__in=tokens)
        | Q(email__in=[*tokens, *(each.lower() for each in tokens)])
    )
