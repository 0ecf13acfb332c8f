"""Tickets over the API: the same rules as on the pages, for the owner, a colleague and another desk's member."""

from typing import Any

import pytest

from suketto.knowledge import actions as knowledge
from suketto.people.actions import give_role
from suketto.tickets import actions
from suketto.tickets.models import Note, Ticket
from tests.people import a_desk, a_member, a_ticket, somebody
from tests.unit.api.calling import Program, case

pytestmark = pytest.mark.django_db


def test_a_colleague_asks_and_reads_the_answer() -> None:
    a_desk()
    shibata = somebody()
    made = Program(shibata).post("tickets", {"text": "印刷できません 𠮷🖨", "tried": "再起動した"})
    number = made.json()["number"]
    actions.reply(Ticket.objects.get(pk=number), "直しました", by=a_member())

    read = Program(shibata).get(f"tickets/{number}").json()

    assert (made.status_code, made.json()["channel"], made.json()["tried"]) == (201, "api", "再起動した")
    assert [message["body"] for message in read["messages"]] == ["印刷できません 𠮷🖨", "直しました"]
    assert read["opened_at"].endswith("+09:00")
    assert "印刷できません 𠮷🖨" in made.content.decode()


def test_only_those_who_may_see_it_read_it() -> None:
    ticket = a_ticket(owner := somebody())
    actions.note(ticket, "社内だけの話", by=(member := a_member()))
    elsewhere = a_member("倉持", desk=a_desk("ga", "総務"))

    answers = [Program(who).get(f"tickets/{ticket.pk}") for who in (owner, member, somebody(), elsewhere)]

    assert [answer.status_code for answer in answers] == [200, 200, 404, 404]
    assert answers[0].json()["desk_side"] is None
    assert "社内だけの話" not in answers[0].content.decode()
    assert [note["body"] for note in answers[1].json()["desk_side"]["notes"]] == ["社内だけの話"]


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("notes", {"body": "メモ"}),
        ("triage", {"situation": "朝から"}),
        ("resolution", {"answer": "直りました"}),
        ("replies", {"body": "返信", "waiting": True}),
    ],
)
def test_the_work_of_the_desk_is_done_by_its_members_alone(act: str, body: dict[str, Any]) -> None:
    ticket = a_ticket(owner := somebody())
    elsewhere = a_member("倉持", desk=a_desk("ga", "総務"))

    statuses = [
        Program(who).post(f"tickets/{ticket.pk}/{act}", body).status_code
        for who in (owner, somebody(), elsewhere, a_member())
    ]

    assert statuses == [403, 404, 404, 201]


def test_a_note_reaches_nobody_but_the_desk() -> None:
    ticket = a_ticket(owner := somebody())
    Program(a_member()).post(f"tickets/{ticket.pk}/notes", {"body": "@石田 内緒"})

    assert Note.objects.get().body == "@石田 内緒"
    assert "内緒" not in Program(owner).get(f"tickets/{ticket.pk}").content.decode()
    assert "内緒" not in Program(owner).get("search", q="内緒").content.decode()


def test_a_member_answers_and_the_requester_goes_on() -> None:
    ticket = a_ticket(owner := somebody())
    desk_said = Program(a_member()).post(
        f"tickets/{ticket.pk}/replies", {"body": "見ます", "next_contact_at": "2099-04-01T09:00:00+09:00"}
    )
    owner_said = Program(owner).post(f"tickets/{ticket.pk}/replies", {"body": "お願いします"})

    assert (desk_said.json()["side"], owner_said.json()["side"]) == ("desk", "requester")
    assert desk_said.json()["next_contact_at"] == "2099-04-01T09:00:00+09:00"


def test_a_key_person_who_was_asked_answers() -> None:
    ticket = a_ticket()
    helper = somebody("中川", "誠")
    give_role(helper, "key_person", by=None)
    actions.watch(ticket, by=helper)

    assert Program(helper).post(f"tickets/{ticket.pk}/replies", {"body": "こうします"}).json()["side"] == "key_person"


def test_triage_changes_what_it_names_and_leaves_the_rest() -> None:
    ticket = a_ticket(device="TK-1")
    body = {"situation": "朝から", "goal": "15時までに送る", "impact": 1, "urgency": 1}

    told = Program(a_member()).post(f"tickets/{ticket.pk}/triage", body).json()

    assert (told["priority"], told["state"], told["device"]) == (1, "working", "TK-1")
    assert told["desk_side"]["triage"]["goal"] == "15時までに送る"


def test_whoever_was_quicker_wins_and_the_other_is_told() -> None:
    ticket = a_ticket()
    member = Program(a_member())
    seen = member.get(f"tickets/{ticket.pk}").json()["version"]
    Program(a_member("石田")).post(f"tickets/{ticket.pk}/replies", {"body": "一つ目"})

    late = member.post(f"tickets/{ticket.pk}/resolution", {"answer": "二つ目", "seen": seen})

    assert case(late) == (409, "somebody-was-first")


def test_resolved_with_an_article_or_by_the_requester() -> None:
    member, article = a_member(), knowledge.draft(by=None, title="VPN", steps="つなぐ", state="published")
    first, second = a_ticket(), a_ticket(owner := somebody())

    by_desk = Program(member).post(f"tickets/{first.pk}/resolution", {"answer": "どうぞ", "article": article.pk})
    by_owner = Program(owner).post(f"tickets/{second.pk}/resolution", {})

    assert [answer.json()["state"] for answer in (by_desk, by_owner)] == ["resolved", "resolved"]
    assert first.article_uses.get().article == article
    assert case(Program(member).post(f"tickets/{first.pk}/resolution", {"answer": "また"})) == (409, "already-resolved")


def test_a_member_opens_one_for_somebody_else_and_a_colleague_does_not() -> None:
    desk, caller, member = a_desk(), somebody("井口", "茜"), a_member()
    body = {"text": "電話で聞いた話", "requester": caller.employee_number}

    assert Program(member).post("tickets", body).json()["requester"]["name"] == "井口 茜"
    assert case(Program(somebody()).post("tickets", body)) == (403, "only-for-oneself")
    assert case(Program(member).post("tickets", body | {"requester": "ない\x00"})) == (422, "no-such-requester")
    assert Ticket.objects.filter(desk=desk).count() == 1


def test_lists_page_by_key_without_loss_or_repetition() -> None:
    owner, member = somebody(), a_member()
    numbers = [a_ticket(owner, f"{number}").pk for number in range(5)]

    assert walked(Program(owner), scope="own") == sorted(numbers, reverse=True)
    assert sorted(walked(Program(member), scope="desks")) == numbers
    assert walked(Program(member), scope="own") == []


def walked(program: Program, **query: Any) -> list[int]:
    """All numbers of a list, read two by two."""
    found, cursor = [], ""
    while True:
        page = program.get("tickets", limit=2, cursor=cursor, **query).json()
        found += [row["number"] for row in page["items"]]
        if page["next"] is None:
            return found
        cursor = page["next"]


def test_a_cursor_is_good_for_its_own_list_only() -> None:
    owner, member = somebody(), a_member()
    for number in range(3):
        a_ticket(owner, f"{number}")
    cursor = Program(owner).get("tickets", limit=1).json()["next"]

    assert case(Program(member).get("tickets", scope="desks", cursor=cursor)) == (422, "cursor-unusable")
    assert case(Program(owner).get("tickets", cursor="abc\x00")) == (422, "cursor-unusable")


def test_the_list_of_a_desk_is_for_its_members() -> None:
    a_desk("ga", "総務")

    assert case(Program(somebody()).get("tickets", scope="desks")) == (403, "only-members")
    assert case(Program(a_member()).get("tickets", scope="desks", desk="ga")) == (403, "only-members")


def test_words_to_a_merged_ticket_go_to_its_end_and_the_number_of_it_is_told() -> None:
    owner, member = somebody(), a_member()
    one, end = a_ticket(owner), a_ticket(owner)
    actions.merge(one, end, by=member)

    said = Program(owner).post(f"tickets/{one.pk}/replies", {"body": "まだ直りません"})
    refused = Program(member).post(f"tickets/{one.pk}/replies", {"body": "返信"})
    rows = Program(member).get("tickets", scope="desks", turn="done").json()["items"]

    assert (said.status_code, said.json()["ticket"]) == (201, end.pk)
    assert case(refused) == (409, "merged-away")
    assert Program(owner).get(f"tickets/{one.pk}").json()["merged_into"] == end.pk
    assert [row["merged_into"] for row in rows] == [end.pk]


def test_ones_own_are_asked_for_by_turn_too() -> None:
    owner, member = somebody(), a_member()
    open_one, done = a_ticket(owner), a_ticket(owner)
    actions.resolve(done, by=member, answer="直りました")
    program = Program(owner)

    def listed(**query: str) -> list[int]:
        return [row["number"] for row in program.get("tickets", scope="own", **query).json()["items"]]

    assert (listed(), listed(turn="done"), listed(turn="ours")) == ([done.pk, open_one.pk], [done.pk], [open_one.pk])
