"""Moments that nobody can mean are refused in a sentence, wherever they are typed, and never dropped without a word."""

import pytest
from django.test import Client
from django.urls import reverse

from suketto.tickets.models import Step, Ticket
from tests.pages import in_one_line
from tests.people import a_desk, a_member, a_ticket, somebody
from tests.unit.api.calling import Program, case

pytestmark = pytest.mark.django_db
STRANGE = ["0001-01-01T00:00", "9999-12-31T23:59", "1999-12-31T23:59", "2101-01-01T00:00", "9999-12-31T23:59:59-12:00"]
BY_HTMX = {"HX-Request": "true"}
TOLD = "2000年から2100年までの日時にしてください。"


def signed_in() -> Client:
    client = Client()
    client.force_login(a_member())
    return client


@pytest.mark.parametrize("moment", STRANGE)
def test_in_the_portal(client: Client, moment: str) -> None:
    a_desk()
    client.force_login(somebody())

    answer = client.post("/portal/ask/", {"text": "VPNにつながりません", "deadline_at": moment, "send": "1"})

    assert TOLD in in_one_line(answer)
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("moment", STRANGE)
def test_at_the_desk_by_the_name_that_stands_beside_the_box(moment: str) -> None:
    ticket, browser = a_ticket(), signed_in()
    facts = {"impact": "2", "urgency": "2", "situation": "画面が出ない"}

    triage = browser.post(reverse("ticket_triage", args=[ticket.pk]), {**facts, "deadline_at": moment}, headers=BY_HTMX)
    step = browser.post(
        reverse("ticket_steps", args=[ticket.pk]), {"text": "再起動", "due_at": moment}, headers=BY_HTMX
    )

    assert (triage.status_code, step.status_code) == (422, 422)
    assert f"期限: {TOLD}" in in_one_line(triage)
    assert f"期限: {TOLD}" in in_one_line(step)
    assert not Step.objects.exists()


@pytest.mark.parametrize(
    ("address", "said", "label"),
    [
        ("ticket_triage", {"impact": "2", "urgency": "2", "fallback_at": "あした"}, "切替時刻"),
        ("ticket_reply", {"body": "お待ちください", "next_contact_at": "あした"}, "次の連絡時刻"),
        ("ticket_steps", {"text": "再起動", "due_at": "あした"}, "期限"),
    ],
)
def test_what_cannot_be_read_is_named_in_the_words_of_the_page(address: str, said: dict[str, str], label: str) -> None:
    ticket = a_ticket()

    page = in_one_line(signed_in().post(reverse(address, args=[ticket.pk]), said, headers=BY_HTMX))

    found = f"{label}: 日時を正しく入力してください。" in page
    assert found


def test_a_step_keeps_the_moment_that_can_be_read_and_needs_none() -> None:
    ticket, browser = a_ticket(), signed_in()

    for due_at in ("2099-04-01T09:00", ""):
        browser.post(reverse("ticket_steps", args=[ticket.pk]), {"text": "再起動", "due_at": due_at})

    assert [step.due_at and step.due_at.year for step in Step.objects.order_by("pk")] == [2099, None]


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+09:00", "2101-01-01T09:00:00Z"])
def test_by_a_program(moment: str) -> None:
    a_desk()

    answer = Program(somebody()).post("tickets", {"text": "x", "deadline_at": moment})

    assert case(answer)[0] == 422
    assert TOLD in answer.content.decode()
