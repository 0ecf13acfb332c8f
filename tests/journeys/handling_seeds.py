"""鬼頭 has a note that 石田 has looked at, 柴田 wishes of her own; both asked this morning, 鬼頭 first."""

import sys
from datetime import timedelta

import time_machine

from suketto.foundation import clock
from suketto.handling import actions
from suketto.handling.models import HandlingFact, HandlingNote
from suketto.people import actions as people
from suketto.people.models import Department, Desk, Person, Site
from suketto.tickets import actions as tickets
from suketto.tickets.models import Ticket
from tests.journeys.people import PASSWORD
from tests.journeys.seeds import JUNE, with_the_usual_procedures

MONDAY = JUNE.replace(day=8, hour=10)


def a_note_and_wishes() -> None:
    """S39: two of P3 a minute apart, and one of the two with a note."""
    with_the_usual_procedures()
    desk = Desk.objects.get(slug="it")
    kito = people.take_on(
        by=None, password=PASSWORD, employee_number="1005", family_name="鬼頭", given_name="剛", family_kana="キトウ",
        given_kana="ツヨシ", title="部長", email="1005@minato.example", extension="4105",
        department=Department.objects.get(code="10"), site=Site.objects.get(slug="chiba"),
    )  # fmt: skip
    known = {person.employee_number: person for person in Person.objects.all()}
    mizuno, ishida, shibata = (known[number] for number in ("2001", "2002", "1001"))
    with time_machine.travel(MONDAY - timedelta(days=4)):
        before = _asks(desk, kito, "Excelの並べ替えが分からないので、現場に来てやってくれ")
        note = actions.write_note(
            before, protocols=["two_people", "in_writing"], happened_on=clock.today(), channel="phone", by=mizuno,
            words="14:20 電話。「今すぐ来い」と3回言われ、通話は25分。切ったあと、要点をメールで送った。",
        )  # fmt: skip
    with time_machine.travel(MONDAY - timedelta(days=3)):
        actions.review(note.facts.get(), by=ishida)
        tickets.resolve(before, by=mizuno, answer="鬼頭様\n\n並べ替えは「データ」の「並べ替え」からできます。\n\n水野")
        actions.wish_for("in_writing", "会議が多いため", by=shibata, consent=True)
        actions.wish_for("hearing", by=shibata, consent=True)
    with time_machine.travel(MONDAY):
        _asks(desk, kito, "集計表が開かない")
    with time_machine.travel(MONDAY + timedelta(minutes=1)):
        _asks(desk, shibata, "見積システムにログインできない")


def _asks(desk: Desk, person: Person, text: str) -> Ticket:
    return tickets.open_ticket(desk=desk, by=person, requester=person, channel="portal", text=text)


def tell_notes() -> None:
    """How many notes and facts lie in the tables, whether anybody would see them or not."""
    sys.stdout.write(f"{HandlingNote.objects.count()} {HandlingFact.objects.count()}")
