"""「15時までに」「14時からの監査」「明日中に」: the moment a Japanese sentence asks for. Pure; the time is given."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

END_OF_WORK = time(17, 30)
WEEKDAYS = "月火水木金土日"

DAY = (
    r"(?P<day>今日|本日|きょう|明日|あした|あす|明後日|あさって|翌日|(?P<week>来週|今週)?の?(?P<weekday>[月火水木金土日])曜日?"
    r"|(?P<month>\d{1,2})[月/](?P<monthday>\d{1,2})日?)"
)
CLOCK = (
    r"(?P<half>午前|午後|朝|夜|夕方|昼)?の?(?:(?P<hour>\d{1,2})(?:時(?:(?P<minute>\d{1,2})分|(?P<thirty>半))?|:(?P<colon>\d{2}))"
    r"|(?P<noon>正午|お昼))"
)
EVENT = (
    "会議|監査|打ち?合わ?せ|商談|研修|説明会|来客|プレゼン|面談|面接|訪問|発表|審査|セミナー|検査|ミーティング|MTG|mtg|朝礼"
    "|取締役会|役員会|立ち?会い?|講習|開始|始ま"
)
GOING = "出発|出張|出ます|出る|出かけ|新幹線|飛行機|フライト|便"
LIMIT = (
    r"(?P<limit>までに|まで(?=[、。\s]|$|には|に|です|お願い|必要|の納期|の締)|締め?切?り?|〆切?|必着"
    rf"|に(?:は)?(?:[^、。]{{0,12}})(?P<going>{GOING}))"
)
START = rf"(?:から|より|に|開始|スタート)?(?:の|、)?(?:[^、。]{{0,12}}?)(?P<event>{EVENT})"

TIMED = re.compile(rf"(?:{DAY}の?)?(?:{CLOCK})(?:頃|ごろ|ころ)?の?(?:{LIMIT}|{START})")
WHOLE_DAY = re.compile(
    rf"{DAY}(?:中に?|の?午前中に?|(?P<until>までに|まで(?=[、。\s]|$|に|です|お願い|必要)|締め?切?り?|〆切?|必着))"
)
PAST = re.compile(r"(?:昨日|昨夜|昨晩|先週|さっき|先ほど|きのう|おととい|一昨日|今朝|けさ)の?[^、。]{0,6}$")
CUSTOMER = re.compile("得意先|客先|お客|取引先|顧客|先方|仕入先|見積|納品|入札|提案")


@dataclass(frozen=True, slots=True)
class Deadline:
    """`kind` is a `Ticket.DeadlineKind` value; `words` the part of the sentence that said so."""

    at: datetime
    kind: str
    words: str


def find(sentence: str, now: datetime) -> Deadline | None:
    """The first moment still to come that the sentence names as its limit; `now` aware, in the reader's time zone."""
    text = unicodedata.normalize("NFKC", sentence)
    for pattern in (TIMED, WHOLE_DAY):
        for match in pattern.finditer(text):
            if PAST.search(text[: match.start()]):
                continue
            at = _moment(match, now)
            if at is not None and at > now:
                return Deadline(at, _kind(match, text), match.group())
    return None


def _moment(match: re.Match[str], now: datetime) -> datetime | None:
    said = match.groupdict()
    try:
        day = _day(said, now.date())
        clock = _clock(said, match.group(), now, named_day=said.get("day") is not None)
    except ValueError:
        return None
    return datetime.combine(day, clock, now.tzinfo)


def _day(said: dict[str, str | None], today: date) -> date:
    word, weekday = said.get("day"), said.get("weekday")
    if word is None or word in {"今日", "本日", "きょう"}:
        return today
    if word in {"明日", "あした", "あす", "翌日"}:
        return today + timedelta(days=1)
    if word in {"明後日", "あさって"}:
        return today + timedelta(days=2)
    if weekday:
        return _weekday(WEEKDAYS.index(weekday), said.get("week"), today)
    found = date(today.year, int(said["month"] or 0), int(said["monthday"] or 0))
    return found if found >= today - timedelta(days=30) else found.replace(year=today.year + 1)


def _weekday(wanted: int, week: str | None, today: date) -> date:
    """「金曜」 is the next one; 「来週の月曜」 that of the week that begins next Monday."""
    monday = today - timedelta(days=today.weekday())
    if week == "来週":
        return monday + timedelta(days=7 + wanted)
    if week == "今週":
        return monday + timedelta(days=wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _clock(said: dict[str, str | None], words: str, now: datetime, *, named_day: bool) -> time:
    if said.get("noon"):
        return time(12)
    if said.get("hour") is None:
        return time(12) if "午前中" in words else END_OF_WORK
    hour, half = int(said["hour"] or 0), said.get("half")
    minute = 30 if said.get("thirty") else int(said.get("minute") or said.get("colon") or 0)
    afternoon = half in {"午後", "夜", "夕方"} or (half == "昼" and hour < 6)
    # 「3時までに」 at an office means 15:00; so does 「9時まで」 said after nine only when today is not over by then.
    unsaid = half is None and (1 <= hour <= 6 or (not named_day and hour < 12 and time(hour, minute) <= now.time()))
    if hour < 12 and (afternoon or unsaid):
        hour += 12
    return time(hour, minute)


def _kind(match: re.Match[str], text: str) -> str:
    said = match.groupdict()
    if said.get("event"):
        return "meeting"
    if said.get("going") or re.search("出発|新幹線|飛行機|フライト", text):
        return "departure"
    if CUSTOMER.search(text):
        return "customer"
    if re.search("会議|監査|打ち?合わ?せ|商談|取締役会", text):
        return "meeting"
    return "closing"
