"""自分の記録: all that is held about somebody, for them alone, with their wishes and their side."""

import re
from datetime import timedelta

import pytest
from django.db import models
from django.test import Client
from lxml import html

from suketto.assets import actions as assets
from suketto.assets.models import Device
from suketto.channels.phone import actions as phone
from suketto.channels.phone.models import Call
from suketto.foundation import clock
from suketto.handling import actions
from suketto.handling.models import Accommodation, HandlingFact, HandlingNote, PrivacyRequest, Rebuttal
from suketto.handling.queries import about
from suketto.handling.refusals import ConsentMissing, WishMissing
from suketto.people.models import Person, PersonAddress
from suketto.people.numbers import PersonNumber
from suketto.portal.models import Lookup
from suketto.tickets.models import IdentityCheck, Ticket
from suketto.trail.models import Event
from tests.people import a_ticket
from tests.unit.handling.conftest import Morning
from tests.unit.handling.makers import in_force, signed_in, written

pytestmark = pytest.mark.django_db

# Every table that holds something about a person as the one it is about, with the words of a row as they are shown.
HELD = {
    Accommodation: ("person", ["get_wish_display", "words"]),
    HandlingNote: ("person", ["protocol_names"]),
    HandlingFact: ("note__person", ["words"]),
    Rebuttal: ("note__person", ["words"]),
    PrivacyRequest: ("person", ["get_kind_display"]),
    Ticket: ("requester", ["subject", "label"]),
    PersonAddress: ("person", ["address"]),
    PersonNumber: ("person", ["raw"]),
    Device: ("person", ["number"]),
    IdentityCheck: ("person", ["get_way_display"]),
    Lookup: ("person", ["words"]),
}  # fmt: skip


NUMBERS = {"鬼頭": "0001", "柴田": "0002"}


def shown_to(person: Person) -> str:
    page = html.fromstring(signed_in(person).get("/my/record/").content.decode())
    boxes = " ".join(box.text or "" for box in page.xpath("//textarea"))
    return re.sub(r"\s+", " ", f"{page.xpath('//main')[0].text_content()} {boxes}")


def words_of(row: models.Model, names: list[str]) -> list[str]:
    said = [getattr(row, name) for name in names]
    said = [each() if callable(each) else each for each in said]
    return [word for each in said for word in (each if isinstance(each, list) else [str(each)]) if word]


def held_about(person: Person) -> set[str]:
    """A dump of the database about one person, as words."""
    return {
        word
        for model, (path, names) in HELD.items()
        for row in model._default_manager.filter(**{path: person})
        for word in words_of(row, names)
    }


def fill(morning: Morning, person: Person, mark: str) -> None:
    """Something in every table, with words that name whose it is."""
    ticket = a_ticket(person, f"{mark}の集計表が開かない")
    note = in_force(ticket, by=morning.mizuno, leader=morning.ishida, words=f"{mark}の事実。電話で切られた。")
    actions.rebut(note, f"{mark}の言い分。騒音のため。", by=person)
    actions.wish_for("other", f"{mark}は席が遠い", by=person, consent=True)
    actions.ask_about_record("correction", f"{mark}の部署が古い", by=person, desk=ticket.desk)
    PersonAddress.objects.create(person=person, address=f"{person.pk}@old.example", added_at=clock.now())
    PersonNumber.objects.create(
        person=person,
        kind="mobile",
        number=f"+81901234{NUMBERS[mark]}",
        raw=f"090-1234-{NUMBERS[mark]}",
        added_at=clock.now(),
    )
    assets.register(f"PC-{person.pk}", by=morning.mizuno, person=person)
    IdentityCheck.objects.create(
        ticket=ticket, person=person, way="not_needed" if mark == "柴田" else "in_person", confirmed=True,
        reason="使い方のみ", at=clock.now(),
    )  # fmt: skip
    Lookup.objects.create(person=person, words=f"{mark}の探しもの", key=mark, found=0, sure=False, at=clock.now())
    call = phone.begin_by_hand(desk=ticket.desk, by=morning.mizuno, once=None)
    Call.objects.filter(pk=call.pk).update(person=person, number=f"4{person.pk:03d}")


def test_it_shows_what_the_database_holds_and_nothing_of_anybody_else(morning: Morning) -> None:
    fill(morning, morning.kito, "鬼頭")
    fill(morning, morning.shibata, "柴田")

    own, other = held_about(morning.kito), held_about(morning.shibata)
    page = shown_to(morning.kito)

    assert {word for word in own if word not in page} == set()
    assert {word for word in other - own if word in page} == set()
    assert {type(row) for model in HELD for row in model._default_manager.all()} == set(HELD)
    assert f"内線 4{morning.kito.pk:03d}" in page


def test_also_what_nobody_has_reviewed_yet(morning: Morning) -> None:
    written(morning.ticket, by=morning.mizuno, words="まだ確かめられていない事実。")

    page = shown_to(morning.kito)

    assert "まだ確かめられていない事実。" in page
    assert "確認待ち（まだ使われていません）" in page


def test_older_calls_come_page_by_page(morning: Morning) -> None:
    desk = morning.ticket.desk
    Call.objects.bulk_create(
        Call(desk=desk, person=morning.kito, number=f"3{each:03d}", started_at=clock.now()) for each in range(25)
    )
    client = signed_in(morning.kito)
    first = client.get("/my/record/")
    second = client.get(f"/my/record/?before={first.context['older']}")

    numbers = [call.number for page in (first, second) for call in page.context["calls"]]
    assert sorted(numbers) == [f"3{each:03d}" for each in range(25)]


def test_a_wish_needs_consent_and_is_the_persons_own(morning: Morning) -> None:
    client = signed_in(morning.shibata)

    without = client.post("/my/record/wishes/", {"wish": "hearing", "words": "右の耳"})
    nothing = Accommodation.objects.count()
    client.post("/my/record/wishes/", {"wish": "hearing", "words": "右の耳", "consent": "1"})

    assert (without.status_code, nothing) == (422, 0)
    assert "右の耳" in without.content.decode()
    wished = Accommodation.objects.get()
    assert (wished.person, wished.words) == (morning.shibata, "右の耳")
    assert abs(wished.consented_at - clock.now()) < timedelta(minutes=1)
    assert Event.objects.get(kind="accommodation.given").data == {}


@pytest.mark.parametrize(
    ("wish", "words", "consent", "refusal"),
    [("other", "", True, WishMissing), ("vip", "", True, WishMissing), ("slowly", "", False, ConsentMissing)],
)
def test_what_a_wish_must_have(morning: Morning, wish: str, words: str, consent: bool, refusal: type) -> None:  # noqa: FBT001
    with pytest.raises(refusal):
        actions.wish_for(wish, words, by=morning.shibata, consent=consent)


def test_taken_back_by_one_press_it_is_deleted(morning: Morning) -> None:
    wished = actions.wish_for("slowly", by=morning.shibata, consent=True)

    strangers = [
        signed_in(person).post(f"/my/record/wishes/{wished.pk}/removal/").status_code
        for person in (morning.kito, morning.mizuno, morning.kishimoto)
    ]
    signed_in(morning.shibata).post(f"/my/record/wishes/{wished.pk}/removal/")

    assert strangers == [404, 404, 404]
    assert not Accommodation.objects.exists()


def test_members_see_wishes_beside_whom_they_answer_and_nobody_else_does(morning: Morning) -> None:
    ticket = a_ticket(morning.shibata, "VPNが切れる")
    actions.wish_for("slowly", "早口が苦手", by=morning.shibata, consent=True)

    seen = {
        person.family_name: "早口が苦手" in signed_in(person).get(address).content.decode()
        for person, address in [
            (morning.mizuno, f"/desk/tickets/{ticket.pk}/"), (morning.kito, f"/my/tickets/{ticket.pk}/"),
            (morning.kuramochi, f"/desk/tickets/{ticket.pk}/"),
            (morning.kishimoto, f"/house/people/{morning.shibata.pk}/"),
        ]
    }  # fmt: skip

    assert seen == {"水野": True, "鬼頭": False, "倉持": False, "岸本": False}


def test_ones_side_stands_beside_the_note_for_members(morning: Morning) -> None:
    note = in_force(morning.ticket, by=morning.mizuno, leader=morning.ishida)
    address = f"/my/record/notes/{note.pk}/rebuttal/"

    strangers = [
        signed_in(person).post(address, {"words": "うそ"}).status_code for person in (morning.shibata, morning.mizuno)
    ]
    signed_in(morning.kito).post(address, {"words": "機械の音で声が大きくなりました。"})
    beside = about(morning.kito.pk, {morning.ticket.desk_id}, clock.now()).notes[0]
    at_desk = signed_in(morning.mizuno).get(f"/desk/tickets/{morning.ticket.pk}/").content.decode()
    signed_in(morning.kito).post(address, {"words": " "})

    assert strangers == [404, 404]
    assert beside.rebuttal.words == "機械の音で声が大きくなりました。"
    assert "機械の音で声が大きくなりました。" in at_desk
    assert not Rebuttal.objects.exists()


def test_a_request_is_a_ticket_due_in_ten_working_days(morning: Morning) -> None:
    client = signed_in(morning.kito)
    once = "5b0e3c3e-6a0e-4f0e-9d43-0d3c8a1f2b11"
    for _twice in range(2):
        client.post("/my/record/requests/", {"kind": "disclosure", "desk": "it", "once": once})

    asked = PrivacyRequest.objects.get()
    assert (asked.ticket.requester, asked.ticket.deadline_at, asked.ticket.desk.slug) == (
        morning.kito, asked.due_at, "it",
    )  # fmt: skip
    assert timedelta(days=13) < asked.due_at - asked.asked_at < timedelta(days=25)
    assert asked.ticket.subject == "自分の記録の請求: 開示"


def test_a_correction_says_of_what(morning: Morning) -> None:
    answer = signed_in(morning.kito).post("/my/record/requests/", {"kind": "correction", "words": ""})

    assert answer.status_code == 422
    assert not PrivacyRequest.objects.exists()


@pytest.mark.parametrize(
    "address", ["/my/record/", "/my/record/wishes/", "/my/record/requests/", "/my/record/notes/1/rebuttal/"]
)
def test_signed_out_there_is_only_the_door(address: str) -> None:
    answer = Client().get(address)

    assert answer.status_code == 302
    assert "/account/login/" in answer.headers["Location"]
