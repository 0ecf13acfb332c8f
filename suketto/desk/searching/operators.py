"""The operators of the search box, read into conditions; what nobody knows is told in a sentence with proposals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from suketto.desk.searching import meanings
from suketto.desk.searching.meanings import About, Meaning
from suketto.desk.searching.reading import Kind, Part, Typed, written
from suketto.foundation.text import fold

PROPOSED = 6


@dataclass(frozen=True, slots=True)
class Operator:
    """`name` and `word` stand before the colon in English and in Japanese; `also` is what else people write there."""

    name: str
    word: str
    read: meanings.Read
    offers: meanings.Offers
    also: tuple[str, ...] = ()
    hint: str = ""

    @property
    def label(self) -> str:
        """Before the colon, in the language of the page."""
        return self.word if (get_language() or "ja").startswith("ja") else self.name

    @property
    def title(self) -> str:
        return _(self.word)


OPERATORS = {
    operator.name: operator
    for operator in (
        Operator("state", gettext_noop("状態"), meanings.state, meanings.states, ("status",), gettext_noop("解決")),
        Operator(
            "assignee", gettext_noop("担当"), meanings.assignee, meanings.assignees,
            ("担当者", "owner"), gettext_noop("自分"),
        ),
        Operator(
            "period", gettext_noop("期間"), meanings.period, meanings.named_periods,
            ("日付", "受付", "date", "when", "opened"), gettext_noop("先月"),
        ),
        Operator(
            "department", gettext_noop("部署"), meanings.department, meanings.departments, ("dept",),
            gettext_noop("営業部"),
        ),
        Operator("desk", gettext_noop("窓口"), meanings.desk, meanings.desks, (), gettext_noop("情報システム")),
        Operator("service", gettext_noop("サービス"), meanings.service, meanings.services, (), "VPN"),
        Operator(
            "priority", gettext_noop("優先"), meanings.priority, meanings.priorities, ("優先順位", "優先度"), "P1",
        ),
        Operator(
            "requester", gettext_noop("利用者"), meanings.requester, meanings.requesters,
            ("問い合わせた方", "依頼者", "from"), gettext_noop("自分"),
        ),
        Operator("number", gettext_noop("番号"), meanings.number, lambda _b, _a: [], ("no", "id"), "HD-00042"),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """Something nobody knows, in a sentence; `proposals` are whole texts to search with instead."""

    sentence: str
    proposals: Sequence[tuple[str, str]] = ()
    fatal: bool = True  # nothing can be shown until it is put right


@dataclass(frozen=True, slots=True)
class Condition:
    """One operator with what it means; `part` is how it was typed: with a minus what it means is left out."""

    name: str
    meaning: Meaning
    part: Part

    @property
    def without(self) -> bool:
        return self.part.negative


@dataclass(frozen=True)
class Wanted:
    """All that the box says. Operators nobody knows were put among the exact letters."""

    typed: Typed
    words: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    conditions: Sequence[Condition] = ()
    problems: Sequence[Problem] = field(default=())

    @property
    def anything(self) -> bool:
        return bool(self.words or self.exact or self.left_out or self.conditions)

    @property
    def possible(self) -> bool:
        return not any(problem.fatal for problem in self.problems)


@cache
def names() -> Mapping[str, str]:
    """What may stand before the colon, folded, in both languages."""
    known: dict[str, str] = {}
    for operator in OPERATORS.values():
        spellings = (operator.name, operator.word, *operator.also)
        known |= dict.fromkeys((fold(each) for each in spellings), operator.name)
    return known


def understood(typed: Typed, about: About) -> Wanted:
    """What was typed with every operator's meaning."""
    known, conditions, problems = names(), list[Condition](), list[Problem]()
    letters, left_out = list(typed.exact), list(typed.left_out)
    for part in typed.operators:
        name = known.get(fold(part.name))
        if name is None:
            (left_out if part.negative else letters).append(part.raw[part.negative :])
            problems.append(_nobody_knows(typed, part, known))
        elif part.values:
            meaning, strange = _meaning(OPERATORS[name], part.values, about)
            problems += [_strange(typed, part, OPERATORS[name], value, about) for value in strange]
            conditions += [Condition(name, meaning, part)] if meaning is not None else []
    return Wanted(typed, typed.words, tuple(letters), tuple(left_out), conditions, problems)


def _meaning(operator: Operator, values: Iterable[str], about: About) -> tuple[Meaning | None, list[str]]:
    """Several values of one operator mean any of them; of periods the last one counts."""
    whole: Meaning | None = None
    strange = []
    for value in values:
        meaning = operator.read(value, about)
        if meaning is None:
            strange.append(value)
        elif isinstance(meaning, frozenset) and isinstance(whole, frozenset):
            whole = whole | meaning
        else:
            whole = meaning
    return whole, strange


def _nobody_knows(typed: Typed, part: Part, known: Mapping[str, str]) -> Problem:
    name, _colon, value = part.raw[part.negative :].replace("\uff1a", ":").partition(":")
    near = dict.fromkeys(known[each] for each in get_close_matches(fold(name), known, n=3, cutoff=0.5))
    labels = [OPERATORS[each].label for each in near]
    told = _("「%(name)s:」という絞り込みはないので、書かれたとおりの文字で探しました。")
    if part.negative:
        told = _("「%(name)s:」という絞り込みはないので、書かれたとおりの文字があるものを除きました。")
    proposals = [(f"{label}:", typed.with_instead(part, f"{_minus(part)}{label}:{value}")) for label in labels]
    return Problem(told % {"name": name}, proposals, fatal=False)


def _minus(part: Part) -> str:
    return "-" if part.negative else ""


def _strange(typed: Typed, part: Part, operator: Operator, value: str, about: About) -> Problem:
    sentences = {
        "period": _(
            "「%(value)s」は期間として読めません。今日・先月・2026-04・2026-04-01..2026-04-30 のように書きます。"
        ),
        "desk": _("「%(value)s」という窓口は、あなたが見られる窓口の中にありません。"),
        "number": _("「%(value)s」は番号ではありません。HD-00042 や 42 のように書きます。"),
    }
    usual = _("「%(value)s」という%(operator)sは見つかりません。")
    sentence = sentences.get(operator.name, usual) % {"value": value, "operator": operator.title}
    return Problem(sentence, [(each, _instead(typed, part, operator, each)) for each in _near(operator, value, about)])


def _near(operator: Operator, value: str, about: About) -> Sequence[str]:
    """Values that look like what was typed, else the first there are."""
    offered = list(dict.fromkeys(operator.offers("", about)))
    by_fold = {fold(each): each for each in offered}
    near = [by_fold[each] for each in get_close_matches(fold(value), by_fold, n=PROPOSED, cutoff=0.4)]
    return near or offered[:PROPOSED]


def _instead(typed: Typed, part: Part, operator: Operator, value: str) -> str:
    return typed.with_instead(part, _minus(part) + written(operator.label, value))


def offers(typed: Typed, about: About) -> Sequence[tuple[str, str]]:
    """For the last piece of the text, while it is being typed: what may follow, and the whole text with it."""
    last = typed.parts[-1] if typed.parts else None
    if last is None or last.kind not in {Kind.WORD, Kind.OPERATOR}:
        return []
    if last.kind is Kind.OPERATOR:
        name = names().get(fold(last.name))
        if name is None:
            return []
        operator, value = OPERATORS[name], fold(last.values[-1]) if last.values else ""
        found = [
            each for each in dict.fromkeys(operator.offers(value, about)) if value in fold(each) and value != fold(each)
        ]
        return [(each, f"{_instead(typed, last, operator, each)} ") for each in found[:PROPOSED]]
    beginning = fold(last.text)
    fitting = dict.fromkeys(name for text, name in names().items() if text.startswith(beginning))
    return [(f"{OPERATORS[name].label}:", typed.with_instead(last, f"{OPERATORS[name].label}:")) for name in fitting]
