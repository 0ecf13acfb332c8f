"""The outbox against a real SMTP conversation: passing failures are tried again, permanent ones are said at once."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from suketto.channels.email import marks
from suketto.foundation import clock
from suketto.jobs.worker import run_waiting
from suketto.notices import outbox
from suketto.notices.models import Mail
from suketto.tickets import actions
from suketto.tickets.models import Attachment
from tests.people import a_member, a_ticket, somebody
from tests.unit.email.writing import a_letter, arrives

pytestmark = pytest.mark.django_db(transaction=True)


class Desk:
    """Answers as it is told, and keeps what it took."""

    def __init__(self) -> None:
        self.answer, self.taken = "250 OK", list[Any]()

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, to: str, _options: Any) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(to)
        return self.answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def smtp(settings: Any) -> Iterator[Desk]:
    desk = Desk()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(desk, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield desk
    server.stop(no_assert=True)


def an_answer() -> Mail:
    message = actions.reply(a_ticket(), "再起動してください", by=a_member())
    run_waiting()
    mail: Mail = Mail.objects.get(message=message)
    return mail


def test_it_arrives_as_text_and_html_with_its_sign_and_thread(smtp: Desk) -> None:
    shibata = somebody()
    letter = arrives(a_letter(by=shibata, Message_ID="<q@example.jp>"))
    assert letter.ticket is not None
    actions.reply(letter.ticket, "再起動してください", by=a_member())
    run_waiting()

    receipt, answer = smtp.taken
    assert (receipt["In-Reply-To"], answer["In-Reply-To"]) == ("<q@example.jp>", "<q@example.jp>")
    assert marks.subject_sign(letter.ticket.pk) in answer["Subject"]
    assert marks.in_message_id(answer["Message-ID"]) is not None
    assert [part.get_content_type() for part in answer.iter_parts()] == ["text/plain", "text/html"]
    assert (receipt["Auto-Submitted"], answer["Auto-Submitted"]) == ("auto-replied", None)


@pytest.mark.parametrize("answer", ["451 4.3.0 later", "421 4.7.0 too busy"])
def test_a_passing_failure_is_tried_again_later(smtp: Desk, answer: str) -> None:
    smtp.answer = answer
    mail = an_answer()
    assert (mail.state, mail.attempts) == (Mail.State.WAITING, 1)
    assert mail.next_try_at is not None
    assert mail.pk not in outbox.due(clock.now())

    smtp.answer = "250 OK"
    assert mail.pk in outbox.due(clock.now() + timedelta(minutes=2))
    outbox.deliver(mail.pk)

    mail.refresh_from_db()
    assert (mail.state, mail.error) == (Mail.State.SENT, "")


def test_a_permanent_failure_is_said_at_once_in_the_servers_words(smtp: Desk) -> None:
    smtp.answer = "550 5.1.1 no such mailbox"

    mail = an_answer()

    assert (mail.state, mail.next_try_at) == (Mail.State.FAILED, None)
    assert "no such mailbox" in mail.error


def test_a_server_that_is_away_is_tried_again(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    mail = an_answer()

    assert mail.trying is True


def test_sent_once_stays_sent_and_again_only_when_somebody_says_so(smtp: Desk) -> None:
    mail = an_answer()
    outbox.deliver(mail.pk)
    sent = len(smtp.taken)
    Mail.objects.filter(pk=mail.pk).update(state=Mail.State.BOUNCED)

    outbox.send_again(mail)
    run_waiting()

    assert (sent, len(smtp.taken)) == (2, 3)
    assert smtp.taken[1]["Message-ID"] == smtp.taken[2]["Message-ID"]


def test_files_of_the_answer_go_with_it_byte_for_byte(smtp: Desk) -> None:
    from django.core.files.base import ContentFile  # noqa: PLC0415

    content = b"a\nb\r\nc\x00\xff"
    actions.reply(a_ticket(), "添付します", by=a_member(), files=[ContentFile(content, name="手順 一.bin")])
    run_waiting()

    [file] = smtp.taken[-1].iter_attachments()
    assert (file.get_filename(), file.get_payload(decode=True)) == ("手順 一.bin", content)
    assert Attachment.objects.count() == 1


def test_what_nobody_foresaw_is_said_and_comes_to_an_end(settings: Any) -> None:
    settings.EMAIL_BACKEND = "suketto.no.such.Backend"
    mail = an_answer()
    assert (mail.trying, mail.claimed_until) == (True, None)
    assert "No module named" in mail.error

    tried = 0
    while (mail := Mail.objects.get(pk=mail.pk)).state == Mail.State.WAITING and tried < 50:
        outbox.deliver(mail.pk)
        tried += 1

    assert (mail.state, mail.attempts, mail.next_try_at) == (Mail.State.FAILED, outbox.TRIES, None)


def test_a_mail_at_which_the_process_dies_every_time_comes_to_an_end(settings: Any) -> None:
    settings.EMAIL_BACKEND = "suketto.no.such.Backend"
    mail = an_answer()
    for _death in range(outbox.TRIES):
        Mail.objects.filter(pk=mail.pk).update(claimed_until=None, error="")
        outbox._claim(mail.pk)
    Mail.objects.filter(pk=mail.pk).update(claimed_until=None)

    outbox.deliver(mail.pk)

    mail.refresh_from_db()
    assert (mail.state, mail.error) == (Mail.State.FAILED, "送信の途中で止まり続けました。")


def test_while_it_is_tried_for_the_first_time_it_has_not_failed() -> None:
    assert Mail(state=Mail.State.WAITING, attempts=1).trying is False
