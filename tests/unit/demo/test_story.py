"""What the demo company says is true on the day it is shown."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from suketto.demo.company import _ratings
from suketto.demo.monday import ARRIVALS, said, soon
from suketto.knowledge import actions as knowledge
from suketto.knowledge.models import Article, Rating
from suketto.sla.models import BusinessCalendar
from suketto.sla.queries import hours_of
from tests.people import a_desk, somebody

TOKYO = ZoneInfo("Asia/Tokyo")
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2026, 11, 24, 9, 5, tzinfo=TOKYO), "16時"),
        (datetime(2026, 11, 24, 16, 30, tzinfo=TOKYO), "明日16時"),
        (datetime(2026, 11, 24, 15, 30, tzinfo=TOKYO), "明日16時"),
        (datetime(2026, 11, 20, 18, 0, tzinfo=TOKYO), "11/24 16時"),
        (datetime(2026, 11, 22, 9, 0, tzinfo=TOKYO), "11/24 16時"),
    ],
)
def test_the_closing_at_16_is_the_next_one_of_a_working_day(now: datetime, words: str) -> None:
    desk = a_desk()
    BusinessCalendar.objects.create(desk=desk)
    closing = next(each for each in ARRIVALS if each.who == "井口")

    at = closing.deadline(hours_of(desk), now)

    assert at is not None
    assert (at.hour, at.minute, at > now, bool(hours_of(desk).spans(at.date()))) == (16, 0, True, True)
    assert closing.text.format(deadline=said(at, now)) == f"請求書が印刷できません。{words}の締めまでに必要です。"


@pytest.mark.parametrize(("minute", "words"), [(0, "11時"), (20, "11時"), (40, "11時半")])
def test_the_audit_is_soon_and_at_the_hour_that_is_said(minute: int, words: str) -> None:
    now = datetime(2026, 11, 24, 9, minute, tzinfo=TOKYO)
    audit = next(each for each in ARRIVALS if each.who == "真田")

    assert said(audit.deadline(hours_of(a_desk()), now), now) == words


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2026, 11, 23, 0, 41, tzinfo=TOKYO), "9時"),
        (datetime(2026, 11, 22, 23, 50, tzinfo=TOKYO), "明日9時"),
        (datetime(2026, 11, 22, 19, 10, tzinfo=TOKYO), "明日9時"),
        (datetime(2026, 11, 24, 5, 0, tzinfo=TOKYO), "9時"),
    ],
)
def test_by_night_the_audit_is_in_the_morning(now: datetime, words: str) -> None:
    assert said(soon(now, 95), now) == words


def test_the_sums_beside_the_ratings_are_theirs() -> None:
    articles = {str(n): knowledge.draft(by=None, title=f"記事 {n}", state="published", steps="手順") for n in range(5)}
    articles["draft"] = knowledge.draft(by=None, title="書きかけ")

    _ratings(articles, [somebody() for _number in range(30)])

    for article in Article.objects.all():
        stars = Rating.objects.filter(article=article).values_list("stars", flat=True)
        assert (article.votes, article.stars_total) == (len(stars), sum(stars))
        assert (article.votes > 0) == article.readable
    every = Rating.objects.values_list("stars", flat=True)
    assert 3.5 < sum(every) / len(every) < 4.5
