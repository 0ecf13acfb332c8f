"""A leader, a member with a mobile number, and a Monday morning."""

from typing import Any

import pytest
import time_machine

from suketto.people.models import Person
from tests.people import a_leader, a_member
from tests.unit.sla.rota_makers import with_mobile


@pytest.fixture
def ishida() -> Person:
    return a_leader("石田")


@pytest.fixture
def mizuno() -> Person:
    return with_mobile(a_member())


@pytest.fixture
def morning() -> Any:
    with time_machine.travel("2026-06-08T10:00+09:00", tick=False):
        yield
