"""One morning at the desk: 鬼頭 asked, 水野 answers, 石田 leads; 倉持 works at another desk."""

from dataclasses import dataclass

import pytest

from suketto.people.models import Person
from suketto.tickets.models import Ticket
from tests.people import a_desk, a_leader, a_member, a_ticket, an_administrator, somebody


@dataclass(frozen=True)
class Morning:
    kito: Person
    shibata: Person
    mizuno: Person
    ishida: Person
    kuramochi: Person
    kishimoto: Person
    ticket: Ticket


@pytest.fixture
def morning() -> Morning:
    kito = somebody("鬼頭", "剛")
    return Morning(
        kito=kito, shibata=somebody(), mizuno=a_member(), ishida=a_leader(),
        kuramochi=a_member("倉持", desk=a_desk("ga", "総務")), kishimoto=an_administrator(),
        ticket=a_ticket(kito, "Excelの並べ替えを現場に来てやってくれ"),
    )  # fmt: skip
