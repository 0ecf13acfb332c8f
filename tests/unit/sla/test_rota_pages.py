"""時間外の当番 in the browser: what colleagues, members and leaders see, and nobody else (R14)."""

import pytest
import time_machine
from django.urls import reverse

from suketto.catalog.models import Service
from suketto.people.models import Person
from suketto.sla.rota import actions
from suketto.sla.rota.models import StandbyTurn
from suketto.sla.rota.refusals import (
    NobodyToCall,
    NotACase,
)
from suketto.trail.models import Event
from tests.people import a_desk, a_leader, a_member, somebody
from tests.unit.sla.rota_makers import EVENING, HALT, MONDAY, NOON, SUNDAY, browser_of, ruled, turn, with_mobile

pytestmark = pytest.mark.django_db


@time_machine.travel(EVENING, tick=False)
def test_a_colleague_gets_the_number_after_saying_which_case_it_is_and_both_are_in_the_trail(
    ishida: Person, mizuno: Person
) -> None:
    shibata = somebody()
    printer = Service.objects.create(slug="vpn", name="VPN", desk=a_desk())
    ruled(a_desk(), ishida, services=[printer])
    turn(mizuno, ishida)
    home = browser_of(shibata).get(reverse("portal")).content.decode()
    where = reverse("standby_number", args=["it"])

    told = browser_of(shibata).post(where, {"case": "VPNが使えず、仕事が止まっている"}).content.decode()
    untold = browser_of(shibata).post(where, {"case": "暇だから"})

    assert ("いま受付時間外です" in home, "6/9(火) 09:00 に開きます" in home, HALT in home) == (True, True, True)
    assert ["090-1234-5678" in page for page in (home, told)] == [False, True]
    assert untold.status_code == 302
    assert [(event.actor_name, event.data["case"], event.data["duty"]) for event in numbers_shown()] == [
        ("柴田 葵", "VPNが使えず、仕事が止まっている", "水野 真理")
    ]


def numbers_shown() -> list[Event]:
    return list(Event.objects.filter(kind="rota.number_shown"))


@time_machine.travel(NOON, tick=False)
def test_in_business_hours_nothing_is_said_and_no_number_is_given(ishida: Person, mizuno: Person) -> None:
    ruled(a_desk(), ishida)
    turn(mizuno, ishida)
    shibata = somebody()

    home = browser_of(shibata).get(reverse("portal")).content.decode()
    asked = browser_of(shibata).post(reverse("standby_number", args=["it"]), {"case": HALT}, follow=True)

    assert ("受付時間外" in home, "090-1234-5678" in asked.content.decode()) == (False, False)
    with pytest.raises(NobodyToCall):
        actions.show_number(a_desk(), HALT, by=shibata)
    with time_machine.travel(EVENING, tick=False), pytest.raises(NotACase):
        actions.show_number(a_desk(), "", by=shibata)
    assert numbers_shown() == []


@pytest.mark.usefixtures("morning")
def test_doors(ishida: Person, mizuno: Person) -> None:
    kuramochi = a_leader("倉持", desk=a_desk("ga", "総務"))
    made = turn(mizuno, ishida)
    posts = [
        (reverse("rota_new_turn", args=["it"]), {"person": mizuno.pk, "first_on": MONDAY, "last_on": SUNDAY}),
        (reverse("rota_rule", args=["it"]), {"cases": HALT, "handover": "09:00"}),
        (reverse("rota_new_agreement", args=["it"]), {}), (reverse("rota_turn_removal", args=[made.pk]), {}),
    ]  # fmt: skip

    reads = [browser_of(each).get(reverse("rota")).status_code for each in (ishida, mizuno, kuramochi, somebody())]
    writes = {
        name: [browser_of(each).post(where, said).status_code for where, said in posts]
        for name, each in (("mizuno", mizuno), ("kuramochi", kuramochi), ("shibata", somebody()))
    }

    assert reads == [200, 200, 200, 403]
    assert [browser_of(ishida).get(where).status_code for where, _said in posts[:3]] == [302] * 3
    assert writes == {"mizuno": [403] * 4, "kuramochi": [404] * 4, "shibata": [403] * 4}
    assert StandbyTurn.objects.get() == made


@pytest.mark.usefixtures("morning")
def test_a_leader_fills_the_weeks_in_the_browser(ishida: Person, mizuno: Person) -> None:
    saeki = with_mobile(a_member("佐伯", employment="agency"))
    leader, where = browser_of(ishida), reverse("rota_new_turn", args=["it"])
    empty = leader.get(reverse("rota")).content.decode()

    refused = leader.post(where, {"person": saeki.pk, "first_on": "2026-06-08", "last_on": "2026-06-14"})
    agreed = {
        "agreement-person": saeki.pk, "agreement-basis": "6/1の覚書", "agreement-first_on": "2026-06-08",
        "agreement-last_on": "2026-06-30",
    }  # fmt: skip
    leader.post(reverse("rota_new_agreement", args=["it"]), agreed)
    leader.post(where, {"person": saeki.pk, "first_on": "2026-06-08", "last_on": "2026-06-14"})
    leader.post(where, {"person": mizuno.pk, "first_on": "2026-06-14", "last_on": "2026-07-05"})
    leader.post(reverse("rota_rule", args=["it"]), {"cases": HALT, "handover": "08:30", "phone": ""})
    page = leader.get(reverse("rota")).content.decode()
    members = browser_of(mizuno).get(reverse("rota")).content.decode()
    sheet = leader.get(reverse("rota") + "?as=csv").content.decode("utf-8-sig").splitlines()

    assert ("だれもいない日 28日" in empty, "まだだれも入っていません" in empty) == (True, True)
    form = refused.context["agreement_form"]
    assert (form["person"].value(), str(form["last_on"].value()), form.wanted) == (str(saeki.pk), "2026-06-14", True)
    assert (refused.status_code, "合意の記録が要ります" in refused.content.decode()) == (409, True)
    assert ("すべての日に当番がいます" in page, "重なっている日 1日" in page, "6/1の覚書" in page) == (True, True, True)
    assert ("派遣" in members, "合意" in members, HALT in members) == (False, False, True)
    assert sheet[1:8] == [
        *(f"2026-06-{day:02},,佐伯 真理," for day in range(8, 13)), "2026-06-13,休み,佐伯 真理,",
        "2026-06-14,休み,佐伯 真理、水野 真理,2人が重なっています",
    ]  # fmt: skip
    assert [event.kind for event in Event.objects.filter(kind__startswith="rota.").order_by("id")] == [
        "rota.agreed", "rota.turn_added", "rota.turn_added", "rota.rule_set",
    ]  # fmt: skip
