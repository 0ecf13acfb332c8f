"""Another chat service as a way in, proved by a small one: Slack and its kind follow as folders beside chat."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from suketto.channels.chat import actions, connector
from suketto.channels.chat.connector import Said, connector_named, receive, register
from suketto.channels.chat.models import ChatSession
from suketto.channels.chat.queries import lines_after
from suketto.jobs.worker import run_waiting
from suketto.notices.models import Mail
from suketto.people.models import Person
from suketto.tickets import actions as tickets
from suketto.tickets.models import Attachment, Message
from tests.people import a_desk, a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db


@dataclass
class Walkie:
    """A chat service that fits on a page: names its people by mail address, and now and then does not answer."""

    name: str = "walkie"
    heard: list[tuple[str, str]] = field(default_factory=list)
    broken: bool = False

    def identify(self, sender: str) -> Person | None:
        return Person.objects.active().filter(email=sender).first()

    def reply(self, session: ChatSession, message: Message) -> None:
        if self.broken:
            raise ConnectionError("no answer")
        self.heard.append((session.thread, message.body))

    def attach(self, session: ChatSession, attachment: Attachment) -> None:
        self.heard.append((session.thread, attachment.name))


@pytest.fixture
def walkie(monkeypatch: pytest.MonkeyPatch) -> Iterator[Walkie]:
    monkeypatch.setattr(connector, "_connectors", dict(connector._connectors))
    service = Walkie()
    register(service)
    with time_machine.travel(datetime(2026, 6, 8, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo")), tick=False):
        yield service


def hear(walkie: Walkie, text: str, key: str, person: Person | None = None, **facts: object) -> ChatSession:
    sender = person.email if person else "nobody@elsewhere.example"
    return receive(walkie, Said(thread="C1", sender=sender, text=text, key=key, **facts), desk=a_desk())  # type: ignore[arg-type]


def words(session: ChatSession) -> list[str]:
    return [message.body for message in lines_after(session)]


def test_lines_of_one_thread_are_one_chat_and_the_same_line_twice_is_one(walkie: Walkie) -> None:
    person = somebody()
    first = hear(walkie, "印刷できません", "1", person)
    again = hear(walkie, "印刷できません", "1", person)
    hear(walkie, "2Fの複合機です", "2", person)
    second = hear(walkie, "2Fの複合機です", "2", person)

    assert (again.pk, second.pk, ChatSession.objects.count()) == (first.pk, first.pk, 1)
    assert (words(first), first.ticket.requester, first.ticket.channel) == (
        ["印刷できません", "2Fの複合機です"], person, "chat",
    )  # fmt: skip


def test_somebody_unknown_is_not_guessed(walkie: Walkie) -> None:
    session = hear(walkie, "印刷できません", "1", name="ベンダーの方")

    assert (session.person, session.ticket.requester, session.ticket.requester_name) == (None, None, "ベンダーの方")


def test_answers_and_files_go_out_in_order_once_and_by_no_mail(walkie: Walkie) -> None:
    session, mizuno = hear(walkie, "印刷できません", "1", somebody()), a_member()
    actions.answer(session, "見てみます", by=mizuno)
    actions.answer(session, "手順です", by=mizuno, files=[SimpleUploadedFile("手順.txt", b"1")])
    run_waiting()
    tickets.note(session.ticket, "社内だけの話", by=mizuno)
    session.refresh_from_db()
    connector.carry_out(session)

    assert walkie.heard == [("C1", "見てみます"), ("C1", "手順です"), ("C1", "手順.txt")]
    assert Mail.objects.count() == 0


def test_what_could_not_go_out_goes_later_and_stays_in_order(walkie: Walkie) -> None:
    session, mizuno = hear(walkie, "印刷できません", "1", somebody()), a_member()
    walkie.broken = True
    actions.answer(session, "一つ目", by=mizuno)
    run_waiting()
    before = list(walkie.heard)
    walkie.broken = False
    actions.answer(session, "二つ目", by=mizuno)
    run_waiting()

    assert (before, [text for _thread, text in walkie.heard]) == ([], ["一つ目", "二つ目"])


def test_the_last_word_goes_out_too_and_a_new_line_goes_on(walkie: Walkie) -> None:
    person, mizuno = somebody(), a_member()
    session = hear(walkie, "印刷できません", "1", person)
    tickets.resolve(session.ticket, by=mizuno, answer="紙を入れ直しました")
    run_waiting()
    again = hear(walkie, "まだ出ません", "2", person)

    assert (walkie.heard, again.pk, again.waiting) == ([("C1", "紙を入れ直しました")], session.pk, True)


def test_into_another_matter_its_earlier_words_do_not_follow(walkie: Walkie) -> None:
    person, mizuno = somebody(), a_member()
    session, other = hear(walkie, "印刷できません", "1", person), a_ticket(person)
    tickets.reply(other, "ほかの件の返事です", by=mizuno)
    tickets.merge(session.ticket, other, by=mizuno)
    run_waiting()
    there = hear(walkie, "どうなりましたか", "2", person)
    actions.answer(there, "直しました", by=mizuno)
    run_waiting()

    assert (there.pk, walkie.heard) == (other.pk, [("C1", "直しました")])


def test_the_portal_is_a_connector_and_knows_who_is_signed_in() -> None:
    person, portal = somebody(), connector_named("portal")

    assert portal is not None
    assert (portal.identify(person.employee_number), portal.identify("999999")) == (person, None)
