"""What a text gives away besides its question: device numbers, error codes, a limit, the five boxes. Proposed, never
imposed: a member takes each with one press. Pure: the time is given."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from suketto.foundation.text import clip
from suketto.tickets import deadlines, doubts, sentence

READ_MAX_CHARACTERS = 4000
SHOWN = 5

# Numbers that stand on stickers, by the prefixes that fleets use, or whatever follows 「管理番号」 and its kin.
DEVICE = re.compile(
    r"(?<![A-Za-z0-9-])(?:PC|NPC|DPC|NB|NT|LT|DT|WS|TAB|IPAD|IPHONE|MFP|PRN|PR|SV|SRV|AP|HUB|MON)[-_]?\d{2,8}(?![A-Za-z0-9])",
    re.IGNORECASE,
)
NAMED_DEVICE = re.compile(
    r"(?:管理番号|資産番号|備品番号|機器番号|端末番号|端末名|PC名|コンピュータ(?:ー)?名|ホスト名|シリアル(?:番号)?|S/N)"
    r"\s{0,3}(?:は|が|:|=|\s)\s{0,3}(?P<number>[A-Za-z0-9][A-Za-z0-9_-]{2,29})"
)
ERROR = re.compile(
    r"(?P<hex>0x[0-9A-Fa-f]{4,16})"
    r"|(?P<name>(?:ERR|NS_ERROR|DXGI_ERROR|STOP|INET_E|SEC_ERROR|SSL_ERROR)_[A-Z0-9_]{3,60})"
    r"|(?:エラー|error|イベント|event|コード|code|HTTP)\s{0,3}(?:コード|番号|code|no\.?|ID)?\s{0,3}[:=#は]?\s{0,3}"
    r"(?P<number>[A-Za-z]{0,6}[-_]?\d{2,8}(?:[-_.]\d{1,8}){0,4})(?![A-Za-z0-9]|\s?[月日時分秒年件回個台人名円%つ枚行])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """`deadline` with the words that said so, or `doubt` where one must ask; what the text does not say is empty."""

    devices: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    deadline: deadlines.Deadline | None = None
    doubt: doubts.Doubt | None = None
    boxes: sentence.Proposal = field(default_factory=sentence.Proposal)

    def __bool__(self) -> bool:
        return bool(self.devices or self.errors or self.deadline or self.doubt or self.boxes)


def find(text: str, now: datetime) -> Facts:
    """Never raises, whatever was written; `now` aware, in the reader's time zone."""
    read = unicodedata.normalize("NFKC", text[:READ_MAX_CHARACTERS])
    sentences = [part for part in sentence.SENTENCE_END.split(read) if part.strip()]
    limit = deadlines.first(sentences, now)
    return Facts(
        devices=_first(_devices(read)), errors=_first(_errors(read)), deadline=limit,
        doubt=None if limit else doubts.first(sentences, now), boxes=sentence.read(text, now),
    )  # fmt: skip


def _devices(text: str) -> Iterator[str]:
    yield from (found["number"] for found in NAMED_DEVICE.finditer(text))
    yield from (found.group().upper() for found in DEVICE.finditer(text))


def _errors(text: str) -> Iterator[str]:
    for found in ERROR.finditer(text):
        yield clip(found["hex"] or found["name"] or found["number"] or "", 60)


def _first(found: Iterator[str]) -> tuple[str, ...]:
    """Each once, in the order of the text."""
    return tuple(dict.fromkeys(each for each in found if each))[:SHOWN]
