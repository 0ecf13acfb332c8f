"""時間外の当番, when something was not right: the cursor, what comes back, and what is taken back."""

from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from suketto.people.models import Desk, Person
from suketto.sla.rota import actions
from suketto.sla.rota.days import short_day, span
from suketto.sla.rota.models import StandbyAgreement, StandbyTurn
from suketto.sla.rota.queries import rota
from suketto.trail.models import Event
from tests.people import a_desk, a_leader, a_member, somebody
from tests.unit.sla.rota_makers import EVENING, MONDAY, SUNDAY, browser_of, days, ruled, turn, with_mobile

pytestmark = pytest.mark.django_db
NEW_TURN, NEW_AGREEMENT = ("rota_new_turn", ["it"]), ("rota_new_agreement", ["it"])
WEEK = {"first_on": "2026-06-08", "last_on": "2026-06-14"}


@pytest.fixture
def saeki() -> Person:
    return with_mobile(a_member("佐伯", employment="agency"))


def cursor(page: Any) -> list[str]:
    """The boxes that the page opens at."""
    forms = [page.context[name] for name in ("turn_form", "agreement_form", "rule_form")]
    boxes = [box for form in forms if form for box in form if "autofocus" in box.field.widget.attrs]
    assert page.content.decode().split("</main>")[0].count(" autofocus") == len(boxes)
    return [box.html_name for box in boxes]


def send(client: Client, where: tuple[str, list[str]], **said: Any) -> HttpResponse:
    return client.post(reverse(where[0], args=where[1]), said)


@pytest.mark.usefixtures("morning")
def test_the_page_opens_at_what_was_refused(ishida: Person, mizuno: Person, saeki: Person) -> None:
    leader = browser_of(ishida)
    agreement = {"agreement-first_on": "2026-06-08", "agreement-last_on": "2026-06-14"}

    found = [
        cursor(send(leader, NEW_TURN, **WEEK)),
        cursor(send(leader, NEW_TURN, person=mizuno.pk, first_on="2026-06-14", last_on="2026-06-08")),
        cursor(send(leader, NEW_TURN, person=mizuno.pk, first_on="1999-01-01", last_on="2026-06-08")),
        cursor(send(leader, NEW_TURN, person=saeki.pk, **WEEK)),
        cursor(send(leader, NEW_AGREEMENT, **agreement, **{"agreement-person": saeki.pk, "agreement-basis": " "})),
        cursor(send(leader, ("rota_rule", ["it"]), cases="", phone="内線7000", handover="09:00")),
        cursor(leader.get(reverse("rota"))),
    ]

    assert found == [["person"], ["last_on"], ["first_on"], ["agreement-basis"], ["agreement-basis"], ["phone"], []]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-06-14", "2026-06-10", "おわりの日が、はじめの日（6/14(日)）より前です。"),
        ("2026-06-01", "2026-06-07", "6/7(日)は、もう過ぎています。"),
        ("2026-06-08", "2027-07-01", "2027/7/1(木)は先すぎます。2027/6/9(水)までの日にしてください（今日から366日）。"),
        ("2026-05-01", "2026-06-14", "5/1(金)は前すぎます。はじめの日は5/8(金)からあとにしてください（31日前まで）。"),
    ],
)
@pytest.mark.usefixtures("morning")
def test_days_are_refused_with_what_is_the_matter_with_them(
    ishida: Person, mizuno: Person, first: str, last: str, words: str
) -> None:
    refused = send(browser_of(ishida), NEW_TURN, person=mizuno.pk, first_on=first, last_on=last)

    assert (refused.status_code, words in refused.content.decode()) == (422, True)


@pytest.mark.usefixtures("morning")
def test_a_turn_that_waited_for_an_agreement_comes_back_to_be_sent(ishida: Person, saeki: Person) -> None:
    leader = browser_of(ishida)
    refused: Any = send(leader, NEW_TURN, person=saeki.pk, **WEEK)
    kept = {f"turn-{name}": value for name, value in refused.context["kept_turn"].items()}
    form = {"agreement-person": saeki.pk, "agreement-first_on": "2026-06-01", "agreement-last_on": "2026-06-30"}

    again: Any = send(leader, NEW_AGREEMENT, **form, **kept)
    agreed = send(leader, NEW_AGREEMENT, **form, **kept, **{"agreement-basis": "6/1の覚書"})
    page: Any = leader.get(agreed["Location"])
    box = page.context["turn_form"]

    assert [f'name="{name}" value="{value}"' in again.content.decode() for name, value in kept.items()] == [True] * 3
    assert "#" not in agreed["Location"], "the cursor says where, and a browser heeds it only without a part"
    assert {name: str(box[name].value()) for name in box.fields} == {"person": str(saeki.pk), **WEEK}
    assert cursor(page) == ["person"]
    assert send(leader, NEW_TURN, person=saeki.pk, **WEEK).status_code == 302


@pytest.mark.usefixtures("morning")
def test_what_was_taken_out_comes_back_to_its_old_place(ishida: Person, mizuno: Person) -> None:
    first, leader = turn(mizuno, ishida), browser_of(ishida)
    turn(with_mobile(a_member("高瀬"), "080-1111-2222"), ishida)

    gone: Any = leader.post(reverse("rota_turn_removal", args=[first.pk]), follow=True)
    told = str(next(iter(gone.context["messages"])))
    undo = told.split('value="')[1].split('"', maxsplit=1)[0]
    without = next(each for each, _problems in days(a_desk()))
    where = reverse("rota_undo", args=["it"])
    others = [
        browser_of(each).post(where, {"undo": undo}).status_code for each in (somebody(), mizuno, led_elsewhere())
    ]
    back = [leader.post(where, {"undo": undo}).status_code for _twice in range(2)]
    forged: Any = leader.post(where, {"undo": undo[:-3] + "xyz"}, follow=True)

    assert ("元に戻す" in told, 'id="undo"' in gone.content.decode()) == (True, True)
    assert gone.redirect_chain[-1][0].endswith("#turns")
    assert (without, others, back) == (["高瀬"], [403, 403, 404], [302, 302])
    assert next(each for each, _problems in days(a_desk())) == ["水野", "高瀬"]
    assert StandbyTurn.objects.count() == 2
    assert "もう元に戻せません" in forged.content.decode()


def led_elsewhere() -> Person:
    return a_leader("倉持", desk=a_desk("ga", "総務"))


@pytest.mark.usefixtures("morning")
def test_an_agreement_that_was_ended_by_a_slip_covers_its_days_again(ishida: Person, saeki: Person) -> None:
    agreement = actions.agree(a_desk(), saeki, by=ishida, basis="6/1の覚書", first_on=MONDAY, last_on=SUNDAY)
    leader = browser_of(ishida)

    gone: Any = leader.post(reverse("rota_agreement_end", args=[agreement.pk]), follow=True)
    undo = str(next(iter(gone.context["messages"]))).split('value="')[1].split('"')[0]
    ended = StandbyAgreement.objects.get().ended_at
    back = leader.post(reverse("rota_undo", args=["it"]), {"undo": undo})

    assert (ended is not None, StandbyAgreement.objects.get().ended_at) == (True, None)
    assert back["Location"].endswith("#agreements")
    assert Event.objects.order_by("-id")[0].kind == "rota.agreement_resumed"


@pytest.mark.usefixtures("morning")
def test_one_person_with_two_overlapping_turns_is_one_person(ishida: Person, mizuno: Person) -> None:
    turn(mizuno, ishida)
    turn(mizuno, ishida, MONDAY, MONDAY)

    day = rota(a_desk(), MONDAY, 1)[0]

    assert (len(day.turns), day.doubled, list(day.problems)) == (2, False, [])


@time_machine.travel("2026-06-11T10:00+09:00", tick=False)
def test_the_weeks_are_whole_and_the_proposed_turn_stays_within_the_gap(ishida: Person, mizuno: Person) -> None:
    actions.add_turn(a_desk(), mizuno, by=ishida, first_on=MONDAY.replace(day=13), last_on=SUNDAY)

    page: Any = browser_of(ishida).get(reverse("rota"))
    weeks, proposed = page.context["weeks"], page.context["turn_form"].initial

    assert [len(week) for week in weeks] == [7] * 5
    assert (str(weeks[0][0].on), str(weeks[-1][-1].on)) == ("2026-06-08", "2026-07-12")
    assert page.context["gaps"] == 30, "days that are over are no gaps"
    assert (str(proposed["first_on"]), str(proposed["last_on"])) == ("2026-06-11", "2026-06-12")


@pytest.mark.usefixtures("morning")
def test_the_rota_of_a_desk_that_is_not_ones_own_does_not_exist(ishida: Person) -> None:
    a_desk("ga", "総務")
    leader = browser_of(ishida)

    statuses = [leader.get(reverse("rota") + said).status_code for said in ("?desk=it", "?desk=ga", "?desk=ga&as=csv")]

    assert statuses == [200, 404, 404]


@time_machine.travel(EVENING, tick=False)
def test_in_english_the_desk_has_its_english_name_and_days_no_wave_dash(ishida: Person, mizuno: Person) -> None:
    Desk.objects.filter(pk=a_desk().pk).update(name_en="IT Service Desk")
    ruled(a_desk(), ishida)
    turn(mizuno, ishida)
    reader = browser_of(ishida)
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page, home = (reader.get(reverse(name)).content.decode() for name in ("rota", "portal"))

    assert ["IT Service Desk" in each and "情報システム" not in each for each in (page, home)] == [True, True]
    assert "Mon 8 Jun – Sun 14 Jun" in page
    with translation.override("ja"):
        assert (span(MONDAY, SUNDAY), span(MONDAY, MONDAY)) == ("6/8(月)〜6/14(日)", "6/8(月)")
        assert short_day(MONDAY.replace(year=2027)) == "2027/6/8(火)"
