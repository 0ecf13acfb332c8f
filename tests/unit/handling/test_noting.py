"""A handling note: who may bring it into force, how long it lasts, and that it goes for good."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from suketto.foundation import clock
from suketto.handling import actions
from suketto.handling.models import HandlingFact, HandlingNote, Rebuttal
from suketto.handling.queries import about, notes_about
from suketto.handling.refusals import (
    AboutOneself,
    FactMissing,
    FactTooLong,
    FactTooShort,
    NobodyCouldReview,
    NobodyToWriteAbout,
    NotForYou,
    NothingToReview,
    NotNewer,
    NotThatDay,
    ProtocolMissing,
    RenewedAlready,
    ThereIsOne,
)
from suketto.notices.models import Mail, Notification
from suketto.tickets import actions as tickets
from suketto.trail.models import Event
from tests.people import a_desk, a_leader, a_member, a_ticket
from tests.unit.handling.conftest import Morning
from tests.unit.handling.makers import FACT, after, in_force, renewed, written

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 6, 4, 1, tzinfo=UTC)  # 10 o'clock in Tokyo; an ordinary week follows


def seen_about(morning: Morning) -> list[HandlingNote]:
    return list(about(morning.kito.pk, {morning.ticket.desk_id}, clock.now()).notes)


def test_a_note_holds_only_after_a_leader_has_looked_at_it(morning: Morning) -> None:
    note = written(morning.ticket, by=morning.mizuno)
    before = seen_about(morning)

    actions.review(note.facts.get(), by=morning.ishida)

    assert (before, seen_about(morning)) == ([], [note])
    assert note.facts.get().reviewer == morning.ishida


def test_not_reviewed_within_two_working_days_it_is_as_if_it_had_not_been_written(morning: Morning) -> None:
    with time_machine.travel(THURSDAY, tick=False):
        note = written(morning.ticket, by=morning.mizuno)
        due = note.facts.get().review_by

    with time_machine.travel(due + timedelta(minutes=1), tick=False):
        with pytest.raises(NothingToReview):
            actions.review(note.facts.get(), by=morning.ishida)
        mine = notes_about(morning.kito, clock.now())
        actions.let_go()

    assert timezone.localtime(due) == datetime(2026, 6, 8, 17, 30, tzinfo=timezone.get_current_timezone())
    assert mine == []
    assert not HandlingNote.objects.exists()


def test_nobody_reviews_what_they_wrote_and_no_member_reviews(morning: Morning) -> None:
    boss = a_leader("上野")
    note = written(morning.ticket, by=morning.ishida)

    for person in (morning.ishida, morning.mizuno, morning.kuramochi, morning.kito):
        with pytest.raises(NotForYou if person != morning.kito else AboutOneself):
            actions.review(note.facts.get(), by=person)

    assert actions.review(note.facts.get(), by=boss) == note


def test_the_database_itself_refuses_one_pair_of_eyes(morning: Morning) -> None:
    fact = written(morning.ticket, by=morning.mizuno).facts.get()
    fact.reviewer, fact.reviewer_name, fact.reviewed_at = morning.mizuno, "水野", clock.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        fact.save()


def test_where_nobody_else_could_review_nothing_is_written(morning: Morning) -> None:
    with pytest.raises(NobodyCouldReview):
        written(morning.ticket, by=morning.ishida)

    assert not HandlingNote.objects.exists()


def test_nobody_writes_about_themself_or_for_another_desk(morning: Morning) -> None:
    own = a_ticket(morning.mizuno)

    with pytest.raises(AboutOneself):
        written(own, by=morning.mizuno)
    for stranger in (morning.kuramochi, morning.kito, morning.kishimoto):
        with pytest.raises((NotForYou, AboutOneself)):
            written(morning.ticket, by=stranger)


def test_without_anybody_who_asked_there_is_nobody_to_write_about(morning: Morning) -> None:
    unknown = a_ticket(requester=None, text="だれか分からない電話", by=morning.mizuno)
    unknown.requester = None

    with pytest.raises(NobodyToWriteAbout):
        written(unknown, by=morning.mizuno)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"words": "  "}, FactMissing),
        ({"words": "怒鳴られた"}, FactTooShort),
        ({"words": "電 話 で 切 ら れ た"}, FactTooShort),
        ({"words": "あ" * 301}, FactTooLong),
        ({"protocols": []}, ProtocolMissing),
        ({"protocols": ["slower"]}, ProtocolMissing),
        ({"happened_on": date(2000, 1, 1)}, NotThatDay),
        ({"happened_on": date(2100, 1, 1)}, NotThatDay),
    ],
)
def test_what_a_note_must_have(morning: Morning, facts: dict[str, object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        written(morning.ticket, by=morning.mizuno, **facts)

    assert not HandlingNote.objects.exists()


def test_three_hundred_characters_fit(morning: Morning) -> None:
    note = written(morning.ticket, by=morning.mizuno, words="あ" * 300)

    assert len(note.facts.get().words) == 300


def test_one_note_at_a_desk_about_one_person(morning: Morning) -> None:
    written(morning.ticket, by=morning.mizuno)

    with pytest.raises(ThereIsOne):
        written(morning.ticket, by=morning.mizuno)


def test_on_day_ninety_it_is_gone_whether_the_job_has_run_or_not(morning: Morning) -> None:
    with time_machine.travel(THURSDAY, tick=False):
        note = in_force(morning.ticket, by=morning.mizuno, leader=morning.ishida)
        actions.rebut(note, "声が大きいのは騒音のためです。", by=morning.kito)
    with after(89.9, THURSDAY):
        last_day = seen_about(morning)
        actions.let_go()

    with after(90, THURSDAY):
        unseen = seen_about(morning)
        still_there = HandlingNote.objects.count()
        gone = actions.let_go()

    assert (last_day, unseen, still_there, gone) == ([note], [], 1, 1)
    assert (HandlingNote.objects.count(), HandlingFact.objects.count(), Rebuttal.objects.count()) == (0, 0, 0)


def test_renewed_once_it_lasts_ninety_days_more_and_never_beyond_a_hundred_and_eighty(morning: Morning) -> None:
    with time_machine.travel(THURSDAY, tick=False):
        note = in_force(morning.ticket, by=morning.mizuno, leader=morning.ishida)
    with after(89, THURSDAY):
        renewed(note, by=morning.mizuno, leader=morning.ishida)
        with pytest.raises(RenewedAlready):
            renewed(note, by=morning.mizuno, leader=morning.ishida)
    seen = {}
    for day in (90, 178.9, 179, 180):
        with after(day, THURSDAY):
            seen[day] = bool(seen_about(morning))
            actions.let_go()

    assert seen == {90: True, 178.9: True, 179: False, 180: False}
    assert not HandlingNote.objects.exists()


def test_no_row_however_written_lasts_beyond_a_hundred_and_eighty_days(morning: Morning) -> None:
    with time_machine.travel(THURSDAY, tick=False):
        note = in_force(morning.ticket, by=morning.mizuno, leader=morning.ishida)
    HandlingFact.objects.filter(note=note).update(at=THURSDAY + timedelta(days=170))

    with after(179.9, THURSDAY):
        before = bool(seen_about(morning))
    with after(180, THURSDAY):
        then = bool(seen_about(morning))
        actions.let_go()

    assert (before, then, HandlingNote.objects.count()) == (True, False, 0)


def test_a_renewal_needs_something_newer(morning: Morning) -> None:
    note = in_force(morning.ticket, by=morning.mizuno, leader=morning.ishida)

    for words, day in ((FACT, clock.today()), ("14:30 別のことを言われた。", clock.today())):
        with pytest.raises(NotNewer):
            actions.renew_note(note, morning.ticket, words=words, happened_on=day, channel="phone", by=morning.mizuno)


def test_a_renewal_that_nobody_reviews_lapses_and_the_note_keeps_its_own_end(morning: Morning) -> None:
    with time_machine.travel(THURSDAY, tick=False):
        note = in_force(morning.ticket, by=morning.mizuno, leader=morning.ishida)
    with after(60, THURSDAY):
        actions.renew_note(
            note, morning.ticket, words="11:05 受話器を置かれた。", happened_on=clock.today(), channel="phone",
            by=morning.mizuno,
        )  # fmt: skip
    with after(70, THURSDAY):
        actions.let_go()
        left = [fact.place for fact in note.facts.all()]
        in_between = bool(seen_about(morning))
    with after(90, THURSDAY):
        actions.let_go()

    assert (left, in_between) == ([1], True)
    assert not HandlingNote.objects.exists()


def test_declined_it_is_deleted_and_the_author_hears(morning: Morning) -> None:
    note = written(morning.ticket, by=morning.mizuno)

    actions.decline(note.facts.get(), by=morning.ishida)

    assert not HandlingNote.objects.exists()
    assert Event.objects.get(kind="handling.declined").about_id == note.pk


def test_author_and_leader_may_end_it_early_and_nobody_else(morning: Morning) -> None:
    note = in_force(morning.ticket, by=morning.mizuno, leader=morning.ishida)

    for other in (a_member("森"), morning.kuramochi, morning.kito, morning.kishimoto):
        with pytest.raises(NotForYou):
            actions.remove_note(note, by=other)
    actions.remove_note(note, by=morning.mizuno)

    assert not HandlingNote.objects.exists()


def test_the_trail_keeps_that_there_was_one_but_neither_its_words_nor_about_whom(morning: Morning) -> None:
    with time_machine.travel(THURSDAY, tick=False):
        note = in_force(morning.ticket, by=morning.mizuno, leader=morning.ishida)
        actions.rebut(note, "騒音のためです。", by=morning.kito)
    with after(90, THURSDAY):
        actions.let_go()

    kept = Event.objects.filter(about_kind="handlingnote")
    assert list(kept.order_by("id").values_list("kind", flat=True)) == [
        "handling.written", "handling.reviewed", "handling.rebutted", "handling.ended",
    ]  # fmt: skip
    assert {event.person_id for event in kept} == {None}
    assert all(event.internal for event in kept)
    assert "来い" not in str([event.data for event in kept])


def test_the_leader_is_asked_and_the_person_is_told_when_it_holds(
    morning: Morning, django_capture_on_commit_callbacks: object
) -> None:
    note = written(morning.ticket, by=morning.mizuno)
    from suketto.handling import telling  # noqa: PLC0415  (what the listeners do, without the worker)

    telling.ask_for_review(Event.objects.get(kind="handling.written"))
    asked = [(each.person, each.kind) for each in Notification.objects.all()]
    actions.review(note.facts.get(), by=morning.ishida)
    event = Event.objects.get(kind="handling.reviewed")
    for _twice in range(2):
        telling.tell_the_person(event)

    told = Notification.objects.get(person=morning.kito)
    letter = Mail.objects.get(to=morning.kito.email, about__startswith="handling")
    assert asked == [(morning.ishida, "handling")]
    assert (told.kind, told.by_name) == ("record", "情報システム")
    assert "/my/record/" in letter.body
    assert "来い" not in letter.body + letter.html + told.words


def test_another_desk_may_have_its_own(morning: Morning) -> None:
    desk = a_desk("ga", "総務")
    a_leader("大野", desk=desk)
    at_affairs = a_ticket(morning.kito, "名刺", desk=desk)
    written(morning.ticket, by=morning.mizuno)

    written(at_affairs, by=morning.kuramochi)

    assert HandlingNote.objects.count() == 2


def test_a_ticket_that_turns_out_to_be_somebody_elses_takes_the_fact_along(morning: Morning) -> None:
    in_force(morning.ticket, by=morning.mizuno, leader=morning.ishida)
    tickets.set_facts(morning.ticket, by=morning.mizuno, requester=morning.shibata)

    actions.let_go()

    assert not HandlingNote.objects.exists()
    assert seen_about(morning) == []
