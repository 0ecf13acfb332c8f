"""Mailboxes on the screen: for administrators alone, tried before they are connected, and secrets on no page."""

import json
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from suketto.channels.email.actions import connect
from suketto.channels.email.models import Mailbox
from suketto.notices.letters import answer
from suketto.notices.reaching import Reader
from suketto.people.models import Person
from suketto.tickets.models import Message, Ticket
from suketto.trail.models import Event
from tests.mail.servers import free_ports
from tests.people import a_desk, a_member, a_ticket, an_administrator, somebody

pytestmark = pytest.mark.django_db
SECRETS = ("himitsu-no-kotoba-1", "himitsu-no-kagi-2", "himitsu-no-fuda-3")


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def typed(**facts: Any) -> dict[str, Any]:
    """The form as an administrator fills it in; nobody listens there."""
    usual = {
        "desk": a_desk().pk, "address": "help@example.jp", "host": "127.0.0.1", "port": "", "security": "plain",
        "sign_in": "password", "username": "", "password": SECRETS[0], "folder": "INBOX", "done_folder": "",
        "begin": "unread", "silent_minutes": "15", "active": "on",
    }  # fmt: skip
    return usual | facts


@pytest.fixture
def kishimoto() -> Client:
    return as_(an_administrator())


@pytest.fixture
def mailbox() -> Mailbox:
    return connect(
        by=None, desk=a_desk(), address="help@example.jp", host="mail.example.jp", username="help", password=SECRETS[0]
    )


def test_mailboxes_are_for_administrators_alone(mailbox: Mailbox) -> None:
    readers = [somebody(), somebody(), a_member(desk=a_desk("ga", "総務")), a_member(), an_administrator()]
    addresses = [reverse("mailboxes"), reverse("new_mailbox"), reverse("mailbox", args=[mailbox.pk])]

    seen = [[as_(person).get(address).status_code for address in addresses] for person in readers]
    removed = [as_(person).post(reverse("remove_mailbox", args=[mailbox.pk])).status_code for person in readers[:-1]]

    assert seen == [[403] * 3] * 4 + [[200] * 3]
    assert (removed, Mailbox.objects.count()) == ([403] * 4, 1)


def test_signed_out_one_signs_in_first(mailbox: Mailbox) -> None:
    for address in (reverse("mailboxes"), reverse("new_mailbox"), reverse("mailbox", args=[mailbox.pk])):
        assert Client().get(address)["Location"].startswith("/account/login/")


def test_one_that_is_not_there_does_not_exist(kishimoto: Client) -> None:
    assert kishimoto.get("/house/mailboxes/999/").status_code == 404


def test_it_is_removed_and_its_letters_stay(kishimoto: Client, mailbox: Mailbox) -> None:
    answer = kishimoto.post(reverse("remove_mailbox", args=[mailbox.pk]))

    assert (answer["Location"], Mailbox.objects.count()) == (reverse("mailboxes"), 0)


@pytest.mark.parametrize(
    ("security", "host", "port", "kept"),
    [
        ("tls", "imap.example.jp", "", 993),
        ("starttls", "imap.example.jp", "", 143),
        ("plain", "127.0.0.1", "", 143),
        ("starttls", "imap.example.jp", "1143", 1143),
    ],
)
def test_an_empty_port_is_the_usual_one(kishimoto: Client, security: str, host: str, port: str, kept: int) -> None:
    kishimoto.post(reverse("new_mailbox"), typed(security=security, host=host, port=port))

    found = Mailbox.objects.get()
    assert (found.port, found.username) == (kept, "help@example.jp")


def test_a_refused_trial_keeps_what_was_typed_except_the_password_and_says_so(kishimoto: Client) -> None:
    answer = kishimoto.post(
        reverse("new_mailbox"), typed(port=free_ports(1)[0], done_folder="処理済み", **{"try": "1"})
    )
    page = answer.content.decode()

    assert "サーバーが接続を断りました。" in page
    assert 'value="処理済み"' in page
    assert "パスワードとシークレットだけは画面に残しません。" in page
    assert SECRETS[0] not in page
    assert Mailbox.objects.count() == 0


def test_a_trial_beside_the_form_answers_alone_and_touches_nothing_typed(kishimoto: Client) -> None:
    answer = kishimoto.post(
        reverse("new_mailbox"), typed(port=free_ports(1)[0], **{"try": "1"}), headers={"hx-request": "true"}
    )
    page = answer.content.decode()

    assert page.startswith('<div id="trial"')
    assert "<form" not in page
    assert "もう一度入れてください" not in page


def test_a_trial_that_cannot_begin_names_the_boxes(kishimoto: Client) -> None:
    answer = kishimoto.post(
        reverse("new_mailbox"), typed(host="mail.example.jp", password="", **{"try": "1"}),
        headers={"hx-request": "true"},
    )  # fmt: skip

    assert answer.status_code == 422
    assert "暗号化なしの接続は、同じ機械の中" in answer.content.decode()
    assert "パスワードを入れてください。" in answer.content.decode()


@pytest.mark.parametrize(
    "host", ["127.0.0.1:993", "https://imap.example.jp", "imap.example.jp:143", "imap.example.jp/"]
)
def test_a_server_with_its_port_or_as_a_web_address_is_told_so(kishimoto: Client, host: str) -> None:
    answer = kishimoto.post(reverse("new_mailbox"), typed(host=host, **{"try": "1"}), headers={"hx-request": "true"})

    assert answer.status_code == 422
    assert "https:// や :993 は書きません。" in answer.content.decode()


@pytest.mark.parametrize("host", [" imap.example.jp ", "::1", "mail"])
def test_a_servers_name_is_one(kishimoto: Client, host: str) -> None:
    kishimoto.post(reverse("new_mailbox"), typed(host=host, security="tls"))

    assert Mailbox.objects.get().host == host.strip()


def test_an_address_that_is_connected_already_is_refused_with_words(kishimoto: Client, mailbox: Mailbox) -> None:
    answer = kishimoto.post(reverse("new_mailbox"), typed())

    assert (answer.status_code, Mailbox.objects.count()) == (422, 1)
    assert 'value="127.0.0.1"' in answer.content.decode()


def test_a_house_with_one_desk_has_nothing_to_choose(kishimoto: Client) -> None:
    desk = a_desk()

    assert f'<option value="{desk.pk}" selected>' in kishimoto.get(reverse("new_mailbox")).content.decode()


def test_an_empty_password_stays_as_it_is(kishimoto: Client, mailbox: Mailbox) -> None:
    kishimoto.post(
        reverse("mailbox", args=[mailbox.pk]),
        typed(host="mail2.example.jp", security="tls", password="", username="help"),
    )

    found = Mailbox.objects.get()
    assert (found.host, found.secret) == ("mail2.example.jp", mailbox.secret)


@pytest.mark.parametrize("sign_in", ["password", "oauth"])
def test_secrets_are_on_no_page_in_no_event_and_not_in_clear(
    kishimoto: Client, sign_in: str, caplog: pytest.LogCaptureFixture
) -> None:
    oauth = {
        "token_address": "https://login.example.jp/token", "client_id": "c1", "client_secret": SECRETS[1],
        "refresh_token": SECRETS[2], "scope": "",
    }  # fmt: skip
    made = kishimoto.post(reverse("new_mailbox"), typed(sign_in=sign_in, **oauth))
    mailbox = Mailbox.objects.get()
    address = reverse("mailbox", args=[mailbox.pk])
    changed = kishimoto.post(address, typed(sign_in=sign_in, host="localhost", **oauth))
    tried = kishimoto.post(address, typed(sign_in=sign_in, port=free_ports(1)[0], **oauth, **{"try": "1"}))
    taken = kishimoto.post(reverse("new_mailbox"), typed(sign_in=sign_in, **oauth))
    pages = [made, changed, tried, taken, *(kishimoto.get(reverse(name)) for name in ("mailboxes", "house", "events"))]

    said = [page.content.decode() for page in [*pages, kishimoto.get(address)]]
    said += [str(message) for page in (made, changed) for message in get_messages(page.wsgi_request)]
    said += [json.dumps(event.data) for event in Event.objects.all()]
    said.append(caplog.text)
    row = " ".join(str(value) for value in Mailbox.objects.values().get().values())

    assert (made.status_code, changed.status_code, taken.status_code) == (302, 302, 422)
    assert [text for text in said for secret in (*SECRETS, mailbox.secret) if secret in text] == []
    assert [secret for secret in SECRETS if secret in row] == []


def test_the_desks_signature_is_set_shown_and_stands_under_its_mails(kishimoto: Client) -> None:
    desk, ticket = a_desk(), a_ticket()
    targets = {f"p{number}": "60" for number in (1, 2, 3, 4)}
    before = kishimoto.get(reverse("desk_settings", args=[desk.slug])).content.decode()

    kishimoto.post(
        reverse("desk_settings", args=[desk.slug]), {"name": desk.name, "signature": "情シス窓口\n内線 4000"} | targets
    )
    after = kishimoto.get(reverse("desk_settings", args=[desk.slug])).content.decode()
    mail = answer(
        Ticket.objects.get(pk=ticket.pk), Message(body="直しました"), Reader("a@example.jp", "柴田", "ja"),
        resolved=False, left_out=[],
    )  # fmt: skip

    assert "情報システム ヘルプデスク" in before
    assert "情シス窓口\n内線 4000</div>" in after
    assert mail.body.endswith("-- \n情シス窓口\n内線 4000")
