"""A Saturday: the desk is closed, 水野 has a mobile and 佐伯 comes from an agency."""

from suketto.people import actions as people
from suketto.people.models import Department, Desk, Person, Site
from tests.journeys.people import PASSWORD
from tests.journeys.seeds import small


def with_mobiles() -> None:
    small()
    desk = Desk.objects.get(slug="it")
    mizuno = Person.objects.get(employee_number="2001")
    people.add_number(mizuno, "090-1234-5678", kind="mobile", by=None)
    saeki = people.take_on(
        by=None, password=PASSWORD, employee_number="2004", family_name="佐伯", given_name="翼", family_kana="サエキ",
        given_kana="ツバサ", title="", email="2004@minato.example", employment="agency",
        department=Department.objects.get(code="10"), site=Site.objects.get(slug="chiba"),
    )  # fmt: skip
    people.give_role(saeki, "member", by=None, desk=desk)
    people.add_number(saeki, "080-1111-2222", kind="mobile", by=None)
