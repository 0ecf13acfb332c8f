"""It is Monday, ten in the morning, and stays so until a test moves it."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.unit.chat.talking import MONDAY


@pytest.fixture(autouse=True)
def monday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller
