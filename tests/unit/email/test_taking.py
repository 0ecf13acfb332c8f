"""A letter becomes a ticket, joins one, or is kept where people see it; nothing is lost and nothing is doubled."""

import json
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from suketto.channels.email import marks, understanding
from suketto.channels.email.models import Letter
from suketto.channels.email.storing import Arrival, store
from suketto.channels.email.taking import Rehearsal, take_in
from suketto.console.verbs import run
from suketto.desk.post import stranger_of
from suketto.people.actions import add_address
from suketto.tickets import actions
from suketto.tickets.models import Message, Ticket, path_of
from suketto.trail.models import Event
from tests.people import a_desk, a_member, a_ticket, somebody
from tests.unit.email.writing import a_letter, arrives, what_became

pytestmark = pytest.mark.django_db


def test_the_letter_of_a_colleague_becomes_a_ticket_in_their_own_words() -> None:
    shibata = somebody()

    letter = arrives(a_letter(by=shibata), a_desk())

    ticket = Ticket.objects.get()
    assert what_became(letter) == ("opened", "new")
    assert (ticket.requester, ticket.channel, ticket.subject) == (shibata, "email", "VPNの件")
    assert ticket.first_message.body == "VPNにつながりません。"
    assert letter.message == ticket.first_message
    assert Event.objects.filter(kind="ticket.opened", about_id=ticket.pk).count() == 1


def test_the_bytes_are_kept_as_they_came() -> None:
    raw = a_letter() + b"\x00\xff\xfe odd"

    letter = arrives(raw, a_desk())

    assert letter.raw() == raw


def test_another_address_of_theirs_is_theirs_too() -> None:
    shibata = somebody()
    add_address(shibata, "Aoi.Private@Example.net", by=a_member())

    letter = arrives(a_letter(by="aoi.private@example.NET"))

    assert letter.ticket is not None
    assert letter.ticket.requester == shibata


def test_somebody_unknown_waits_to_be_identified_and_is_not_guessed() -> None:
    somebody("柴田", "葵")

    letter = arrives(a_letter(by="aoi@example.net", name="柴田 葵"))

    assert what_became(letter) == ("opened", "unknown-sender")
    assert letter.ticket is not None
    assert (letter.ticket.requester, letter.ticket.requester_words) == (None, "柴田 葵 <aoi@example.net>")
    assert "borrowed-name" in letter.warnings


def test_the_same_bytes_twice_are_one_ticket() -> None:
    raw = a_letter(by=somebody())

    told = [take_in(raw)["outcome"], take_in(raw)["outcome"]]

    assert told == ["opened", "ignored"]
    assert Ticket.objects.count() == 1


def test_the_same_letter_by_two_ways_is_one_ticket() -> None:
    shibata, msgid = somebody(), "<same@example.jp>"
    first = arrives(a_letter(by=shibata, Message_ID=msgid))
    second = arrives(b"Received: by another way\r\n" + a_letter(by=shibata, Message_ID=msgid))

    assert what_became(second) == ("ignored", "duplicate")
    assert second.ticket == first.ticket


def test_a_scanner_that_always_writes_the_same_message_id_loses_no_letter() -> None:
    scanner = somebody("複合機")
    arrives(a_letter("1枚目", by=scanner, Message_ID="<scan@example.jp>", subject="スキャン 1"))
    arrives(a_letter("2枚目", by=scanner, Message_ID="<scan@example.jp>", subject="スキャン 2"))

    assert Ticket.objects.count() == 2


DATE = b"Date: Fri, 20 Nov 2026 08:55:00 +0900\n"


def test_other_words_or_another_file_under_the_same_head_are_another_letter() -> None:
    scanner, head = somebody("複合機"), {"Message_ID": "<scan@example.jp>", "subject": "スキャン"}
    letters = [
        a_letter("1枚目の内容です。", by=scanner, **head),
        a_letter("2枚目のまったく別の内容です。", by=scanner, **head),
        a_letter("1枚目の内容です。", by=scanner, files=(("a.pdf", b"%PDF-1"),), **head),
        a_letter("1枚目の内容です。", by=scanner, files=(("a.pdf", b"%PDF-2"),), **head),
    ]
    rehearsal = Rehearsal()

    rehearsed = [rehearsal.judge(raw)["outcome"] for raw in letters]

    assert rehearsed == [arrives(raw).outcome for raw in letters] == ["opened"] * 4


def test_without_a_date_only_the_same_bytes_are_the_same_letter() -> None:
    first = a_letter(by=somebody(), Message_ID="<scan@example.jp>").replace(DATE, b"")
    again = b"X-Way: another\n" + first
    rehearsal = Rehearsal()

    rehearsed = [rehearsal.judge(raw)["outcome"] for raw in (first, again, first)]

    assert rehearsed == [take_in(raw)["outcome"] for raw in (first, again, first)] == ["opened", "opened", "ignored"]


def test_the_same_letter_over_a_list_that_writes_under_it_is_one_ticket() -> None:
    shibata, msgid = somebody(), "<same@example.jp>"
    footer = "_______________________________________________\nhelp mailing list\nhelp@lists.example.jp\n"
    first = arrives(a_letter("つながりません。", by=shibata, Message_ID=msgid))
    second = arrives(a_letter(f"つながりません。\n\n{footer}", by=shibata, Message_ID=msgid))

    assert (what_became(second), second.ticket) == (("ignored", "duplicate"), first.ticket)


def test_understood_twice_it_is_one_ticket() -> None:
    [letter] = store([Arrival(a_letter(by=somebody()))], came_by="file")

    assert [understanding.understand(letter.pk), understanding.understand(letter.pk)] == [True, False]
    assert Ticket.objects.count() == 1


def test_what_cannot_be_understood_is_quarantined_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    store([Arrival(b"\x00\x01\x02" * 50), Arrival(a_letter(by=somebody()))], came_by="file")

    understanding.understand_waiting()

    assert sorted(Letter.objects.values_list("outcome", flat=True)) == ["opened", "quarantined"]
    assert Event.objects.filter(kind="letter.quarantined").count() == 1


def test_an_error_of_ours_quarantines_one_letter_and_leaves_nothing_half_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(understanding, "open_ticket", broken)
    letter = arrives(a_letter(by=somebody()))

    assert what_became(letter) == ("quarantined", "error")
    assert Ticket.objects.count() == 0


def test_a_program_among_the_files_stays_in_the_original_letter() -> None:
    files = (("見積.txt", b"1,000"), ("setup.exe", b"MZ\x90\x00"))

    letter = arrives(a_letter(by=somebody(), files=files))

    assert letter.ticket is not None
    assert [file.name for file in letter.ticket.attachments.all()] == ["見積.txt"]
    assert letter.withheld == ["setup.exe"]


def test_a_file_is_kept_byte_for_byte() -> None:
    content = bytes(range(256)) * 40

    letter = arrives(a_letter(by=somebody(), files=(("d.bin", content),)))

    assert letter.ticket is not None
    with default_storage.open(path_of(letter.ticket.attachments.get().sha256)) as kept:
        assert kept.read() == content


def test_a_letter_without_a_word_is_shown_to_people() -> None:
    assert what_became(arrives(a_letter("", by=somebody(), subject=""))) == ("quarantined", "empty")


def test_a_rehearsal_stores_nothing() -> None:
    raw = a_letter(by=somebody(), Message_ID="<first@example.jp>")
    answer = a_letter("続きです", by="x@example.net", In_Reply_To="<first@example.jp>")
    rehearsal = Rehearsal()

    told = [rehearsal.judge(letter)["outcome"] for letter in (raw, answer, raw)]

    assert told == ["opened", "joined", "ignored"]
    assert (Letter.objects.count(), Ticket.objects.count()) == (0, 0)


def test_the_command_tells_one_object_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "一.eml"
    file.write_bytes(a_letter(by=somebody(), files=(("a.txt", b"12345"),)))

    status = run(["mail", "take-in", str(file), str(tmp_path / "none.eml"), "--json"])

    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 1
    assert [sorted(one) for one in told] == [
        ["attachments", "file", "folded", "from_address", "from_name", "outcome", "reason", "subject", "text", "ticket"]
    ]
    assert told[0]["attachments"][0]["size"] == 5
    assert told[0]["ticket"] == Ticket.objects.get().label


def test_what_a_member_writes_to_the_asker_is_the_desks_answer_and_is_not_sent_twice() -> None:
    shibata, mizuno = somebody(), a_member()
    ticket = a_ticket(shibata)
    sign = marks.subject_sign(ticket.pk)

    arrives(a_letter("再起動してください", by=mizuno, subject=f"Re: [{sign}]", To=shibata.email, Cc="help@example.jp"))

    answer = Message.objects.get(ticket=ticket, side=Message.Side.DESK)
    assert (answer.author, answer.body) == (mizuno, "再起動してください")
    assert Event.objects.get(kind="ticket.replied").data["sent"] is True


def test_what_a_member_writes_only_to_the_desk_stays_inside() -> None:
    ticket, mizuno = a_ticket(), a_member()

    arrives(a_letter("内密に", by=mizuno, subject=marks.subject_sign(ticket.pk)))

    assert [note.body for note in ticket.notes.all()] == ["内密に"]
    assert ticket.messages.filter(body="内密に").count() == 0


def test_a_letter_to_a_ticket_that_was_solved_long_ago_opens_a_linked_one(time_machine: object) -> None:
    shibata, mizuno = somebody(), a_member()
    ticket = a_ticket(shibata)
    actions.resolve(ticket, by=mizuno, answer="直りました")
    Ticket.objects.filter(pk=ticket.pk).update(resolved_at="2026-01-05T00:00:00Z")

    letter = arrives(a_letter("また出ました", by=shibata, subject=marks.subject_sign(ticket.pk)))

    assert letter.ticket is not None
    assert letter.ticket.pk != ticket.pk
    assert letter.ticket.links.get().other == ticket


def test_a_letter_that_came_to_no_mailbox_is_seen_by_the_desk_that_got_its_ticket() -> None:
    a_desk()
    letter, mizuno = arrives(a_letter(by=somebody())), a_member()
    stranger = a_member("倉持", desk=a_desk("ga", "総務"))

    assert letter.desk == a_desk()
    assert [Letter.objects.seen_by(person).count() for person in (mizuno, stranger)] == [1, 0]


def test_an_answer_to_a_stranger_goes_where_they_wrote_from_and_to_a_fraud_nowhere() -> None:
    honest = arrives(a_letter(by="vendor@example.net", name="保守会社"), a_desk())
    fraud = arrives(a_letter(by="boss@example.net", Authentication_Results="mx; dmarc=fail; spf=fail"), a_desk())
    assert honest.ticket is not None
    assert fraud.ticket is not None

    assert [stranger_of(honest.ticket), stranger_of(fraud.ticket), stranger_of(a_ticket())] == [
        {"address": "vendor@example.net"}, {"address": ""}, None,
    ]  # fmt: skip
