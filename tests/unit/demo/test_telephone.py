"""The calls of the demo's Monday."""

from random import Random

import pytest

from suketto.channels.phone.models import Call, CallBack, CallEvent
from suketto.demo.company import found
from suketto.demo.telephone import CALLS, ring
from suketto.foundation import clock

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_monday_has_calls_answered_and_owed() -> None:
    company = found(Random(1))  # noqa: S311  (the same company every time)
    ring(company, Random(1), clock.now())  # noqa: S311

    assert set(CallEvent.objects.values_list("outcome", flat=True)) == {"understood"}
    assert Call.objects.count() == len(CALLS)
    assert sorted(Call.objects.answered().values_list("taken_by__family_name", flat=True)) == ["水野", "水野", "高瀬"]
    assert sorted(CallBack.objects.values_list("number", flat=True)) == ["+815055550190", "+817055550118"]
    assert CallBack.objects.get(number="+817055550118").calls.count() == 2
    assert all(call.candidates for call in Call.objects.answered())
