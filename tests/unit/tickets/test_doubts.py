"""A limit that is over today is asked about: neither dropped nor guessed."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from suketto.tickets import deadlines, doubts, facts, sentence

TOKYO = ZoneInfo("Asia/Tokyo")
WEDNESDAY = datetime(2026, 6, 10, 14, 0, tzinfo=TOKYO)
FRIDAY = datetime(2026, 6, 12, 16, 40, tzinfo=TOKYO)


def meant(text: str, now: datetime) -> list[tuple[int, int, int]]:
    doubt = doubts.first([text], now)
    return [(at.day, at.hour, at.minute) for at in doubt.moments] if doubt else []


@pytest.mark.parametrize(
    ("text", "moments"),
    [
        ("10時までにお願いします", [(11, 10, 0)]),
        ("10:30までに", [(11, 10, 30)]),
        ("13時までに必要です", [(11, 13, 0)]),
        ("午後1時までに", [(11, 13, 0)]),
        ("今日の10時までに", [(11, 10, 0)]),
        ("正午までに", [(11, 12, 0)]),
        ("朝イチまでに", [(11, 9, 0)]),
        ("9時までに", [(11, 9, 0), (10, 21, 0)]),
        ("7時半までに", [(11, 7, 30), (10, 19, 30)]),
    ],
)
def test_what_is_over_today_is_asked_with_the_moments_it_may_mean(
    text: str, moments: list[tuple[int, int, int]]
) -> None:
    assert deadlines.find(text, WEDNESDAY) is None
    assert meant(text, WEDNESDAY) == moments


def test_after_a_friday_comes_a_monday() -> None:
    assert meant("3時までに", FRIDAY) == [(15, 15, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "15時までにお願いします",  # still to come: no question
        "11時から会議です",  # told, not to be kept
        "9時までだったのですが",
        "10時までに終わらせたかったのに止まりました",
        "昨日の10時までに出しました",
        "来週使います。10時までに",
        "困っています",
    ],
)
def test_nothing_is_asked_where_nothing_is_open(text: str) -> None:
    assert meant(text, WEDNESDAY) == []


NIGHT = WEDNESDAY.replace(hour=2, minute=10)


@pytest.mark.parametrize(
    ("text", "moments"),
    [
        ("1時までに", [(10, 13, 0), (11, 1, 0)]),
        ("本日1時締切です", [(10, 13, 0), (11, 1, 0)]),
        ("1:30までにお願いします", [(10, 13, 30), (11, 1, 30)]),
        ("3時までに", [(10, 3, 0), (10, 15, 0)]),
        ("期限は本日3時です", [(10, 3, 0), (10, 15, 0)]),
        ("by 1:30 please", [(10, 13, 30), (11, 1, 30)]),
    ],
)
def test_at_night_an_hour_without_its_half_is_asked_with_both(text: str, moments: list[tuple[int, int, int]]) -> None:
    doubt = doubts.first([text], NIGHT)

    assert deadlines.find(text, NIGHT) is None
    assert meant(text, NIGHT) == moments
    assert doubt is not None
    assert doubt.either_half


@pytest.mark.parametrize("text", ["3時までに", "本日3時締切です"])
def test_at_an_office_three_is_in_the_afternoon(text: str) -> None:
    found = deadlines.find(text, WEDNESDAY)

    assert found is not None
    assert (found.at.day, found.at.hour) == (10, 15)


@pytest.mark.parametrize("text", ["1時までに必要だった", "昨日の23時までに必要でした", "今朝9時までに必要だった"])
@pytest.mark.parametrize("now", [NIGHT, WEDNESDAY, NIGHT.replace(hour=23)])
def test_what_was_needed_is_neither_asked_nor_proposed(text: str, now: datetime) -> None:
    assert (deadlines.find(text, now), meant(text, now)) == (None, [])
    assert not sentence.read(text, now)


def test_this_morning_is_no_tomorrow() -> None:
    text, late = "今朝9時までに出す書類です", NIGHT.replace(hour=23)
    found = deadlines.find(text, NIGHT)

    assert found is not None
    assert (found.at.day, found.at.hour) == (10, 9)
    assert (deadlines.find(text, late), meant(text, late), meant(text, WEDNESDAY)) == (None, [], [])


@pytest.mark.parametrize(
    "text",
    [
        "15時までにお願いします",
        "よろしくお願いいたします",
        "今日中にお願いします",
        "16時までにお願いできますでしょうか",
    ],
)
def test_a_polite_ending_is_no_wish(text: str) -> None:
    assert sentence.read(text, WEDNESDAY).wanted == ""
    assert sentence.read(f"印刷を{text}", WEDNESDAY).wanted


def test_facts_hold_a_limit_or_a_doubt_never_both() -> None:
    read = facts.find("10時までにお願いします。だめなら15時までに。", WEDNESDAY)

    assert read.deadline is not None
    assert (read.deadline.at.hour, read.doubt) == (15, None)
