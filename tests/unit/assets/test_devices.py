"""Devices: found by what is on the sticker however it is said, given, returned and retired with one event each."""

import pytest
from django.test import Client
from django.urls import reverse

from suketto.assets import actions
from suketto.assets.models import Device
from suketto.assets.queries import by_number, devices_of
from suketto.people.actions import leave
from suketto.people.models import Person
from suketto.tickets import actions as tickets
from suketto.tickets.models import Ticket
from suketto.tickets.telling import in_words
from suketto.trail.models import Event
from tests.people import a_desk, a_member, a_ticket, an_administrator, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanada() -> Person:
    return somebody("真田", "隆志")


@pytest.fixture
def device(sanada: Person) -> Device:
    return actions.register("CB-0412", by=None, person=sanada, model="ThinkPad L14")


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def history(device: Device) -> list[str]:
    return [in_words(event) for event in Event.objects.about("device", device.pk)]


# ── Finding ──


@pytest.mark.parametrize(
    "said",
    ["CB-0412", "cb0412", "ＣＢ－０４１２", "ＣＢー０４１２", " CB 0412 ", "0412", "412", "412番", "CB-04", "ｃｂ"],
)
def test_a_device_is_found_however_its_number_is_said(device: Device, said: str) -> None:
    actions.register("TK-0413", by=None)

    assert list(by_number(said)) == [device]


@pytest.mark.parametrize("said", ["", "-", "番号", "C", "0", "CB-0413", "4", "%", "B-0412"])
def test_what_is_no_number_of_ours_finds_nothing(device: Device, said: str) -> None:
    assert list(by_number(said)) == []


def test_a_whole_number_is_found_alone_and_its_digits_find_every_one(device: Device) -> None:
    longer, elsewhere = actions.register("CB-04125", by=None), actions.register("TK-0412", by=None)

    assert list(by_number("CB-0412")) == [device]
    assert list(by_number("412")) == [device, elsewhere]
    assert list(by_number("CB-041")) == [device, longer]


def test_what_was_retired_is_nobodys_and_is_not_found(device: Device, sanada: Person) -> None:
    actions.retire(device, by=None)

    assert (list(by_number("CB-0412")), list(devices_of(sanada))) == ([], [])


def test_computers_come_before_what_hangs_on_them(device: Device, sanada: Person) -> None:
    monitor = actions.register("AA-0001", by=None, person=sanada, kind="monitor")

    assert list(devices_of(sanada)) == [device, monitor]
    assert list(devices_of(None)) == []


# ── Acts ──


def test_each_act_is_one_event_in_words(device: Device, sanada: Person) -> None:
    shibata, kishimoto = somebody(), an_administrator()

    for _twice in range(2):
        actions.give(device, shibata, by=kishimoto)
    for _twice in range(2):
        actions.take_back(device, by=kishimoto)
    for _twice in range(2):
        actions.retire(device, by=kishimoto)
    for _twice in range(2):
        actions.bring_back(device, by=kishimoto)

    assert history(device) == [
        "機器 CB-0412 を台帳に加えました（真田 隆志さん）", "機器 CB-0412 を渡しました（柴田 葵さん）",
        "機器 CB-0412 が返却されました（柴田 葵さん）", "機器 CB-0412 を廃棄しました",
        "機器 CB-0412 の廃棄を取り消しました",
    ]  # fmt: skip


def test_retired_says_who_and_when_and_leaves_nobody(device: Device) -> None:
    kishimoto = an_administrator()

    actions.retire(device, by=kishimoto)

    device.refresh_from_db()
    assert (device.retired, device.retired_by, device.person) == (True, kishimoto, None)


def test_what_cannot_be_is_refused(device: Device, sanada: Person) -> None:
    gone = somebody("千代", "香")
    leave(gone, by=None)
    gone.refresh_from_db()

    with pytest.raises(actions.NumberTaken):
        actions.register("ｃｂ０４１２", by=None)
    with pytest.raises(actions.NumberMissing):
        actions.register(" － ", by=None)
    with pytest.raises(actions.HasLeft):
        actions.give(device, gone, by=None)
    actions.retire(device, by=None)
    with pytest.raises(actions.IsRetired):
        actions.give(device, sanada, by=None)


# ── Pages ──


@pytest.mark.parametrize(
    "name", ["devices", "new_device", "import_devices", "device", "device_holder", "device_retirement"]
)
def test_the_register_is_for_administrators_alone(name: str, device: Device, sanada: Person) -> None:
    args = [device.pk] if name in {"device", "device_holder", "device_retirement"} else []
    readers = [sanada, a_member(), a_member(desk=a_desk("ga", "総務"))]

    answers = [as_(person).post(reverse(name, args=args)).status_code for person in readers]

    assert answers == [403, 403, 403]
    assert Device.objects.get().person == sanada


def test_a_house_without_devices_says_what_they_are_for() -> None:
    page = as_(an_administrator()).get(reverse("devices")).content.decode()

    assert "機器はまだありません" in page


@pytest.mark.parametrize(
    ("words", "rows"), [("真田", 1), ("ｃｂ０４１２", 1), ("thinkpad", 1), ("さなだ CB", 0), ("隆志 l14", 1)]
)
def test_the_register_is_searched_by_what_one_knows(device: Device, words: str, rows: int) -> None:
    actions.register("TK-0001", by=None, model="dynabook")

    page = as_(an_administrator()).get(reverse("devices"), {"q": words}).content.decode()

    assert page.count('class="number" href="/house/devices/') == rows


def test_pages_follow_by_key(sanada: Person) -> None:
    for number in range(52):
        actions.register(f"CB-{number:04d}", by=None)
    kishimoto = as_(an_administrator())

    first = kishimoto.get(reverse("devices")).content.decode()
    second = kishimoto.get(reverse("devices"), {"after": "cb0049"}).content.decode()

    assert "?after=cb0049" in first
    assert [page.count('class="number" href="/house/devices/') for page in (first, second)] == [50, 2]


def test_an_administrator_writes_down_gives_takes_back_and_retires(sanada: Person) -> None:
    kishimoto = as_(an_administrator())

    made = kishimoto.post(reverse("new_device"), {"number": "CB-0412", "kind": "notebook", "model": "ThinkPad"})
    one = Device.objects.get()
    kishimoto.post(reverse("device_holder", args=[one.pk]), {"person": "真田 隆志"})
    given = Device.objects.get().person
    kishimoto.post(reverse("device_holder", args=[one.pk]), {"back": "1"})
    kishimoto.post(reverse("device_retirement", args=[one.pk]))

    assert (made.status_code, given, Device.objects.get().retired) == (302, sanada, True)


def test_a_twin_and_nobody_are_said_beside_the_box(device: Device) -> None:
    kishimoto = as_(an_administrator())

    twin = kishimoto.post(reverse("new_device"), {"number": "cb0412", "kind": "notebook"})
    nobody = kishimoto.post(reverse("device_holder", args=[device.pk]), {"person": "だれもいない"})

    assert (twin.status_code, nobody.status_code) == (422, 422)
    assert "もうあります" in twin.content.decode()
    assert "名簿にいません" in nobody.content.decode()


# ── Beside a ticket ──


def test_one_press_puts_the_number_into_the_ticket(device: Device, sanada: Person) -> None:
    other = actions.register("CB-0500", by=None, person=sanada)
    ticket = a_ticket(sanada)
    mizuno, address = as_(a_member()), reverse("ticket_device", args=[ticket.pk])

    page = mizuno.get(reverse("ticket", args=[ticket.pk])).content.decode()
    for pressed in (device, device, other):
        answer = mizuno.post(address, {"device": pressed.pk}, headers={"HX-Request": "1"})

    assert f'name="device" value="{device.pk}"' in page
    assert Ticket.objects.get().device == "CB-0412、CB-0500"
    assert 'name="device"' not in answer.content.decode()
    assert Event.objects.filter(kind="ticket.facts_changed").count() == 2


def test_only_devices_of_whoever_asked_and_only_by_the_desk(device: Device, sanada: Person) -> None:
    ticket, elses = a_ticket(sanada), actions.register("TK-0001", by=None, person=somebody())
    address = reverse("ticket_device", args=[ticket.pk])
    tries = [(sanada, device), (somebody(), device), (a_member(desk=a_desk("ga", "総務")), device), (a_member(), elses)]

    answers = [as_(person).post(address, {"device": one.pk}).status_code for person, one in tries]

    assert answers == [403, 403, 404, 302]
    assert Ticket.objects.get().device == ""


def test_a_number_in_the_words_of_the_ticket_is_known_as_theirs(device: Device, sanada: Person) -> None:
    ticket = a_ticket(sanada)
    tickets.set_facts(ticket, by=a_member(), device="ｃｂ０４１２、2階の複合機")

    page = as_(a_member()).get(reverse("ticket", args=[ticket.pk])).content.decode()

    assert f'name="device" value="{device.pk}"' not in page
