"""One free sentence read as the five boxes (S08, S21)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suketto.tickets import deadlines, sentence

TOKYO = ZoneInfo("Asia/Tokyo")
WEDNESDAY = datetime(2026, 6, 10, 13, 40, tzinfo=TOKYO)


def boxes(text: str) -> dict[str, str]:
    read = sentence.read(text, WEDNESDAY)
    return {box: value for box in ("wanted", "tried", "stuck", "others") if (value := getattr(read, box))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Excelの集計表を開くところまでやってみましたが、保存で躓いています",
            {"tried": "Excelの集計表を開くところまで", "stuck": "保存"},
        ),
        (
            "VPNがつながらない。再起動はしました。15時までに見積を送りたい。隣の席の人も同じです",
            {
                "wanted": "見積を送りたい",
                "tried": "再起動はしました",
                "stuck": "VPNがつながらない",
                "others": "隣の席の人も同じです",
            },
        ),
        (
            "14時からの監査に検査記録を出さないといけません",
            {"wanted": "14時からの監査に検査記録を出さないといけません"},
        ),
        ("ケーブルを抜き差ししてみましたが変わりません", {"tried": "ケーブルを抜き差ししてみました"}),
        (
            "2階の複合機から印刷できません。電源は入れ直しました。",
            {"tried": "電源は入れ直しました", "stuck": "2階の複合機から印刷できません"},
        ),
        ("「0x80070035」というエラーが出ます", {"stuck": "「0x80070035」というエラーが出ます"}),
        (
            "Teamsの会議に入れません。私だけのようです。",
            {"stuck": "Teamsの会議に入れません", "others": "私だけのようです"},
        ),
        ("モニターを追加してほしい", {"wanted": "モニターを追加してほしい"}),
        (
            "15時までに部内の勤怠を締めたいのですが、「申請期限を過ぎています」と出て先へ進めません",
            {"wanted": "部内の勤怠を締めたい", "stuck": "「申請期限を過ぎています」と出て先へ進めません"},
        ),
        ("急に重くなった", {"stuck": "急に重くなった"}),
        (
            "請求書が印刷できないのですが、16時の締めまでに12枚必要です",
            {"wanted": "12枚必要です", "stuck": "請求書が印刷できない"},
        ),
    ],
)
def test_each_part_of_the_sentence_is_proposed_for_its_box(text: str, expected: dict[str, str]) -> None:
    assert boxes(text) == expected


@pytest.mark.parametrize("text", ["PCがフリーズしました", "パスワードを忘れました", "USBメモリーを紛失しました"])
def test_what_merely_happened_is_not_taken_for_something_tried(text: str) -> None:
    assert boxes(text) == {"stuck": text}


@pytest.mark.parametrize("text", ["", "   ", "お世話になっております。よろしくお願いします。", "\x00\n\n", "。。。"])
def test_courtesies_and_nothing_propose_nothing(text: str) -> None:
    assert not sentence.read(text, WEDNESDAY)


def test_a_list_with_commas_stays_one_matter() -> None:
    assert boxes("Excel、Word、PDFが開かない") == {"stuck": "Excel、Word、PDFが開かない"}


@pytest.mark.slow
@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(text: str) -> None:
    read = sentence.read(text, WEDNESDAY)

    assert read.deadline_at is None or read.deadline_at > WEDNESDAY


@given(
    st.lists(
        st.sampled_from(
            [
                "再起動",
                "まで",
                "ました",
                "が、",
                "VPN",
                "つながらない",
                "15時",
                "99時99分",
                "13/45",
                "までに",
                "たい",
                "隣の人も",
                "。",
                "来週月曜",
                "し",
            ]
        ),
        max_size=60,
    ).map("".join)
)
def test_no_japanese_breaks_the_reader(text: str) -> None:
    read = sentence.read(text, WEDNESDAY)

    assert all(
        len(getattr(read, box)) <= sentence.PROPOSED_MAX_CHARACTERS for box in ("wanted", "tried", "stuck", "others")
    )


PIECES = [
    "今日",
    "25日",
    "2/30",
    "31日",
    "13/45",
    "来週",
    "再来週",
    "火曜",
    "(火)",
    "の",
    " ",
    "は",
    "朝",
    "夕方",
    "9:30",
    "25:99",
]
PIECES += [
    "16時半",
    "に出発",
    "までに",
    "の会議",
    "月末",
    "来月末",
    "今週",
    "中に",
    "期限は",
    "から",
    "、",
    "。",
    "2/29",
    "午後12時",
]


@pytest.mark.slow
@given(
    st.lists(st.sampled_from(PIECES), max_size=10).map("".join),
    st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1), timezones=st.just(TOKYO)),  # noqa: DTZ001
)
def test_no_mixture_of_days_and_clocks_breaks_the_reader(text: str, now: datetime) -> None:
    found = deadlines.find(text, now)

    assert found is None or (found.at > now and found.words in text)


@pytest.mark.slow
def test_a_very_long_text_is_read_in_no_time() -> None:
    start = datetime.now(TOKYO)

    sentence.read("再起動はしましたがまでまでまで" * 100_000, WEDNESDAY)

    assert (datetime.now(TOKYO) - start).total_seconds() < 1


@pytest.mark.parametrize(
    ("text", "at", "kind"),
    [
        ("14時からの監査に検査記録を出さないといけません", (10, 14, 0), "meeting"),
        ("15時までに見積を送りたい", (10, 15, 0), "customer"),
        ("16時の締めまでに必要です", (10, 16, 0), "closing"),
        ("3時までに送らないといけない", (10, 15, 0), "closing"),
        ("16:30までにお願いします", (10, 16, 30), "closing"),
        ("16時半までに", (10, 16, 30), "closing"),
        ("１５時までに", (10, 15, 0), "closing"),
        ("明日の9時までに資料を完成させたいです", (11, 9, 0), "closing"),
        ("今日中にお願いします", (10, 17, 30), "closing"),
        ("明日の午前中に欲しい", (11, 12, 0), "closing"),
        ("金曜までに直してほしい", (12, 17, 30), "closing"),
        ("来週月曜の10時から取締役会です", (15, 10, 0), "meeting"),
        ("明日10:30に出発します", (11, 10, 30), "departure"),
        ("6/30までに", (30, 17, 30), "closing"),
        ("6月12日の15時までに", (12, 15, 0), "closing"),
        ("6/25 9:30に出発します", (25, 9, 30), "departure"),
        ("6/25(木) 9:30に出発します", (25, 9, 30), "departure"),
        ("6月25日　9：30に出発します", (25, 9, 30), "departure"),
        ("2026/6/25 9:30に出発", (25, 9, 30), "departure"),
        ("6/25 06:05の新幹線に乗る。6/25 06:05に出発", (25, 6, 5), "departure"),
        ("6/25は9時に出発します", (25, 9, 0), "departure"),
        ("6/25 14:00の会議までに", (25, 14, 0), "meeting"),
        ("明日、14:00の会議までに", (11, 14, 0), "meeting"),
        ("25日までに", (25, 17, 30), "closing"),
        ("25日の10時までに", (25, 10, 0), "closing"),
        ("来週火曜の朝までに", (16, 9, 0), "closing"),
        ("再来週の火曜までに", (23, 17, 30), "closing"),
        ("明日の朝の会議で使います", (11, 9, 0), "meeting"),
        ("明日の昼までに", (11, 12, 0), "closing"),
        ("夕方までに", (10, 17, 0), "closing"),
        ("明後日までに", (12, 17, 30), "closing"),
        ("明後日に必要です", (12, 17, 30), "closing"),
        ("期限は明後日です", (12, 17, 30), "closing"),
        ("納期は6/25 15:00です", (25, 15, 0), "closing"),
        ("今週中にお願いします", (12, 17, 30), "closing"),
        ("来週中にお願いします", (19, 17, 30), "closing"),
        ("月末までに", (30, 17, 30), "closing"),
        ("月末の締めに間に合わせたい", (30, 17, 30), "closing"),
        ("先週の金曜から遅いです。15時までに直してほしい", (10, 15, 0), "closing"),
    ],
)
def test_the_moment_that_is_asked_for(text: str, at: tuple[int, int, int], kind: str) -> None:
    found = deadlines.find(text, WEDNESDAY)

    assert found is not None
    assert (found.at, found.kind) == (datetime(2026, 6, *at, tzinfo=TOKYO), kind)


@pytest.mark.parametrize(
    "text",
    [
        "6/25に出張があり、9:30に出発します",
        "6/25は出張です。9:30に出発します",
        "明日の件ですが会議の前、15時までに",
        "来週の件です。16時までにお願いします",
        "3日後です。15時までに",
        "来週までに",
        "2日前から遅い",
        "今日使えなくなった",
    ],
)
def test_a_clock_after_a_day_it_does_not_belong_to_is_not_guessed_at(text: str) -> None:
    assert sentence.read(text, WEDNESDAY).deadline_at is None


def test_the_day_of_the_month_that_is_over_is_next_month() -> None:
    found = deadlines.find("5日までに", WEDNESDAY)

    assert found is not None
    assert found.at == datetime(2026, 7, 5, 17, 30, tzinfo=TOKYO)


@pytest.mark.parametrize(
    "text",
    [
        "8時から動かない",
        "昨日の15時まで使えていました",
        "今朝9時までは見えていた",
        "25時までに",
        "13月40日までに",
        "2/30までに",
        "10時からの会議に間に合わなかった",
        "パスワードを忘れました",
        "15時までに終わりませんでした",
        "今日の15時までに",
        "it was blocked by 3 people",
        "by 10:00 on Monday",
        "See you tomorrow, by 10:00",
    ],
)
def test_a_time_that_is_no_deadline_is_left_alone(text: str) -> None:
    late = WEDNESDAY.replace(hour=22, minute=30)

    assert deadlines.find(text, late) is None


def test_a_day_already_behind_us_is_next_year() -> None:
    december = datetime(2026, 12, 20, 9, 0, tzinfo=TOKYO)

    found = deadlines.find("1/15までに", december)

    assert found is not None
    assert found.at == datetime(2027, 1, 15, 17, 30, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("text", "tried"),
    [
        ("昨日までは開けました", ""),
        ("先週の金曜まで入れました", ""),
        ("今朝まで見られました", ""),
        ("昨日は手順3まで進みました", "昨日は手順3まで"),
        ("ログイン画面まで行けました", "ログイン画面まで"),
    ],
)
def test_until_yesterday_is_since_when_and_not_how_far(text: str, tried: str) -> None:
    assert sentence.read(text, WEDNESDAY).tried == tried
