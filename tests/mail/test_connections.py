"""Ways into a mailbox and what their failures are called: passwords, OAuth, ports, folders; and the LMTP door."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from suketto.channels.email import fetching
from suketto.channels.email.actions import connect
from suketto.channels.email.connecting import CannotConnect, opened
from suketto.channels.email.door import Door
from suketto.channels.email.examining import examine
from suketto.channels.email.models import Letter, Mailbox
from suketto.channels.email.understanding import understand_waiting
from suketto.people.actions import change_desk
from suketto.tickets.models import Ticket
from tests.mail.issuer import SECRET, issuer
from tests.mail.servers import PASSWORD, MailServers, free_ports, mail_servers, missing
from tests.people import a_desk
from tests.unit.email.writing import a_letter

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(bool(missing()), reason=missing() or "never"),
]
HELP = "help@example.jp"


@pytest.fixture(scope="module")
def addresses() -> Iterator[tuple[MailServers, str]]:
    with issuer("help") as address, mail_servers(tokens=f"{address}/info") as started:
        yield started, address


@pytest.fixture
def servers(addresses: tuple[MailServers, str]) -> MailServers:
    return addresses[0]


def a_mailbox(servers: MailServers, **facts: Any) -> Mailbox:
    usual = {
        "by": None, "desk": a_desk(), "address": HELP, "host": "127.0.0.1", "port": servers.imap, "security": "plain",
        "username": HELP, "password": PASSWORD,
    }  # fmt: skip
    return connect(**{**usual, **facts})


def cause(mailbox: Mailbox) -> str:
    with pytest.raises(CannotConnect) as refused, opened(mailbox):
        pass
    return refused.value.cause


def test_the_trial_says_what_it_found(servers: MailServers) -> None:
    steps = examine(a_mailbox(servers))

    assert [step.well for step in steps] == [True] * 4
    assert "届いてすぐに" in steps[2].sentence


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"username": "", "password": "x"}, "sign-in"),
        ({"folder": "ないフォルダー"}, "folder"),
        ({"security": "tls"}, "encryption"),
        ({"host": "192.0.2.1", "security": "plain"}, "plain"),
    ],
)
def test_each_failure_has_its_name(servers: MailServers, wrong: dict[str, Any], name: str) -> None:
    assert cause(a_mailbox(servers, **wrong)) == name


def test_nobody_listens(servers: MailServers) -> None:
    assert cause(a_mailbox(servers, port=free_ports(1)[0])) == "refused"


def test_what_answers_is_no_mail_server(servers: MailServers) -> None:
    assert cause(a_mailbox(servers, port=servers.smtp)) in {"protocol", "lost"}


def test_with_a_token_of_the_issuer(addresses: tuple[MailServers, str]) -> None:
    servers, address = addresses
    facts = {"sign_in": "oauth", "token_address": f"{address}/token", "client_id": "suketto", "password": ""}

    with opened(a_mailbox(servers, client_secret=SECRET, **facts)) as box:
        assert box.folder.get() == "INBOX"


def test_a_wrong_secret_of_the_issuer(addresses: tuple[MailServers, str]) -> None:
    servers, address = addresses
    facts = {"sign_in": "oauth", "token_address": f"{address}/token", "client_id": "suketto", "password": ""}

    assert cause(a_mailbox(servers, client_secret="wrong", **facts)) == "token"


def test_a_folder_made_anew_is_read_anew_and_no_letter_is_taken_twice(servers: MailServers) -> None:
    mailbox = a_mailbox(servers)
    servers.deliver_at_once("help", [a_letter("一", subject="一"), a_letter("二", subject="二")])
    with opened(mailbox) as box:
        fetching.take_new(box, mailbox)
        mailbox.uidvalidity = 1  # as if the server had lost its numbers
        mailbox.save()
        fetching.take_new(box, mailbox)
    understand_waiting()

    assert Ticket.objects.filter(subject__in=["一", "二"]).count() == 2
    assert Letter.objects.count() == 2


def test_the_lmtp_door_answers_for_each_recipient_once_it_has_stored(servers: MailServers) -> None:
    """Postfix hands one letter over for two desks; stored twice, it is one ticket of the desk that is first."""
    change_desk(a_desk(), by=None, email="it@door.example.jp")
    door = Door("127.0.0.1", servers.door)
    door.start()
    try:
        servers.send(a_letter(subject="扉から"), "it@door.example.jp", "nobody@door.example.jp")
        until = time.monotonic() + 20
        while Letter.objects.count() < 2 and time.monotonic() < until:
            time.sleep(0.1)
    finally:
        door.stop()
    understand_waiting()

    assert set(Letter.objects.values_list("desk__slug", flat=True)) == {"it", None}
    assert "status=sent (250 2.0.0 stored)" in (servers.folder / "postfix.log").read_text()
    assert Ticket.objects.filter(subject="扉から").count() == 1
