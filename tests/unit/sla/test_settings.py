"""A desk's hours and targets, set by people."""

import pytest
from django.test import Client

from suketto.foundation.refusals import Refusal
from suketto.sla import actions
from suketto.sla.queries import hours_of, target_minutes
from tests.people import a_desk, an_administrator

pytestmark = pytest.mark.django_db
USUAL = {f"day{day}": "09:00-12:00 13:00-17:30" for day in range(5)}
FORM = {"name": "情報システム", "p1": "15", "p2": "30", "p3": "240", "p4": "450", "national_holidays": "1", **USUAL}


@pytest.mark.parametrize("text", ["9時から", "09:00", "09:00-", "25:00-26:00x", "a-b", "09:61-10:00"])
def test_hours_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(Refusal):
        actions.read_spans(text)


def test_hours_survive_the_way_there_and_back() -> None:
    text = "08:45-12:15 13:00-17:30"

    assert actions.write_spans(actions.read_spans(text)) == text


def test_a_desk_that_never_opens_is_refused() -> None:
    with pytest.raises(Refusal, match="受付時間が一つもありません"):
        actions.set_hours(a_desk(), by=an_administrator(), week=[""] * 7, days_off="", national_holidays=True)


def test_the_form_sets_both_and_says_what_is_wrong_with_what_was_typed() -> None:
    client, desk = Client(), a_desk()
    client.force_login(an_administrator())

    wrong = client.post(f"/house/desks/{desk.slug}/", FORM | {"day0": "朝から夕方"})
    right = client.post(
        f"/house/desks/{desk.slug}/", FORM | {"day0": "08:45-12:15", "p3": "120", "days_off": "2026-12-29"}
    )

    assert (wrong.status_code, "朝から夕方" in wrong.content.decode()) == (422, True)
    assert right.status_code == 302
    assert (hours_of(desk).week[0], target_minutes(desk, 3)) == (((525, 735),), 120)
