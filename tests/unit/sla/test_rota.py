"""時間外の当番: who may be called when and for what, judged whenever it is read (R14, R101)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from suketto.people import actions as people
from suketto.people.models import Person
from suketto.sla.models import BusinessCalendar
from suketto.sla.rota import actions
from suketto.sla.rota.models import StandbyTurn
from suketto.sla.rota.queries import rota, standby
from suketto.sla.rota.refusals import (
    AgreementMissing,
    BasisMissing,
    CaseTooLong,
    DaysNotSensible,
    NoAgreementNeeded,
    NotACallableNumber,
    NotAtThisDesk,
    TooManyCases,
)
from tests.people import a_desk, a_member, somebody
from tests.unit.sla.rota_makers import (
    EVENING,
    MONDAY,
    NIGHT,
    NOON,
    SUNDAY,
    at,
    browser_of,
    days,
    ruled,
    turn,
    with_mobile,
)

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("morning")
def test_a_day_of_the_rota_lasts_from_one_hand_over_to_the_next(ishida: Person, mizuno: Person) -> None:
    takase = with_mobile(a_member("高瀬"), "080-1111-2222")
    ruled(a_desk(), ishida)
    turn(mizuno, ishida, MONDAY, MONDAY)
    turn(takase, ishida, MONDAY + timedelta(days=1), SUNDAY)

    found = {when: standby(a_desk(), at(when)) for when in (EVENING, NIGHT, "2026-06-09T08:30+09:00")}
    later = standby(a_desk(), at("2026-06-09T19:00+09:00"))

    assert standby(a_desk(), at(NOON)) is None, "while the desk is open nobody is called"
    assert [each.duty and each.duty.person for each in found.values() if each] == [mizuno] * 3
    assert [each.until_at for each in found.values() if each] == [at("2026-06-09T09:00+09:00")] * 3
    assert later is not None
    assert later.duty is not None
    assert (later.duty.person, later.duty.phone) == (takase, "+818011112222")


@pytest.mark.usefixtures("morning")
def test_without_a_case_or_a_person_nobody_may_be_called_and_the_opening_is_told(
    ishida: Person, mizuno: Person
) -> None:
    turn(mizuno, ishida)
    without_case = standby(a_desk(), at(EVENING))
    ruled(a_desk(), ishida)
    there = standby(a_desk(), at(EVENING))
    people.leave(mizuno, by=None)
    gone = standby(a_desk(), at(EVENING))

    assert [each.duty is not None for each in (without_case, there, gone) if each] == [False, True, False]
    assert {each.opens_at for each in (without_case, there, gone) if each} == {at("2026-06-09T09:00+09:00")}


@pytest.mark.usefixtures("morning")
def test_gaps_and_doubles_and_whoever_cannot_be_called_are_told(ishida: Person, mizuno: Person) -> None:
    takase, silent = with_mobile(a_member("高瀬")), a_member("無口")
    turn(mizuno, ishida, MONDAY, MONDAY + timedelta(days=2))
    turn(takase, ishida, MONDAY + timedelta(days=2), MONDAY + timedelta(days=3))
    turn(silent, ishida, MONDAY + timedelta(days=4), MONDAY + timedelta(days=4))

    seen = days(a_desk())

    no_number = "無口 真理さんの携帯番号が名簿になく、当番の電話も決まっていません"
    assert seen == [
        (["水野"], []), (["水野"], []), (["水野", "高瀬"], ["2人が重なっています"]), (["高瀬"], []),
        ([], ["だれもいません", no_number]), ([], ["だれもいません"]), ([], ["だれもいません"]),
    ]  # fmt: skip
    ruled(a_desk(), ishida, phone="03-1234-5678")
    assert days(a_desk())[4] == (["無口"], []), "the telephone that is handed on is enough"


@pytest.mark.parametrize("kind", ["agency", "contractor"])
@pytest.mark.usefixtures("morning")
def test_nobody_from_another_company_is_put_on_it_without_a_recorded_agreement(ishida: Person, kind: str) -> None:
    saeki = with_mobile(a_member("佐伯", employment=kind))
    with pytest.raises(AgreementMissing):
        turn(saeki, ishida)
    agreement = actions.agree(
        a_desk(), saeki, by=ishida, basis="6/1の覚書（派遣元 大場さん）", first_on=MONDAY, last_on=SUNDAY
    )

    turn(saeki, ishida)
    with pytest.raises(AgreementMissing):
        turn(saeki, ishida, MONDAY, SUNDAY + timedelta(days=1))
    agreed = days(a_desk())
    actions.end_agreement(agreement, by=ishida)
    told = "合意の記録がありません"

    assert agreed == [(["佐伯"], [])] * 7
    assert days(a_desk()) == [([], ["だれもいません", f"佐伯 真理さんの{told}"])] * 7
    pages = [browser_of(each).get(reverse("rota")).content.decode() for each in (ishida, a_member("水野"))]
    assert [told in page for page in pages] == [True, False], "by whom a colleague is employed is for the leader alone"


@pytest.mark.usefixtures("morning")
def test_whoever_becomes_agency_staff_later_is_not_called_from_that_moment(ishida: Person, mizuno: Person) -> None:
    ruled(a_desk(), ishida)
    turn(mizuno, ishida)
    people.change(mizuno, by=None, employment="agency")

    found = standby(a_desk(), at(EVENING))

    assert (found is not None, found and found.duty) == (True, None)


@pytest.mark.usefixtures("morning")
def test_what_makes_no_sense_is_refused_in_words(ishida: Person, mizuno: Person) -> None:
    stranger, day = somebody("久我"), timedelta(days=1)

    for person, first, last, why in (
        (stranger, MONDAY, SUNDAY, NotAtThisDesk), (mizuno, SUNDAY, MONDAY, DaysNotSensible),
        (mizuno, MONDAY - 9 * day, MONDAY - day, DaysNotSensible),
        (mizuno, MONDAY, MONDAY + 400 * day, DaysNotSensible),
        (mizuno, date(1999, 1, 1), MONDAY, DaysNotSensible),
    ):  # fmt: skip
        with pytest.raises(why):
            turn(person, ishida, first, last)
    for facts, wrong in (
        ({"cases": "\n".join("いろはにほへ")}, TooManyCases), ({"cases": "あ" * 81}, CaseTooLong),
        ({"phone": "内線7000"}, NotACallableNumber),
    ):  # fmt: skip
        with pytest.raises(wrong):
            ruled(a_desk(), ishida, **facts)
    for person, basis, refused in ((mizuno, "覚書", NoAgreementNeeded), (mizuno, "　", BasisMissing)):
        with pytest.raises(refused):
            actions.agree(a_desk(), person, by=ishida, basis=basis, first_on=MONDAY, last_on=SUNDAY)
    assert not StandbyTurn.objects.exists()


@pytest.mark.usefixtures("morning")
def test_each_desk_by_its_own_hours_and_zone(ishida: Person, mizuno: Person) -> None:
    newark = a_desk("us", "US Desk")
    BusinessCalendar.objects.create(desk=newark, time_zone="America/New_York")
    lee = with_mobile(a_member("Lee", desk=newark), "+1 212-555-0123")
    ruled(newark, ishida)
    actions.add_turn(newark, lee, by=ishida, first_on=MONDAY, last_on=MONDAY)

    here, there = standby(a_desk(), at(EVENING)), standby(newark, at("2026-06-09T10:00+09:00"))

    assert (here and here.duty, there and there.duty and there.duty.person) == (None, lee)
    assert there is not None
    assert there.until_at == at("2026-06-09T09:00-04:00")


@pytest.mark.usefixtures("morning")
def test_the_weeks_cost_the_same_for_one_turn_and_for_many(
    ishida: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ruled(a_desk(), ishida)
    rota(a_desk(), MONDAY)  # the hours of the desk are remembered
    for many in (1, 8):
        for each in range(many):
            turn(with_mobile(a_member(f"人{each}")), ishida)
        with django_assert_num_queries(6):
            rota(a_desk(), MONDAY)
