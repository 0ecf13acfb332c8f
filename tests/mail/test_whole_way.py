"""The whole way with real servers: a letter by Postfix and Dovecot into the house, the answer back, bounces, falls."""

import imaplib
import json
import sys
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from hashlib import sha256
from typing import Any

import pytest

from tests.journeys.house import House, Premises, built
from tests.mail.servers import DOMAIN, PASSWORD, MailServers, mail_servers, missing
from tests.unit.email.writing import a_letter

pytestmark = [pytest.mark.journey, pytest.mark.skipif(bool(missing()), reason=missing() or "never")]
HELP = f"help@{DOMAIN}"
WITHIN = 60.0


@pytest.fixture(scope="module")
def servers() -> Iterator[MailServers]:
    with mail_servers() as started:
        yield started


@pytest.fixture(scope="module")
def house(servers: MailServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    settings = {
        "MAIL_TEST_IMAP": str(servers.imap), "SUKETTO_MAIL_HOST": "127.0.0.1", "SUKETTO_MAIL_PORT": str(servers.smtp),
        "SUKETTO_MAIL_FROM": HELP,
    }  # fmt: skip
    open_house = House(built(tmp_path_factory.mktemp("mail"), "tests.mail.seeds:with_mailbox", **settings))
    open_house.start()
    try:
        yield open_house
        open_house.stop()
    finally:
        open_house.end()


def asked(house: House, question: str) -> Any:
    return asked_in(house.premises, question)


def asked_in(premises: Premises, question: str) -> Any:
    return json.loads(premises.run(sys.executable, "-m", "tests.mail.asking", question))


def soon(what: Callable[[], Any]) -> Any:
    """The first true answer, waited for as long as a person would."""
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.5)
    raise AssertionError("it did not happen")


def mailbox_of(servers: MailServers, address: str, folder: str = "INBOX") -> list[bytes]:
    """The letters somebody has, byte for byte."""
    with imaplib.IMAP4("127.0.0.1", servers.imap) as box:
        box.login(address, PASSWORD)
        box.select(f'"{folder}"', readonly=True)
        _status, numbers = box.search(None, "ALL")
        letters = [box.fetch(number.decode(), "(BODY.PEEK[])")[1] for number in numbers[0].split()]
        return [letter[0][1] for letter in letters if letter and isinstance(letter[0], tuple)]


def by_subject(servers: MailServers, address: str, words: str) -> Any:
    read = [message_from_bytes(raw, policy=policy.default) for raw in mailbox_of(servers, address)]
    return next((letter for letter in read if words in str(letter["Subject"])), None)


def test_a_letter_comes_in_is_acknowledged_and_the_answer_to_it_joins(house: House, servers: MailServers) -> None:
    letter = a_letter("VPNにつながりません。", by="shibata@example.jp", name="柴田 葵", subject="VPNの件")
    servers.send(letter, HELP, by="shibata@example.jp")

    receipt = soon(lambda: by_subject(servers, "shibata@example.jp", "VPNの件 [HD-"))
    assert receipt["Auto-Submitted"] == "auto-replied"
    assert receipt["In-Reply-To"] == message_from_bytes(letter)["Message-ID"]
    assert "受け付けました" in receipt.get_body(("plain",)).get_content()

    answer = a_letter(
        "追記です。", by="shibata@example.jp", subject=f"Re: {receipt['Subject']}", In_Reply_To=receipt["Message-ID"]
    )
    servers.send(answer, receipt["Reply-To"], by="shibata@example.jp")
    soon(lambda: asked(house, "Letter.objects.filter(outcome='joined', matched_by='message-id').count()") == 1)
    assert asked(house, "Ticket.objects.count()") == 1


def test_the_bytes_in_the_house_are_the_bytes_in_the_mailbox_and_the_letter_is_moved(
    house: House, servers: MailServers
) -> None:
    def moved() -> list[str]:
        return sorted(sha256(raw).hexdigest() for raw in mailbox_of(servers, HELP, "&UeZ0Bm4IMH8-"))

    kept = sorted(asked(house, "[letter.sha256 for letter in Letter.objects.all()]"))

    assert len(kept) == 2
    soon(lambda: moved() == kept)
    assert mailbox_of(servers, HELP) == []


def test_the_desks_answer_arrives_as_text_and_html_in_the_same_thread(house: House, servers: MailServers) -> None:
    asked(
        house,
        "actions.reply(Ticket.objects.get(), '再起動してください。\\n効かなければお電話を。', "
        "by=Person.objects.get(email='mizuno@example.jp')).pk",
    )

    soon(lambda: len(mailbox_of(servers, "shibata@example.jp")) == 2)
    latest = message_from_bytes(mailbox_of(servers, "shibata@example.jp")[-1], policy=policy.default)
    assert "再起動してください。" in latest.get_body(("plain",)).get_content()
    assert "<p>再起動してください。<br>" in latest.get_body(("html",)).get_content()
    assert len(latest["References"].split()) >= 2
    assert latest["Auto-Submitted"] is None


def test_an_answer_that_did_not_arrive_is_owed_again(house: House, servers: MailServers) -> None:
    servers.send(a_letter("困っています", by="tanaka@gone.example.jp", subject="届かない人"), HELP)
    number = soon(
        lambda: asked(house, "list(Ticket.objects.filter(subject='届かない人').values_list('pk', flat=True))")
    )[0]
    asked(
        house,
        f"actions.reply(Ticket.objects.get(pk={number}), '見ました', "
        "by=Person.objects.get(email='mizuno@example.jp')).pk",
    )

    bounced = soon(
        lambda: asked(
            house, f"list(Mail.objects.filter(ticket={number}, state='bounced').values_list('error', flat=True))"
        )
    )

    assert "5.1.1" in bounced[0]
    soon(lambda: asked(house, f"Ticket.objects.get(pk={number}).first_replied_at is None"))


def test_after_the_mail_server_was_killed_the_house_comes_back_by_itself(house: House, servers: MailServers) -> None:
    servers.end_dovecot(hard=True)
    soon(lambda: asked(house, "Mailbox.objects.get().trouble"))
    servers.start_dovecot()
    servers.send(a_letter("起きましたか", by="shibata@example.jp", subject="再開のあと"), HELP)

    soon(lambda: asked(house, "Ticket.objects.filter(subject='再開のあと').count()") == 1)

    assert asked(house, "Mailbox.objects.get().trouble") == ""
    assert "ok " in house.suketto("mail", "status")
