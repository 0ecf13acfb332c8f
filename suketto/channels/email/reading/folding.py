"""The words of the letter, and what stands below them: quote and signature. Nothing a person wrote is ever folded.

A quote that reaches to the end folds; one with answers between its lines stays where it is, for without it they are no
answers; when it is not sure, it stays. Text and folded part together are the whole letter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from suketto.channels.email.reading import openings, signatures
from suketto.channels.email.reading.letter import Address
from suketto.channels.email.reading.openings import QUOTED, Way

_ANSWERED_INSIDE = re.compile(
    r"インライン|文中に|本文中|赤字|青字|朱書|色文字|\b(?:inline|in-line)\b|\bin (?:red|blue|green)\b"
    r"|(?:下記|以下|引用)(?:文)?(?:中)?に(?:て)?、?.{0,6}(?:回答|記入|追記|コメント|返答)(?:し|いた|を(?:記|入)|させ)"
    r"|\b(?:answers?|comments?|replies|see)\b.{0,12}\bbelow\b",
    re.IGNORECASE,
)

_FEW_WORDS = 200
# Together in few words above a quote they say that it was written into; a wrong keep costs some lines, a wrong fold
# the answer. Whose answer is thanked for or asked for is somebody else's.
_ANSWERING = re.compile(
    r"(?:回答|返答|返事|答え|追記|記入|記載|記述|コメント)"
    r"(?!(?:の程)?[をはの、]?\s?(?:いただ[きいけ]|頂[きいけ]|下さ|ください|お?願|ありがと|有り?難|お?待ち|期限|件))"
    r"|埋め|書(?:き|いて)|入れ(?:まし|てあ|てお)|印を|入力(?:済|しまし|いたしまし|致しまし|してあ)"
    r"|\bfill(?:ed|s)?(?: (?:it|them|this|that))? (?:in|out)\b|\b(?:responded|added|wrote|written|marked)\b"
    r"|\b(?<!your )(?:answer(?:s|ed)?|repl(?:y|ies|ied)|comment(?:s|ed)?|responses?)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"下記|以下|下[のにへ]|直下|下部|下段|文中|[赤青緑紫朱橙茶](?:い?文字|字|色|で)|蛍光|マーカー|ハイライト|矢印"
    r"|本文|メール[内中]|引用|それぞれ|各(?:質問|項目|設問|行|欄)|質問の|項目"
    r"|(?<![代発公])表(?![示現面明題情記向])|フォーム|様式|書式|の中に|[★☆■◆●→⇒【]|太字|下線|色"
    r"|\b(?:below|in-?line|underneath|between|in (?:bold|caps|colou?r|capitals|italics)"
    r"|in your (?:e-?mail|mail|message|text)|(?:the|your|this) (?:form|table|list|questions?))\b",
    re.IGNORECASE,
)


_MARKED_ANSWER = re.compile(r" {0,3}[>＞][>＞\s　]*(?:[→⇒⇨➡★]|[-=]>|【?(?:回答|答え?|ご?返答)】?\s?[:：】])")


@dataclass(frozen=True, slots=True)
class Folded:
    text: str
    folded: str


def fold(whole: str, *, sender: Address, reply: bool, forward: bool) -> Folded:
    """Divides a letter. `reply` and `forward`: what its other signs (subject, references) say it is."""
    lines = whole.split("\n")
    opening = openings.first(lines, reply=reply and not forward)
    if opening is not None and opening.way is Way.FORWARD:
        return Folded(_tidy(whole), "")
    if forward and _forwards(lines):
        return Folded(_tidy(whole), "")
    if opening is not None and opening.way is Way.REST:
        return _above(lines, opening.at, sender, whole)
    if opening is not None:
        return _marked(lines, opening, sender, whole)
    if reply:
        return _without_opening(lines, sender, whole)
    return _divided(lines, _signature(lines, sender), whole)


def _forwards(lines: Sequence[str]) -> bool:
    return any(openings.block_at(lines, number) for number, line in enumerate(lines) if ":" in line or "：" in line)


def _above(lines: list[str], at: int, sender: Address, whole: str) -> Folded:
    """The quote reaches from `at` to the end, unmarked; the person wrote above it."""
    above = lines[:at]
    cut = _without_last_rule(above, _signature(above, sender))
    written = "\n".join(above[:cut])
    if not written.strip() or _answered_inside(written):
        return Folded(_tidy(whole), "")
    return _divided(lines, cut, whole)


def _answered_inside(written: str) -> bool:
    """Whether the words above a quote say that the answers stand in it."""
    short = len(written.strip()) <= _FEW_WORDS
    together = short and _ANSWERING.search(written) and _PLACE.search(written)
    return bool(together) or _ANSWERED_INSIDE.search(written) is not None


def _answers_marked(written: str, lines: Sequence[str]) -> bool:
    """Whether the words above speak of answers and lines of the quote begin as such."""
    short = len(written.strip()) <= _FEW_WORDS
    return short and _ANSWERING.search(written) is not None and any(map(_MARKED_ANSWER.match, lines))


def _without_last_rule(lines: Sequence[str], end: int) -> int:
    """A rule that parts the words from the quote is no word; one that closes a box of the writer's is."""
    last = _last(lines, end)
    rule = lines[last].strip() if lines else ""
    parts = signatures.is_bare_rule(rule) and not any(line.strip()[:3] == rule[:3] for line in lines[:last])
    return last if parts else end


def _marked(lines: list[str], opening: openings.Opening, sender: Address, whole: str) -> Folded:
    """Each quoted line has its mark, so words below and between can be told from it."""
    run_ends = _end_of_run(lines, opening.below)
    loose = _written_lines(lines, run_ends)
    above = lines[: opening.at]
    if not loose:
        return _above(lines, opening.at, sender, whole)
    below = lines[run_ends:]
    only_below = not any(QUOTED.match(line) for line in below)
    signature = _signature(below, sender) if only_below else None
    if only_below and signature is not None and not "".join(below[:signature]).strip():
        return _above(lines, opening.at, sender, whole)
    if only_below and not "".join(above).strip():  # the answer stands under the quote
        return _divided_around(lines, opening.at, run_ends, run_ends + _or_end(signature, below), whole)
    return _interleaved(lines, sender, whole)


def _without_opening(lines: list[str], sender: Address, whole: str) -> Folded:
    """Marked lines nobody introduced: those at the very end fold, those between the words stay."""
    if any(QUOTED.match(line) for line in lines):
        return _interleaved(lines, sender, whole)
    return _divided(lines, _signature(lines, sender), whole)


def _interleaved(lines: list[str], sender: Address, whole: str) -> Folded:
    """All stays up to the last words the person wrote; a signature and the rest of the quote under them fold, unless
    the words above the quote say that the answers stand in it."""
    written = _written_lines(lines, 0)
    above = _above_first_quote(lines, sender)
    if not written or _answered_inside(above) or _answers_marked(above, lines):
        return Folded(_tidy(whole), "")
    end = written[-1] + 1
    cut = _signature(lines[:end], sender)
    if cut < end and cut and QUOTED.match(lines[_last(lines, cut)]):  # a signature under a quote
        earlier = _written_lines(lines[:cut], 0)
        cut = _signature(lines[: earlier[-1] + 1], sender) if earlier else cut
    if not "".join(lines[:cut]).strip():
        return Folded(_tidy(whole), "")
    return _divided(lines, cut, whole)


def _above_first_quote(lines: Sequence[str], sender: Address) -> str:
    first = next((number for number, line in enumerate(lines) if QUOTED.match(line)), 0)
    return "\n".join(lines[: _signature(lines[:first], sender)])


def _last(lines: Sequence[str], before: int) -> int:
    return next((number for number in range(before - 1, -1, -1) if lines[number].strip()), 0)


def _end_of_run(lines: Sequence[str], at: int) -> int:
    """The first line after `at` that a person may have written: neither marked nor blank."""
    while at < len(lines) and (QUOTED.match(lines[at]) or not lines[at].strip()):
        at += 1
    return at


def _written_lines(lines: Sequence[str], at: int) -> list[int]:
    return [number for number in range(at, len(lines)) if lines[number].strip() and not QUOTED.match(lines[number])]


def _signature(lines: Sequence[str], sender: Address) -> int:
    """Where the signature begins; the number of lines when there is none."""
    found = signatures.start(lines, sender)
    return len(lines) if found is None else found


def _or_end(number: int | None, lines: Sequence[str]) -> int:
    return len(lines) if number is None else number


def _divided(lines: list[str], cut: int, whole: str) -> Folded:
    text = _tidy("\n".join(lines[:cut]))
    if not text:
        return Folded(_tidy(whole), "")
    return Folded(text, _without_blank_ends(lines[cut:]))


def _divided_around(lines: list[str], quote: int, start: int, end: int, whole: str) -> Folded:
    """The quote above and the signature below fold, the words between them are the text."""
    text = _tidy("\n".join(lines[start:end]))
    if not text:
        return Folded(_tidy(whole), "")
    pieces = [_without_blank_ends(lines[quote:start]), _without_blank_ends(lines[end:])]
    return Folded(text, "\n\n".join(piece for piece in pieces if piece))


def _without_blank_ends(lines: Sequence[str]) -> str:
    return re.sub(r"\A(?:[ \t]*\n)+", "", "\n".join(lines)).rstrip()


def _tidy(text: str) -> str:
    """Without blank lines around; a first line indented the Japanese way (with a wide blank) keeps its indentation."""
    return text.strip(" \t\n\r").rstrip()
