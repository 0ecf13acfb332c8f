"""Where somebody else's words begin: the lines mail programs write above a quote or a forwarded letter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

FORWARD = re.compile(
    r"[-_=*>\s　]*(?:begin forwarded message|forwarded (?:message|by\b.*|mail)|"
    r"転送(?:された|元(?:の)?)?(?:メッセージ|メール)(?:\s*(?:ここから|開始))?|Weitergeleitete Nachricht|"
    r"转发的?邮件|轉寄的?郵件|전달된 메(?:시지|일))"
    r"\s*[:：]?[-_=*<\s　]*",
    re.IGNORECASE,
)
ORIGINAL = re.compile(
    r"[-_=*\s　]{2,}(?:original (?:message|appointment)|元のメッセージ|オリジナル\s?メッセージ|返信元メッセージ|"
    r"reply message|Ursprüngliche Nachricht|原始[邮郵]件|原邮件|원본 메(?:시지|일))[-_=*\s　]{2,}",
    re.IGNORECASE,
)
RULE = re.compile(r"[_\-─━]{10,}")
QUOTED = re.compile(r" {0,3}[>＞]")

_DATE = (
    r"(?:\d{4}\s*[年년/.-]\s*\d{1,2}\s*[月월/.-]\s*\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|"
    r"\d{1,2}\.?,?\s+[A-Z][a-zä]{2,8}\.?,?\s+\d{4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4})"
)
_ADDRESS = r"[<＜\[(]\s*[^<>＜＞\s]*@[^<>＜＞\s]*[>＞\])]"
_WROTE = (
    r"(?:wrote|writes|schrieb(?:\s.{1,100})?|a écrit|(?:さん|様|氏)?\s?[はが]\s?書きました|"
    r"(?:さん|様|氏)?(?:から)?の(?:メール|メッセージ)|さんの発言|[写寫]道|님이 (?:작성|썼습니다))"
)
_STRONG = re.compile(
    rf"(?:on|at|am|le|\(|［|\[)?.{{0,80}}?{_DATE}.{{0,200}}?(?:{_WROTE}|{_ADDRESS})\s*[:：]"
    rf"|On\s.{{5,200}}\s(?:wrote|writes)\s*[:：]"
    rf"|.{{0,100}}{_ADDRESS}\s*(?:[于於在]\s*)?(?:{_WROTE}(?:\son\s{_DATE}.{{0,30}})?|{_DATE}.{{0,30}})\s*[:：]"
    rf"|.{{1,60}}さん[はが]\s*{_DATE}.{{0,30}}に書きました\s*[:：]",
    re.IGNORECASE,
)
_WEAK = re.compile(
    rf".{{1,120}}(?:{_WROTE}|said)\s*[:：]|In (?:message|article) .{{5,160}}"
    r"|.{1,100}<[^<>\s]+@[^<>\s]+>\s?(?:から|より)",
    re.IGNORECASE,
)
_MIGHT_OPEN = re.compile(
    r"\d{4}|wrote|writes|schrieb|書きました|のメール|のメッセージ|[写寫]道|님이|@|^\s*(?:On|In|At|Am|Le)\s",
    re.IGNORECASE,
)

_LINE_OF_NOTES = re.compile(r".{1,80}---\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4} \d{1,2}:\d{2}.{0,12}---.{0,300}")

_NAMES = {
    "from": "差出人 送信者 発信者 送信元 from von de 发件人 寄件者 寄件人 보낸_사람",
    "date": "送信日時 送信日付 送信日 送信済み 送信 日時 日付 受信日時 sent date gesendet datum envoyé"
    " 发送时间 发送日期 日期 寄件日期 时间 보낸_날짜 날짜",
    "to": "宛先 受信者 受取人 to an à 收件人 收件者 받는_사람",
    "cc": "cc ｃｃ bcc 抄送 副本 참조",
    "subject": "件名 題名 表題 subject betreff objet 主题 主旨 제목",
    "other": "重要度 添付ファイル 添付 返信先 importance attachments reply-to 附件 重要性 첨부",
}
_KIND = {name.replace("_", " "): kind for kind, names in _NAMES.items() for name in names.split()}
_LINE = re.compile(
    r"\s*[*＊]{0,2}(" + "|".join(sorted(map(re.escape, _KIND), key=len, reverse=True)) + r")[*＊]{0,2}\s{0,4}[:：]"
    r"[*＊]{0,2}[ \t　]*(.*)",
    re.IGNORECASE,
)


_MOST_ADDRESSES = 200


class Way(StrEnum):
    """How the words below are set apart: each line by its own mark, or not at all."""

    MARKED = "marked"
    REST = "rest"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class Block:
    """The lines 差出人: 送信日時: 宛先: 件名: from `start` up to `end`, by kind."""

    start: int
    end: int
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        return {"from", "date", "to", "subject"} <= self.fields.keys()


@dataclass(frozen=True, slots=True)
class Opening:
    """`at`: its first line. `below`: the first line under it. `way`: how far the words below reach."""

    at: int
    below: int
    way: Way


def first(lines: Sequence[str], *, reply: bool) -> Opening | None:
    """The first opening of a letter. `reply`: other signs say that it answers one."""
    in_fields = False  # a run of field lines that made no block makes none from its second line either
    for at, line in enumerate(lines):
        stripped = line.strip()
        if not stripped or QUOTED.match(line):
            continue
        if stripped[0] in "-_=*─━転BbFfW" or "転送" in stripped[:12]:
            found = _separated(lines, at, stripped)
            if found:
                return found
        found = _by_fields(lines, at) if reply and not in_fields else None
        if found:
            return found
        in_fields = _LINE.fullmatch(line) is not None
        if _MIGHT_OPEN.search(line):
            found = _attribution(lines, at, reply=reply)
            if found:
                return found
    return None


def _by_fields(lines: Sequence[str], at: int) -> Opening | None:
    """All four fields, or fewer over marked lines: three alone a person may have typed, telling of a letter."""
    block = block_at(lines, at)
    if block is None:
        return None
    if block.complete:
        return Opening(_with_line_of_notes(lines, at), block.end, Way.REST)
    below = _next(lines, block.end)
    return Opening(at, below, Way.MARKED) if below is not None and QUOTED.match(lines[below]) else None


def _with_line_of_notes(lines: Sequence[str], at: int) -> int:
    """Notes writes who, when and the first words in one line above the block."""
    above = next((number for number in range(at - 1, max(-1, at - 4), -1) if lines[number].strip()), at)
    return above if _LINE_OF_NOTES.fullmatch(lines[above].strip()) else at


def _separated(lines: Sequence[str], at: int, stripped: str) -> Opening | None:
    below = _next(lines, at + 1)
    if len(stripped) < 120 and FORWARD.fullmatch(stripped) and below is not None:
        marked = stripped[0] in "-_=*>" or stripped.endswith((":", "："))
        return Opening(at, below, Way.FORWARD) if marked else None
    if below is None:
        return None
    if ORIGINAL.fullmatch(stripped):
        return Opening(at, below, Way.MARKED if QUOTED.match(lines[below]) else Way.REST)
    if RULE.fullmatch(stripped) and block_at(lines, below):
        return Opening(at, below, Way.REST)
    return None


def _attribution(lines: Sequence[str], at: int, *, reply: bool) -> Opening | None:
    """One line, or up to three where it was wrapped. Over unmarked words it needs an address, and other signs."""
    for count in (1, 2, 3):
        if at + count > len(lines) or not lines[at + count - 1].strip() or QUOTED.match(lines[at + count - 1]):
            return None
        joined = " ".join(line.strip() for line in lines[at : at + count])
        if not joined.endswith((":", "：", "から", "より")) and not joined.startswith("In "):
            continue
        below = _next(lines, at + count)
        marked = below is not None and QUOTED.match(lines[below]) is not None
        if len(joined) < 400 and (_STRONG.fullmatch(joined) or (marked and _WEAK.fullmatch(joined))):
            if marked and below is not None:
                return Opening(at, below, Way.MARKED)
            return Opening(at, at + count, Way.REST) if reply and "@" in joined else None
    return None


def _next(lines: Sequence[str], at: int) -> int | None:
    return next((number for number in range(at, min(at + 4, len(lines))) if lines[number].strip()), None)


def block_at(lines: Sequence[str], at: int) -> Block | None:
    """The header lines of a quoted letter that begin here: who, and at least two of when, to whom, about what."""
    if not _LINE.fullmatch(lines[at]):
        return None
    found: dict[str, str] = {}
    number, end = at, at
    last = ""
    addresses = 0  # of a long list of recipients, which is still one field
    while number < min(at + 20 + addresses, len(lines)):
        match = _LINE.fullmatch(lines[number])
        if match:
            last = _KIND[match[1].lower()]
            found.setdefault(last, match[2].strip(" 　*"))
            end = number + 1
        elif last in {"to", "cc"} and addresses < _MOST_ADDRESSES and _among_others(lines[number - 1]):
            addresses += 1
            found[last] = f"{found[last]} {lines[number].strip()}"
        elif not _goes_on(lines, number, last):
            break
        elif lines[number].strip():
            found[last] = f"{found[last]} {lines[number].strip()}"
        number += 1
    if "from" in found and len(found.keys() & {"date", "to", "subject"}) >= 2:
        return Block(at, end, found)
    return None


def _among_others(line: str) -> bool:
    """One of many recipients, with more to come."""
    bare = line.rstrip()
    return bare.endswith((";", "；")) or (bare.endswith((",", "，")) and "@" in bare)


def _goes_on(lines: Sequence[str], number: int, last: str) -> bool:
    """A long list of recipients runs over several lines before the next field; a blank line may part two fields."""
    if not lines[number].strip():
        return _field_follows(lines, number, 1)
    return last in {"to", "cc", "subject", "from"} and _field_follows(lines, number, 6)


def _field_follows(lines: Sequence[str], number: int, within: int) -> bool:
    for line in lines[number + 1 : number + 1 + within]:
        if _LINE.fullmatch(line):
            return True
        if not line.strip():
            return False
    return False


def begins_a_quote(line: str) -> bool:
    """Whether this line alone may be the first of somebody else's words."""
    stripped = line.strip()
    told = (QUOTED.match(line), _LINE.fullmatch(line), ORIGINAL.fullmatch(stripped), RULE.fullmatch(stripped))
    return any(told) or _STRONG.fullmatch(stripped) is not None
