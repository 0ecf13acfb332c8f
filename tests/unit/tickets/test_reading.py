"""A ticket is found by what was attached to it, by those who may see it and by nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from suketto.people.models import Person
from suketto.search.queries import find, find_literal
from suketto.tickets import actions
from suketto.tickets.models import FileText
from suketto.tickets.reading import read_file
from tests.people import a_desk, a_member, a_ticket, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LOG = "更新プログラム KB5031455 の適用に失敗しました（蘭亭序）"


def a_file(text: str = LOG, name: str = "更新.log") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode("cp932"))


def read_all() -> None:
    for sha256 in FileText.objects.values_list("pk", flat=True):
        read_file.call(sha256)


def seen(words: str, person: Person) -> list[int]:
    hits = find(words, kinds=["ticket"], viewer=person.viewer())
    literal = find_literal(words, kinds=["ticket"], viewer=person.viewer())
    assert {hit.object_id for hit in hits} == {hit.object_id for hit in literal}
    return [hit.object_id for hit in hits]


def test_the_words_of_a_file_lead_its_owner_and_its_desk_to_the_ticket_and_nobody_else() -> None:
    owner, colleague = somebody(), somebody("真田")
    ticket = a_ticket(owner, "パソコンの調子が悪いです", files=[a_file()])
    other_desk = a_member("宮田", desk=a_desk("ga", "総務"))

    read_all()

    viewers = (owner, colleague, a_member(), other_desk)
    assert [seen("KB5031455", viewer) for viewer in viewers] == [[ticket.pk], [], [ticket.pk], []]


def test_a_file_of_a_note_is_found_by_nobody() -> None:
    owner, member = somebody(), a_member()
    ticket = a_ticket(owner, "パソコンの調子が悪いです")
    actions.note(ticket, "控えです", by=member, files=[a_file()])

    read_all()
    actions.reply(ticket, "確認します", by=member)

    assert [seen("蘭亭序", viewer) for viewer in (owner, member)] == [[], []]


def test_the_same_bytes_are_read_once_and_found_in_both_tickets_also_after_an_answer() -> None:
    member = a_member()
    first = a_ticket(text="一件目", files=[a_file()])
    read_all()
    second = a_ticket(text="二件目", files=[a_file(name="写し.txt")])
    read_all()
    actions.reply(second, "確認します", by=member)

    assert FileText.objects.count() == 1
    assert set(seen("蘭亭序", member)) == {first.pk, second.pk}


def test_what_cannot_be_read_is_noted_and_the_ticket_stays_as_it_is() -> None:
    ticket = a_ticket(text="写真です", files=[SimpleUploadedFile("記録.bin", b"\0\1\2" * 100)])

    read_all()

    assert FileText.objects.get().state == FileText.State.UNREADABLE
    assert seen("写真です", a_member()) == [ticket.pk]
