"""「15時までに」「14時からの監査」「明日中に」: the moment a Japanese sentence asks for. Pure; the time is given."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

END_OF_WORK = time(17, 30)
END_OF_DAY = time(23, 59)
TODAY, TOMORROW = {"今日", "本日", "きょう", "today"}, {"明日", "あした", "あす", "翌日", "tomorrow"}
WEEKDAYS = "月火水木金土日"
PARTS = {"朝": time(9), "昼": time(12), "夕": time(17)}
FRIDAY = 4
WORK_BEGINS = 7  # an earlier hour without 午前 is one of the afternoon
NIGHT_BEGINS = 22  # until work begins nobody knows whether 「3時までに」 is soon or of the afternoon

DAY = (
    r"(?:(?P<day>今日|本日|きょう|明日|あした|あす|明後日|あさって|翌日|(?P<week>再来週|来週|今週)?の?(?P<weekday>[月火水木金土日])曜日?"
    r"|(?<![\d/.])(?:(?P<year>20\d\d)[年/])?(?P<month>\d{1,2})[月/](?P<monthday>\d{1,2})(?!\d)日?"
    r"|(?<![\d月/])(?P<alone>\d{1,2})日(?![前間後目]|以内))(?:\s?\([月火水木金土日・祝]{1,3}\))?)"
)
PERIOD = r"(?P<period>今週|来週|週末|今月末?|来月末?|月末)"
THEN = r"\s{0,3}[のはに、,]?\s{0,3}"
PART = r"(?P<part>朝|お?昼|夕)(?:方|イチ|いち|一番?)?"
CLOCK = (
    r"(?P<half>午前|午後|朝|夜|夕方|昼)?の?\s?(?:(?<!\d)(?P<hour>\d{1,2})(?:時(?:(?P<minute>\d{1,2})分|(?P<thirty>半))?|:(?P<colon>\d{2}))"
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

DUE = rf"(?:期限|期日|納期|締め?切り?|〆切り?)(?:は|が|:)\s?{DAY}"
WANTED = "に?は?(?:必要|要り|要る|使いたい|使います|欲しい|ほしい|納品|提出(?:し(?:ます|な)|する|です))"
UNTIL = r"(?:までに|まで(?=[、。\s]|$|に|です|お願い|必要)|締め?切?り?|〆切?|必着)"

TIMED = re.compile(rf"(?:{DAY}{THEN})?{CLOCK}(?:頃|ごろ|ころ)?の?(?:{LIMIT}|{START})")
PART_OF_DAY = re.compile(rf"(?:{DAY}{THEN})?{PART}の?{LIMIT}")
MEETING_AT_PART = re.compile(rf"{DAY}{THEN}{PART}{START}")
DUE_AT = re.compile(rf"{DUE}(?:{THEN}(?:{CLOCK}|{PART}))?")
WHOLE_DAY = re.compile(rf"{DAY}(?:中に?|の?午前中に?|の?(?P<until>{UNTIL})|{WANTED})")
WHOLE_PERIOD = re.compile(rf"{PERIOD}(?:中(?!旬)|いっぱい|の?{UNTIL}|{WANTED})")
# "by 23:30", "by 5 pm tomorrow": the one English way that names its limit without a doubt.
BY = re.compile(
    r"(?i:\bby\s(?=[\d:]{1,5}\s?[ap]m\b|\d{1,2}:\d{2}\b)(?!12(?::\d{2})?\s?am)(?P<hour>\d{1,2}+)(?::(?P<colon>\d{2}))?+"
    r"(?:\s?(?P<half>[ap]m)\b)?+(?:\s(?P<day>today|tomorrow)\b)?+(?!\s(?:on|next|this|the)\s))"
)
PATTERNS = (TIMED, PART_OF_DAY, MEETING_AT_PART, DUE_AT, WHOLE_DAY, WHOLE_PERIOD, BY)
ANOTHER_DAY = re.compile(
    rf"{DAY}|{PERIOD}|(?P<later>\d+(?:日|週間|か月|ヶ月)後|再来月|来年"
    r"|(?i:\b(?:tomorrow|next\s(?:week|month)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b))"
)
PAST = re.compile(r"(?:昨日|昨夜|昨晩|先週|さっき|先ほど|きのう|おととい|一昨日|今朝|けさ)の?[^、。]{0,6}$")
OVER = re.compile("なかった|ませんでした|でした|だった|過ぎ|遅れ")
WAS = re.compile(
    "に?[はもの]?(?:必要|期限|期日|納期|提出|締め?切り?|〆切り?|約束|予定)?の?(?:はず)?(?:でした|だった|だったの)"
)
CUSTOMER = re.compile("得意先|客先|お客|取引先|顧客|先方|仕入先|見積|納品|入札|提案")


@dataclass(frozen=True, slots=True)
class Deadline:
    """`kind` is a `Ticket.DeadlineKind` value; `words` the part of the sentence that said so."""

    at: datetime
    kind: str
    words: str


def first(sentences: Iterable[str], now: datetime) -> Deadline | None:
    """The first limit the sentences name; a clock alone says nothing once an earlier sentence named another day."""
    another_day = False
    for sentence in sentences:
        found = find(sentence, now, another_day=another_day)
        if found is not None:
            return found
        another_day = another_day or names_another_day(unicodedata.normalize("NFKC", sentence), now)
    return None


def find(sentence: str, now: datetime, *, another_day: bool = False) -> Deadline | None:
    """The first moment still to come that the sentence names as its limit; `now` aware, in the reader's time zone.

    A clock that follows another day without belonging to it is a guess, and is not made.
    """
    text = unicodedata.normalize("NFKC", sentence)
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            if past(text, match.start()) or WAS.match(text, match.end()) or either_half(match, now):
                continue
            at = _next_day(match, now) or _moment(match, now)
            if at is None or at <= now or _open_to_doubt(match, now):
                continue
            if dated(match) or not (another_day or names_another_day(text[: match.start()], now)):
                return Deadline(at, kind_of(match, text), match.group())
    return None


def past(text: str, start: int) -> bool:
    return PAST.search(text[max(0, start - 20) : start]) is not None


def this_morning(match: re.Match[str]) -> bool:
    """「今朝9時までに」: no other day's, also when it is over."""
    return match.group().startswith("朝") and match.string.endswith("今", 0, match.start())


def dated(match: re.Match[str]) -> bool:
    said = match.groupdict()
    return bool(said.get("day") or said.get("period"))


def names_another_day(text: str, now: datetime) -> bool:
    """Whether a day to come is spoken of; 「金曜から」 is one behind us."""
    for match in ANOTHER_DAY.finditer(text):
        said = match.groupdict()
        if said["day"] is None:
            return True
        since = said["weekday"] and text.startswith("から", match.end())
        try:
            if not since and not past(text, match.start()) and _day(said, now.date()) > now.date():
                return True
        except ValueError:
            return True
    return False


def _moment(match: re.Match[str], now: datetime) -> datetime | None:
    said = match.groupdict()
    try:
        day = _period(said["period"], match.group(), now.date()) if said.get("period") else _day(said, now.date())
        clock = clock_of(said, match.group(), now, named_day=dated(match))
    except ValueError:
        return None
    # 「今日中に」 after work is what is left of the day.
    if (said.get("day") or "").lower() in TODAY and clock == END_OF_WORK <= now.time() and not timed(said):
        clock = END_OF_DAY
    return None if day is None else datetime.combine(day, clock, now.tzinfo)


def timed(said: dict[str, str | None]) -> bool:
    return any(said.get(name) for name in ("hour", "noon", "part"))


def _next_day(match: re.Match[str], now: datetime) -> datetime | None:
    """Tomorrow's time, where a time without a day is named after work and is over today: 「15時までに」 at 22:37.

    「11時に会議」 is tomorrow's too, not one of 23:00, unless 夜 says so.
    """
    said = match.groupdict()
    settled = dated(match) or this_morning(match) or OVER.search(match.string, match.end())
    if settled or not timed(said) or now.time() <= END_OF_WORK:
        return None
    try:
        clock = clock_of(said, match.group(), now.replace(hour=0), named_day=True)
    except ValueError:
        return None
    if clock > now.time() and not bare_morning(said):
        return None
    return datetime.combine(now.date() + timedelta(days=1), clock, now.tzinfo)


def bare_morning(said: dict[str, str | None]) -> bool:
    """An hour before noon without 午前 or 夜: it may be either."""
    return bool(said.get("hour")) and not said.get("half") and int(said["hour"] or 0) < 12


def either_half(match: re.Match[str], now: datetime) -> bool:
    """「3時までに」 said at night is soon or of the afternoon: see doubts. By day it is the afternoon's."""
    said = match.groupdict()
    hour, day = said.get("hour") or "", (said.get("day") or "today").lower()
    bare = 1 <= int(hour or 0) < WORK_BEGINS and not hour.startswith("0") and not said.get("half")
    today = day in TODAY and not said.get("event")
    return bare and today and not WORK_BEGINS <= now.hour < NIGHT_BEGINS


def _open_to_doubt(match: re.Match[str], now: datetime) -> bool:
    """「10時までに」 at 14:00 is hardly 22:00: see doubts. In the evening it is (`_next_day`)."""
    said = match.groupdict()
    if dated(match) or not bare_morning(said) or not int(said["hour"] or 0) >= WORK_BEGINS:
        return False
    minute = 30 if said.get("thirty") else int(said.get("minute") or said.get("colon") or 0)
    try:
        return time(int(said["hour"] or 0), minute) <= now.time() <= END_OF_WORK
    except ValueError:
        return False


def _period(word: str, words: str, today: date) -> date | None:
    """The Friday of 今週, the last weekday of 月末; None for 「来週までに」, which may mean its beginning."""
    if word in {"今週", "週末"}:
        return today + timedelta(days=(FRIDAY - today.weekday()) % 7)
    if word in {"来週", "来月"} and not re.search("中|いっぱい", words):
        return None
    if word == "来週":
        return _weekday(FRIDAY, word, today)
    month = today.replace(day=1) + timedelta(days=31 if word.startswith("来月") else 0)
    last = month.replace(day=monthrange(month.year, month.month)[1])
    return last - timedelta(days=max(0, last.weekday() - FRIDAY))


def _day(said: dict[str, str | None], today: date) -> date:
    word, weekday = said.get("day"), said.get("weekday")
    if word is None or word.lower() in TODAY:
        return today
    if word.lower() in TOMORROW:
        return today + timedelta(days=1)
    if word in {"明後日", "あさって"}:
        return today + timedelta(days=2)
    if weekday:
        return _weekday(WEEKDAYS.index(weekday), said.get("week"), today)
    if said.get("alone"):
        return _day_of_month(int(said["alone"] or 0), today)
    found = date(int(said.get("year") or today.year), int(said["month"] or 0), int(said["monthday"] or 0))
    soon = said.get("year") or found >= today - timedelta(days=30)
    return found if soon else found.replace(year=today.year + 1)


def _day_of_month(day: int, today: date) -> date:
    """「25日」: this month's, or the next month's when that is over."""
    if day >= today.day:
        return today.replace(day=day)
    return (today.replace(day=1) + timedelta(days=31)).replace(day=day)


def _weekday(wanted: int, week: str | None, today: date) -> date:
    """「金曜」 is the next one; 「来週の月曜」 that of the week that begins next Monday."""
    monday = today - timedelta(days=today.weekday())
    if week in {"来週", "再来週"}:
        return monday + timedelta(days=(7 if week == "来週" else 14) + wanted)
    if week == "今週":
        return monday + timedelta(days=wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def clock_of(said: dict[str, str | None], words: str, now: datetime, *, named_day: bool) -> time:
    if said.get("noon"):
        return time(12)
    if part := said.get("part"):
        return PARTS[part[-1]]
    if said.get("hour") is None:
        return time(12) if "午前中" in words else END_OF_WORK
    hour, half = int(said["hour"] or 0), (said.get("half") or "").lower() or None
    minute = 30 if said.get("thirty") else int(said.get("minute") or said.get("colon") or 0)
    afternoon = half in {"午後", "夜", "夕方", "pm"} or (half == "昼" and hour < 6)
    # 「3時までに」 at an office means 15:00; so does 「9時まで」 said after nine only when today is not over by then.
    written = str(said["hour"]).startswith("0")  # 06:00 is six in the morning
    unsaid = (
        half is None
        and not written
        and (1 <= hour <= 6 or (not named_day and hour < 12 and time(hour, minute) <= now.time()))
    )
    if hour < 12 and (afternoon or unsaid):
        hour += 12
    return time(hour, minute)


def kind_of(match: re.Match[str], text: str) -> str:
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
