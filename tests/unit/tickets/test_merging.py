"""What was merged leads to where it goes on, in one step, and nobody works on what is empty."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from suketto.foundation import clock
from suketto.people.models import Person
from suketto.tickets import actions, refusals
from suketto.tickets.models import Link, Ticket
from suketto.tickets.queries import end_of, went_to
from suketto.trail.models import Event
from tests.people import a_desk, a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def mizuno() -> Person:
    return a_member()


@pytest.fixture
def kuga() -> Person:
    return somebody("久我", "直人")


@pytest.fixture
def three(kuga: Person, mizuno: Person) -> tuple[Ticket, Ticket, Ticket]:
    """The first was merged into the second, the third stands alone."""
    one, two, three = (a_ticket(kuga, text) for text in ("一つ目", "二つ目", "三つ目"))
    actions.merge(one, two, by=mizuno)
    return fresh(one), fresh(two), fresh(three)


def fresh(ticket: Ticket) -> Ticket:
    found: Ticket = Ticket.objects.get(pk=ticket.pk)
    return found


def a_ring(one: Ticket, two: Ticket) -> None:
    """As it could be made once: each merged into the other."""
    Ticket.objects.filter(pk=two.pk).update(
        state="merged", turn=2, resolved_at=one.opened_at, due_at=None, merged_into=one
    )


def test_merging_into_what_was_merged_goes_on_at_its_end(three: tuple[Ticket, Ticket, Ticket], mizuno: Person) -> None:
    one, two, late = three

    target = actions.merge(late, one, by=mizuno)

    assert (target, fresh(late).merged_into, fresh(two).open) == (two, two, True)
    assert {message.body for message in two.messages.all()} == {"一つ目", "二つ目", "三つ目"}


def test_two_are_never_merged_into_each_other(three: tuple[Ticket, Ticket, Ticket], mizuno: Person) -> None:
    one, two, _late = three

    with pytest.raises(refusals.MergedIntoThis, match=one.label):
        actions.merge(two, one, by=mizuno)

    assert (fresh(two).open, fresh(two).merged_into) == (True, None)


def test_what_was_merged_is_not_merged_again(three: tuple[Ticket, Ticket, Ticket], mizuno: Person) -> None:
    one, two, late = three

    with pytest.raises(refusals.MergedAway, match=two.label):
        actions.merge(one, late, by=mizuno)


def test_a_chain_is_one_step_long(three: tuple[Ticket, Ticket, Ticket], mizuno: Person) -> None:
    one, two, end = three

    actions.merge(two, end, by=mizuno)

    assert (fresh(one).merged_into, fresh(two).merged_into) == (end, end)


def test_into_an_end_at_another_desk_nothing_is_merged(three: tuple[Ticket, Ticket, Ticket], mizuno: Person) -> None:
    one, two, late = three
    actions.move(two, a_desk("ga", "総務"), by=mizuno, reason="備品でした")

    with pytest.raises(refusals.MergedOutOfReach, match="総務"):
        actions.merge(late, one, by=mizuno)

    assert fresh(late).open


ACTS: list[Callable[[Ticket, Person], object]] = [
    lambda ticket, by: actions.assign(ticket, by, by=by),
    lambda ticket, by: actions.move(ticket, a_desk("ga", "総務"), by=by, reason="備品"),
    lambda ticket, by: actions.triage(ticket, by=by, situation="朝から"),
    lambda ticket, by: actions.set_facts(ticket, by=by, subject="別の件名"),
    lambda ticket, by: actions.add_step(ticket, "ケーブルを抜く", by=by),
    lambda ticket, by: actions.wait(ticket, by=by, state="waiting_vendor", reason="部品"),
    lambda ticket, by: actions.reopen(ticket, by=by),
    lambda ticket, by: actions.reply(ticket, "返信", by=by),
    lambda ticket, by: actions.resolve(ticket, by=by, answer="直りました"),
    lambda ticket, by: actions.make_article(ticket, by=by),
    lambda ticket, by: actions.split(ticket, [], by=by, subject="別"),
]


@pytest.mark.parametrize("act", ACTS)
def test_work_on_a_merged_ticket_is_refused_with_the_number_where_it_goes_on(
    act: Callable[[Ticket, Person], object], three: tuple[Ticket, Ticket, Ticket], mizuno: Person
) -> None:
    one, two, _late = three
    version = one.version

    with pytest.raises(refusals.MergedAway, match=two.label):
        act(one, mizuno)

    assert (fresh(one).version, fresh(one).state) == (version, "merged")


def test_words_of_whoever_asked_go_to_the_end(
    three: tuple[Ticket, Ticket, Ticket], kuga: Person, mizuno: Person
) -> None:
    one, two, end = three
    actions.merge(two, end, by=mizuno)

    took = actions.write(one, "まだ直りません", by=kuga)

    assert (took, fresh(one).state, end.messages.last().body) == (end, "merged", "まだ直りません")


def test_words_never_land_in_what_is_somebody_elses_by_now(
    three: tuple[Ticket, Ticket, Ticket], kuga: Person, mizuno: Person
) -> None:
    one, two, _late = three
    actions.set_facts(two, by=mizuno, requester=somebody("真田", "隆志"))

    took = actions.write(one, "まだ直りません", by=kuga)

    assert (took.requester, two.messages.filter(body="まだ直りません").exists()) == (kuga, False)
    assert took.links.get(other=one).kind == Link.Kind.RECURRENCE


def test_a_note_goes_where_the_notes_went_as_long_as_it_is_the_same_desks(
    three: tuple[Ticket, Ticket, Ticket], mizuno: Person
) -> None:
    one, two, _late = three

    there = actions.note(one, "一つ目のメモ", by=mizuno)
    actions.move(two, a_desk("ga", "総務"), by=mizuno, reason="備品でした")
    here = actions.note(one, "総務には見せない", by=mizuno)

    assert (there.ticket, here.ticket, here.desk) == (two, one, a_desk())


def test_out_of_an_old_ring_a_ticket_is_reopened_and_words_open_a_new_one(
    three: tuple[Ticket, Ticket, Ticket], kuga: Person, mizuno: Person
) -> None:
    one, two, late = three
    a_ring(one, two)

    with pytest.raises(refusals.MergedInRing):
        actions.merge(late, one, by=mizuno)
    took = actions.write(one, "どうなりましたか", by=kuga)
    actions.reopen(fresh(one), by=mizuno)

    assert took.pk not in {one.pk, two.pk}
    assert (fresh(one).open, fresh(one).merged_into) == (True, None)
    assert (end_of(fresh(two)), went_to(fresh(one))) == (one, None)


def test_splitting_leaves_something_of_whoever_asked_and_is_told_to_them(kuga: Person, mizuno: Person) -> None:
    ticket = a_ticket(kuga, "印刷できません")
    actions.write(ticket, "あと、モニターも欲しいです", by=kuga)
    first, second = ticket.messages.all()

    with pytest.raises(refusals.NothingLeft):
        actions.split(ticket, [first, second], by=mizuno, subject="全部")
    part = actions.split(ticket, [second], by=mizuno, subject="モニター")

    assert [message.body for message in part.messages.all()] == ["あと、モニターも欲しいです"]
    assert Event.objects.about("ticket", ticket.pk).public().filter(kind="ticket.split").exists()


def test_tied_once_from_whichever_side_and_never_to_itself(mizuno: Person) -> None:
    one, other = a_ticket(), a_ticket()
    actions.link(one, other, by=mizuno)

    for ticket, tied in ((one, other), (other, one)):
        with pytest.raises(refusals.LinkedAlready):
            actions.link(ticket, tied, by=mizuno)
    with pytest.raises(refusals.LinkedToItself, match="結べません"):
        actions.link(one, one, by=mizuno)
    actions.unlink(other, one, by=mizuno)
    actions.unlink(other, one, by=mizuno)

    told = [event.kind for each in (one, other) for event in Event.objects.about("ticket", each.pk)]
    assert (Link.objects.count(), told.count("ticket.linked"), told.count("ticket.unlinked")) == (0, 1, 1)


def test_one_ticket_has_one_draft(mizuno: Person) -> None:
    ticket, solved = a_ticket(), a_ticket()
    actions.resolve(solved, by=mizuno, answer="直りました", make_article=True)

    assert actions.make_article(ticket, by=mizuno) == actions.make_article(ticket, by=mizuno)
    born = solved.article_uses.get().article
    assert actions.make_article(solved, by=mizuno) == born
    actions.reopen(solved, by=mizuno)
    actions.resolve(solved, by=mizuno, answer="今度こそ", make_article=True)
    assert solved.article_uses.get().article == born


def test_what_is_solved_is_not_begun_or_put_off(mizuno: Person) -> None:
    ticket = a_ticket()
    actions.triage(ticket, by=mizuno, situation="朝から")
    actions.resolve(ticket, by=mizuno, answer="直りました")

    with pytest.raises(refusals.AlreadyResolved):
        actions.begin(ticket, by=mizuno)
    with pytest.raises(refusals.AlreadyResolved):
        actions.wait(ticket, by=mizuno, state="waiting_vendor", reason="部品")


def test_what_was_found_out_goes_with_the_words(kuga: Person, mizuno: Person) -> None:
    now = clock.now()
    first = a_ticket(kuga, "カレンダーが出ません", stuck="0x8004010F", deadline_at=now + timedelta(hours=1))
    again = a_ticket(kuga, "さっきの件です", place="3階")
    actions.triage(first, by=mizuno, situation="本人のみ", goal="会議に間に合う")
    actions.set_facts(first, by=mizuno, impact=1, urgency=1)
    actions.add_step(first, "プロファイルを作り直す", by=mizuno)
    actions.add_step(again, "電話で聞く", by=mizuno)
    first = fresh(first)

    target = fresh(actions.merge(first, again, by=mizuno))

    assert (target.stuck, target.place, target.deadline_at) == ("0x8004010F", "3階", first.deadline_at)
    assert (target.priority, target.sort_priority, target.due_at) == (1, 1, first.due_at)
    assert (target.triage.situation, target.triage.goal) == ("本人のみ", "会議に間に合う")
    assert list(target.steps.values_list("number", "text")) == [(1, "電話で聞く"), (2, "プロファイルを作り直す")]


def test_what_stands_there_already_is_not_written_over(kuga: Person, mizuno: Person) -> None:
    late, urgent = a_ticket(kuga, "急ぎません", stuck="別の文字"), a_ticket(kuga, "急ぎます", stuck="0x1")
    actions.triage(urgent, by=mizuno, situation="全員", goal="")
    actions.set_facts(urgent, by=mizuno, impact=1, urgency=1)
    urgent = fresh(urgent)

    target = fresh(actions.merge(late, urgent, by=mizuno))

    assert (target.stuck, target.priority, target.due_at) == ("0x1", 1, urgent.due_at)
    assert target.triage.situation == "全員"


def test_a_word_that_is_owed_stays_owed(kuga: Person, mizuno: Person) -> None:
    waiting, new = a_ticket(kuga, "印刷できません"), a_ticket(kuga, "試しました。だめでした")
    actions.reply(waiting, "電源を入れ直してください。", by=mizuno, waiting=True)

    target = fresh(actions.merge(new, waiting, by=mizuno))

    assert (target.turn, target.state, target.due_at) == (Ticket.Turn.OURS, "working", new.due_at)
