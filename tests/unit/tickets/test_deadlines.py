"""Times named after work: what is over today is meant for tomorrow."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from suketto.tickets import deadlines

TOKYO = ZoneInfo("Asia/Tokyo")
WEDNESDAY = datetime(2026, 6, 10, 13, 40, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("11時に会議があり、それまでに入りたいです", (11, 11, 0)),
        ("3時までにお願いします", (11, 15, 0)),
        ("夜11時の会議で使います", (10, 23, 0)),
        ("22時までに", (10, 22, 0)),
        ("15時までに", (11, 15, 0)),
        ("午後3時までにお願いします", (11, 15, 0)),
        ("朝9時までに", (11, 9, 0)),
        ("正午までに", (11, 12, 0)),
        ("今日中に", (10, 23, 59)),
        ("please fix it by 23:30", (10, 23, 30)),
        ("I need it by 3 pm, please", (11, 15, 0)),
        ("by 10:00 tomorrow", (11, 10, 0)),
    ],
)
def test_an_hour_named_in_the_evening_is_the_next_one_at_work(text: str, at: tuple[int, int, int]) -> None:
    found = deadlines.find(text, WEDNESDAY.replace(hour=20, minute=26))

    assert found is not None
    assert found.at == datetime(2026, 6, *at, tzinfo=TOKYO)
