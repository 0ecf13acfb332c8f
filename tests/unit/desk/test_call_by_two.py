"""Two members on one call: nobody writes over the other, and what each wrote stays with the case."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from suketto.channels.phone.models import Call, Memo
from suketto.tickets.models import Ticket
from tests.people import a_leader, a_member
from tests.unit.desk.test_calling import settled, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk_client() -> Client:
    client = Client()
    client.force_login(a_member())
    return client


@pytest.fixture
def ishida_client() -> Client:
    client = Client()
    client.force_login(a_leader())
    return client


def kept(client: Client, call: Call, text: str, seen: str = "") -> int:
    return client.post(reverse("call_memo", args=[call.pk]), {"text": text, "seen": seen}).status_code


def shown(client: Client, call: Call) -> str:
    """The state of the memo that the page shows."""
    page = client.get(reverse("call", args=[call.pk])).content.decode()
    return re.findall(r'name="seen" value="([^"]*)"', page)[0]


def test_two_members_who_write_about_one_call_do_not_write_over_each_other(
    desk_client: Client, ishida_client: Client
) -> None:
    call = taken(desk_client)
    of_mizuno, of_ishida = shown(desk_client, call), shown(ishida_client, call)
    states = [
        kept(desk_client, call, "画面が固まる", of_mizuno),
        kept(ishida_client, call, "印刷できない", of_ishida),
        kept(ishida_client, call, "印刷できない", "2026-02-30T00:00:00+00:00"),
        kept(desk_client, call, "画面が固まる。青い", of_mizuno),
    ]

    assert states == [200, 409, 409, 200]
    assert Memo.objects.get().words["text"] == "画面が固まる。青い"
    assert kept(ishida_client, call, "画面が固まる。青い。12時から", shown(ishida_client, call)) == 200
    told = desk_client.post(reverse("call_memo", args=[call.pk]), {"text": "ここまで", "seen": of_mizuno})
    assert (told.status_code, "石田さんもこの通話を書いています" in told.content.decode()) == (409, True)


def test_what_the_other_wrote_goes_into_the_case_as_well(desk_client: Client, ishida_client: Client) -> None:
    call = taken(desk_client)
    seen = shown(ishida_client, call)
    kept(desk_client, call, "画面が固まる", seen)

    settled(ishida_client, call, text="印刷できない", seen=seen)

    ticket = Ticket.objects.get()
    assert "印刷できない" in ticket.messages.get().body
    assert [(note.author.family_name, "画面が固まる" in note.body) for note in ticket.notes.all()] == [("水野", True)]


def test_who_comes_second_is_told_who_has_the_call(desk_client: Client, ishida_client: Client) -> None:
    taken(desk_client)
    call = Call.objects.get()
    page = ishida_client.post(reverse("take_call"), {"call": call.pk}, follow=True).content.decode()

    assert "この電話は、水野さんが受けています。" in page
