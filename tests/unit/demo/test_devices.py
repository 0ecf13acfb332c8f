"""The demo company's devices are those of its stories."""

import pytest

from suketto.assets.models import Device
from suketto.assets.queries import by_number, devices_of
from suketto.demo import company
from suketto.demo.devices import hand_out
from suketto.people.models import Person, Site
from tests.unit.demo.test_post import house  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_everybody_has_what_the_stories_say(house: company.Company) -> None:  # noqa: F811
    number = hand_out()

    assert [device.number for device in devices_of(house.named["真田"])] == ["CB-0412"]
    assert [device.number for device in devices_of(house.named["鳴海"])] == ["TK-0001", "TK-0002"]
    assert by_number("ＣＢー０４１２")[0].person == house.named["真田"]
    assert [person for person in Person.objects.all() if not 1 <= len(devices_of(person)) <= 2] == []
    chiba = Device.objects.filter(person__site=Site.objects.get(slug="chiba"))
    assert [device.number for device in chiba if not device.number.startswith("CB-")] == []
    assert number == Device.objects.count() == Device.objects.values("key").distinct().count()
