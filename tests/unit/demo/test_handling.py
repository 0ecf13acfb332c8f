"""What the demo shows beside people is made by the same actions as in life."""

import pytest

from suketto.demo import company
from suketto.demo.handling import stand_beside
from suketto.foundation import clock
from suketto.handling.queries import about
from tests.people import a_ticket
from tests.unit.demo.test_post import house  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_a_note_and_wishes_stand_beside_named_people(house: company.Company) -> None:  # noqa: F811
    desk = house.desks["it"]
    a_ticket(house.named["鬼頭"], "現場に来てやってくれ", desk=desk)

    beside = stand_beside(house)

    found = {name: about(house.named[name].pk, {desk.pk}, clock.now()) for name in ("鬼頭", "真田", "柴田")}
    assert beside == 4
    assert found["鬼頭"].protocols == ["two_people", "in_writing"]
    assert [(each.label, each.words) for each in found["真田"].wishes] == [("電話より文書で", "検査室は音が大きいため")]
    assert not found["柴田"].notes
