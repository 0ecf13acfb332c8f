"""A line, a member who answers it, and a morning that stands still for those who ask for it."""

from collections.abc import Iterator

import pytest
import time_machine

from suketto.channels.phone.models import Line
from suketto.people.models import Person
from tests.people import a_member
from tests.unit.phone.ringing import MONDAY, a_line


@pytest.fixture
def monday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def line() -> Line:
    return a_line()


@pytest.fixture
def mizuno() -> Person:
    return a_member(extension="4120")
