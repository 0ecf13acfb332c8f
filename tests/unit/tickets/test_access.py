"""Who may see what: the owner, a colleague, a member of another desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from suketto.people.models import Person
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from tests.people import a_desk, a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def seen_by(person: Person, address: str) -> int:
    client = Client()
    client.force_login(person)
    return client.get(address).status_code


def test_the_ticket_page() -> None:
    owner, colleague = somebody(), somebody("久我")
    mizuno, kuramochi = a_member(), a_member("倉持", desk=a_desk("ga", "総務"))
    ticket = a_ticket(owner)

    seen = [seen_by(person, f"/desk/tickets/{ticket.pk}/") for person in (mizuno, owner, colleague, kuramochi)]

    assert seen == [200, 403, 403, 404]


def test_a_file_is_seen_with_its_message() -> None:
    owner, colleague = somebody(), somebody("久我")
    ticket = a_ticket(owner, files=[SimpleUploadedFile("画面.png", PNG)])
    address = f"/files/{ticket.attachments.get().pk}/"
    others = a_member("倉持", desk=a_desk("ga", "総務"))

    assert [seen_by(person, address) for person in (owner, a_member(), colleague, others)] == [200, 200, 404, 404]


def test_a_file_of_a_note_stays_at_the_desk() -> None:
    owner, mizuno = somebody(), a_member()
    ticket = a_ticket(owner)
    note = actions.note(ticket, "記録", by=mizuno, files=[SimpleUploadedFile("log.txt", b"internal")])
    address = f"/files/{note.attachments.get().pk}/"
    actions.move(ticket, a_desk("ga", "総務"), by=mizuno, reason="総務の件")

    assert [seen_by(person, address) for person in (mizuno, owner, a_member("倉持", desk=a_desk("ga")))] == [
        200,
        404,
        404,
    ]


def test_what_only_calls_itself_a_picture_is_a_download() -> None:
    owner = somebody()
    ticket = a_ticket(owner, files=[SimpleUploadedFile("cat.png", b"<script>alert(1)</script>", "image/png")])
    client = Client()
    client.force_login(owner)

    response = client.get(f"/files/{ticket.attachments.get().pk}/")

    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_notes_of_one_desk_are_not_seen_by_another() -> None:
    mizuno, kuramochi = a_member(), a_member("倉持", desk=a_desk("ga", "総務"))
    ticket = a_ticket()
    actions.note(ticket, "情シス内の話", by=mizuno)
    actions.move(ticket, a_desk("ga"), by=mizuno, reason="総務の件")
    client = Client()
    client.force_login(kuramochi)

    page = client.get(f"/desk/tickets/{ticket.pk}/").content.decode()

    assert "情シス内の話" not in page


def test_signed_out_is_sent_to_sign_in_and_keeps_what_was_typed() -> None:
    ticket = a_ticket()

    answer = Client().post(
        f"/desk/tickets/{ticket.pk}/replies/", {"body": "とても長い返信の本文です。消えては困ります。"}
    )

    assert answer.status_code == 401
    assert "消えては困ります" in answer.content.decode()


def beside(person: Person, ticket: Ticket, part: str = "side") -> str:
    client = Client()
    client.force_login(person)
    return client.get(f"/desk/tickets/{ticket.pk}/?part={part}", headers={"HX-Request": "true"}).content.decode()


def test_what_a_tie_leads_to_is_named_only_to_whom_it_is_there() -> None:
    owner, colleague = somebody(), somebody("久我")
    mizuno, watching = a_member(), a_member("石田")
    kuramochi = a_member("倉持", desk=a_desk("ga", "総務"))
    here, there = a_ticket(owner, "VPNが切れる"), a_ticket(colleague, "給与の明細が見えない")
    actions.link(here, there, by=mizuno)
    assert "給与の明細が見えない" in beside(mizuno, here)
    actions.watch(there, by=watching, on=True)

    actions.move(there, a_desk("ga"), by=watching, reason="総務の件")

    assert [("給与の明細が見えない" in beside(person, here)) for person in (mizuno, watching)] == [False, True]
    assert "VPNが切れる" not in beside(kuramochi, there)
    assert [seen_by(person, f"/desk/tickets/{here.pk}/") for person in (owner, colleague, kuramochi)] == [403, 403, 404]


def test_so_are_the_last_tickets_of_whoever_asks() -> None:
    owner, mizuno = somebody(), a_member()
    kuramochi = a_member("倉持", desk=a_desk("ga", "総務"))
    at_it, at_affairs = a_ticket(owner, "VPNが切れる"), a_ticket(owner, "給与の明細が見えない")
    actions.move(at_affairs, a_desk("ga"), by=a_member("石田"), reason="総務の件")
    client = Client()
    client.force_login(mizuno)

    caller = client.get(f"/desk/callers/{owner.pk}/").content.decode()

    assert ("VPNが切れる" in caller, "給与の明細が見えない" in caller) == (True, False)
    assert "給与の明細が見えない" not in beside(mizuno, at_it, "known")
    assert "VPNが切れる" not in beside(kuramochi, at_affairs, "known")
