"""手順案内: results with reasons and seconds, the link, the second refusal, and nothing about the person (S23, S24)."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from suketto.foundation import clock
from suketto.jobs.worker import run_waiting
from suketto.notices.models import Notification
from suketto.people.models import Person
from suketto.procedures import actions as procedures
from suketto.procedures.models import Version
from suketto.procedures.way import Line
from suketto.tickets import actions
from suketto.tickets.models import Attempt, OtherWay, Run, Step, Ticket
from suketto.tickets.refusals import (
    AlreadyResolved,
    IdentityMissing,
    OnlyTheDesk,
    ReasonMissing,
    RunEnded,
    StepMoved,
    TemplateUnfinished,
    TimeMissing,
)
from suketto.tickets.stuck import report_of, tell_of_trouble
from suketto.tickets.visiting import criteria_of
from suketto.trail.models import Event
from tests.people import a_desk, a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db

MONITOR = (
    Line("ランプは点いていますか", manner="ask", then=2, otherwise=3), Line("入力を切り替える", then=0),
    Line("挿し直す", expect="映る"), Line("予備のケーブルに替える"),
)  # fmt: skip


def a_version(*lines: Line, name: str = "会議室モニター") -> Version:
    made = procedures.draft_procedure(by=None, desk=a_desk(), name=name, lines=lines or MONITOR)
    return procedures.publish(made, by=None)


@pytest.fixture
def mizuno() -> Person:
    return a_member()


def a_run(by: Person, *lines: Line, ticket: Ticket | None = None) -> Run:
    return actions.begin_run(ticket or a_ticket(), a_version(*lines), by=by)


def answered(run: Run, result: str, *, by: Person | None, **facts: object) -> Run:
    run.refresh_from_db()
    actions.record_result(run, result, by=by, step=run.step_id or 0, **facts)  # type: ignore[arg-type]
    run.refresh_from_db()
    return run


def test_results_reasons_and_seconds_are_kept_step_by_step(mizuno: Person) -> None:
    with time_machine.travel("2026-06-08T10:00+09:00", tick=False) as moment:
        run = a_run(mizuno)
        moment.shift(timedelta(seconds=40))
        answered(run, "cannot", by=mizuno)
        moment.shift(timedelta(seconds=75))
        answered(run, "will_not", by=mizuno, reason_kind="place")
        moment.shift(timedelta(minutes=31))
        answered(run, "done", by=mizuno)

    kept = run.attempts.values_list("step__number", "result", "reason_kind", "seconds")
    assert list(kept) == [(1, "cannot", "", 40), (3, "will_not", "place", 75), (4, "done", "", None)]
    assert run.end == Run.End.THROUGH
    assert [(step.result, step.reason) for step in run.ticket.steps.all()] == [
        ("cannot", "いいえ"), ("open", ""), ("will_not", "場所を離れられない"), ("done", ""),
    ]  # fmt: skip


def test_a_question_answered_yes_and_a_step_that_helped_end_it(mizuno: Person) -> None:
    run = a_run(mizuno)

    answered(run, "done", by=mizuno)
    answered(run, "done", by=mizuno)

    assert (run.step, run.end) == (None, Run.End.SOLVED)
    with pytest.raises(StepMoved):
        actions.record_result(run, "cannot", by=mizuno, step=run.ticket.steps.all()[3].pk)
    with pytest.raises(RunEnded):
        actions.make_link(run, by=mizuno)


def test_pressed_twice_it_is_written_once_and_a_stale_screen_is_refused(mizuno: Person) -> None:
    run = a_run(mizuno)
    first = run.step_id or 0

    one = actions.record_result(run, "done", by=mizuno, step=first)
    two = actions.record_result(run, "done", by=mizuno, step=first)

    assert one == two
    assert Attempt.objects.count() == 1
    with pytest.raises(StepMoved):
        actions.record_result(run, "cannot", by=mizuno, step=first)


def test_the_second_refusal_asks_for_another_way_and_says_nothing_of_the_person(mizuno: Person) -> None:
    kawabe = somebody("川辺", "進")
    before = list(Event.objects.about("person", kawabe.pk).values_list("id", flat=True))
    run = a_run(mizuno, Line("一"), Line("二"), Line("三"), Line("四"), ticket=a_ticket(kawabe))
    answered(run, "done", by=mizuno)
    answered(run, "will_not", by=mizuno, reason_kind="place")
    assert not actions.wants_another_way(run)

    answered(run, "will_not", by=mizuno, reason_kind="place")

    assert actions.wants_another_way(run)
    assert list(Event.objects.about("person", kawabe.pk).values_list("id", flat=True)) == before
    with pytest.raises(ReasonMissing):
        answered(run, "will_not", by=mizuno)


def test_a_step_taken_back_is_asked_again(mizuno: Person) -> None:
    run = a_run(mizuno)
    first = run.step
    answered(run, "cannot", by=mizuno)

    actions.step_back(run, by=mizuno)

    run.refresh_from_db()
    assert run.step == first
    assert run.ticket.steps.exclude(result=Step.Result.OPEN).count() == 0
    assert actions.step_back(run, by=mizuno).step == first


def test_begun_again_it_goes_on_and_what_was_inserted_by_hand_is_used(mizuno: Person) -> None:
    ticket, version = a_ticket(), a_version()
    insertion = actions.insert_procedure(ticket, version, by=mizuno)

    run = actions.begin_run(ticket, version, by=mizuno)

    assert run.insertion == insertion
    assert actions.begin_run(ticket, version, by=mizuno) == run
    answered(run, "done", by=mizuno)
    assert actions.leave_run(run, by=mizuno).end == Run.End.LEFT
    again = actions.begin_run(ticket, version, by=mizuno)
    assert (again.pk, again.end, again.step) == (run.pk, "", run.step)


def test_steps_taken_out_of_the_ticket_are_passed_over(mizuno: Person) -> None:
    run = a_run(mizuno, Line("一"), Line("二"), Line("三"))
    actions.remove_step(run.ticket.steps.all()[1], by=mizuno)

    answered(run, "done", by=mizuno)

    assert run.step is not None
    assert run.step.text == "三"


def test_the_link_opens_this_run_alone_for_seven_days_and_while_the_matter_is_open(mizuno: Person) -> None:
    run = a_run(mizuno)
    old = actions.make_link(run, by=mizuno)
    secret = actions.make_link(run, by=mizuno)

    assert actions.run_by_link(secret) == run
    assert actions.run_by_link(old) is None
    assert secret not in str(list(Event.objects.values_list("data", flat=True)))
    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1)):
        assert actions.run_by_link(secret) is None
    actions.resolve(run.ticket, by=mizuno, answer="直りました")
    assert actions.run_by_link(secret) is None


def test_with_the_link_one_does_not_do_what_the_desk_does(mizuno: Person) -> None:
    run = a_run(mizuno, Line("一"), Line("ロックを解除する", manner="privileged"))

    answered(run, "done", by=None, by_link=True)

    assert run.attempts.get().by_link
    with pytest.raises(OnlyTheDesk):
        answered(run, "done", by=None, by_link=True)
    with pytest.raises(IdentityMissing):
        answered(run, "done", by=mizuno)


def test_a_visit_is_granted_by_criteria_and_else_becomes_a_remote_appointment(mizuno: Person) -> None:
    sort, dead = a_ticket(text="Excelの並べ替えができません。現場に来てやってくれ"), a_ticket(text="PCの電源が入らない")
    met = [[each.key for each in criteria_of(ticket) if each.met] for ticket in (sort, dead)]
    assert met == [[], ["dead"]]
    at = clock.now() + timedelta(hours=2)

    refused = actions.go_another_way(
        sort, "visit", by=mizuno, planned_at=at, criteria=met[0], words="遠隔操作で一緒に進めます。"
    )
    granted = actions.go_another_way(dead, "visit", by=mizuno, planned_at=at, criteria=met[1])

    assert (refused.granted, granted.granted) == (False, True)
    assert [sort.steps.get().text, dead.steps.get().text] == ["遠隔操作でつないで直す", "訪問して直す"]
    assert sort.messages.filter(side="desk").get().body == "遠隔操作で一緒に進めます。"
    assert OtherWay.objects.count() == 2


def test_another_way_without_a_time_is_refused(mizuno: Person) -> None:
    for planned in (None, clock.now() - timedelta(minutes=1)):
        with pytest.raises(TimeMissing):
            actions.go_another_way(a_ticket(), "remote", by=mizuno, planned_at=planned)


def test_where_people_get_stuck_is_told_to_the_owner_and_names_nobody(mizuno: Person) -> None:
    version = a_version(Line("点いていますか", manner="ask", then=2, otherwise=2), Line("再起動する"))
    owner = a_member("石田", "典明")
    procedures.entrust(version.procedure, by=owner, owner=owner, desk=a_desk())
    for kind in ("rights", "rights", "unclear"):
        run = actions.begin_run(a_ticket(), version, by=mizuno)
        answered(run, "cannot", by=mizuno)
        answered(run, "will_not", by=mizuno, reason_kind=kind)
    answered(actions.begin_run(a_ticket(), version, by=mizuno), "done", by=mizuno)

    report = report_of(version)
    tell_of_trouble(clock.now() - timedelta(days=7))
    run_waiting()

    assert [(at.done, at.cannot, at.will_not, at.often) for at in report.steps] == [(1, 3, 0, False), (0, 0, 3, True)]
    assert report.steps[1].top_reasons == [("権限がない", 2), ("操作が分からない", 1)]
    bell = Notification.objects.get(person=owner, kind="stuck")
    assert bell.words == "会議室モニター（手順 2）"
    browser = Client()
    browser.force_login(owner)
    link = reverse("procedure_runs", args=[version.procedure_id])
    assert f'href="{link}"' in browser.get(reverse("notifications")).content.decode()


def test_the_end_of_a_way_that_the_colleague_went_alone_rings_at_the_desk(mizuno: Person) -> None:
    ticket = a_ticket()
    actions.assign(ticket, mizuno, by=mizuno)
    run = a_run(mizuno, Line("再起動する"), ticket=ticket)

    answered(run, "done", by=None, by_link=True)
    run_waiting()

    assert Notification.objects.filter(person=mizuno, kind="guided").count() == 1


def test_a_matter_that_is_done_has_no_steps_any_more(mizuno: Person) -> None:
    run = a_run(mizuno)
    answered(run, "cannot", by=mizuno)
    actions.resolve(run.ticket, by=mizuno, answer="直りました")

    for act in (
        lambda: answered(run, "done", by=mizuno),
        lambda: actions.step_back(run, by=mizuno),
        lambda: actions.make_link(run, by=mizuno),
        lambda: actions.begin_run(run.ticket, run.insertion.version, by=mizuno),
    ):
        with pytest.raises(AlreadyResolved):
            act()
    assert run.attempts.count() == 1


def test_a_link_is_made_and_sent_or_neither_and_once(mizuno: Person) -> None:
    run, once = a_run(mizuno), uuid4()
    with pytest.raises(TemplateUnfinished):
        actions.send_link(run, by=mizuno, words=lambda secret: f"{{answer}} {secret}", once=once)
    run.refresh_from_db()
    assert run.link_hash is None

    first = actions.send_link(run, by=mizuno, words=lambda secret: f"どうぞ {secret}", once=once)
    second = actions.send_link(run, by=mizuno, words=lambda secret: f"どうぞ {secret}", once=once)

    assert first == second
    assert actions.run_by_link(first.body.split()[-1]) == run
    assert Event.objects.filter(kind="ticket.replied").get().data["private"] is True


def test_another_way_posted_twice_is_one_plan(mizuno: Person) -> None:
    ticket, once = a_ticket(), uuid4()
    for _twice in range(2):
        actions.go_another_way(ticket, "remote", by=mizuno, planned_at=clock.now() + timedelta(hours=1), once=once)

    assert (OtherWay.objects.count(), ticket.steps.count()) == (1, 1)
