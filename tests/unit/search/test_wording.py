"""The wording of the house: a word in one group, every process knows within seconds, a change can be taken back."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from suketto.foundation import clock
from suketto.foundation.scope import Viewer
from suketto.jobs.worker import run_waiting
from suketto.people.models import Person
from suketto.search import rewording, sources, wording
from suketto.search.actions import index_many, learn, unlearn
from suketto.search.analysis import plain_words
from suketto.search.models import PastQuestion, Posting, Rewording, Text, Wording
from suketto.search.queries import find
from suketto.search.sources import Entry, Source
from suketto.trail.models import Event
from tests.people import an_administrator

ANYONE = Viewer.nobody()


@pytest.fixture
def kishimoto(db: None) -> Person:
    return an_administrator()


def test_a_word_of_the_house_is_read_as_the_first_of_its_group(kishimoto: Person) -> None:
    rewording.add(["就業システム", "キンタイ君", "勤之助"], by=kishimoto)

    assert wording.replaced("キンタイ君に入れない") == "就業システムに入れない"
    assert wording.replaced("キンタイ君主") == "就業システム主"  # a kanji begins another word
    assert plain_words("勤之助") == plain_words("就業システム")


def test_a_change_is_one_event_with_who_and_when(kishimoto: Person) -> None:
    made = rewording.add(["就業システム", "キンタイ君"], by=kishimoto)

    event = Event.objects.order_by("-pk").first()
    assert event is not None
    assert (event.kind, event.about_kind, event.about_id, event.actor_id) == (
        "wording.added", "rewording", made.pk, kishimoto.pk,
    )  # fmt: skip
    assert event.data["said"] == [{"before": None, "after": ["就業システム", "キンタイ君"]}]
    assert (made.by_name, made.what) == (kishimoto.full_name, "added")


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ([], rewording.TooFewWords),
        (["", " ", "\n"], rewording.TooFewWords),
        (["箱"], rewording.TooFewWords),
        (["ＰＣ", "pc", "Pc "], rewording.TooFewWords),
        (["長" * 200, "短"], rewording.WordTooLong),
        (["㍿" * 40, "会社"], rewording.WordTooLong),  # grows when it is evened
        (["の", "之"], rewording.WordSaysNothing),
        (["です", "だ"], rewording.WordSaysNothing),
        (["…", "三点"], rewording.WordSaysNothing),
        ([f"語{n}" for n in range(100)], rewording.TooManyWords),
    ],
)
def test_what_makes_no_group_is_refused(kishimoto: Person, words: list[str], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        rewording.add(words, by=kishimoto)

    assert (Wording.objects.count(), Rewording.objects.count()) == (0, 0)


def test_widths_repetitions_and_signs_of_patterns_are_kept_as_they_are_typed(kishimoto: Person) -> None:
    rewording.add(["箱(社内)", "Ｂｏｘ", "box", "<b>箱</b>", "c++"], by=kishimoto)

    assert Wording.objects.get().words == ["箱(社内)", "Ｂｏｘ", "<b>箱</b>", "c++"]
    assert wording.replaced("boxとc++") == "箱(社内)と箱(社内)"


def test_a_word_stands_in_one_group_alone_and_the_refusal_says_which(kishimoto: Person) -> None:
    rewording.add(["就業システム", "キンタイ君"], by=kishimoto)

    with pytest.raises(rewording.WordTaken) as own:
        rewording.add(["出退勤", "ｷﾝﾀｲ君"], by=kishimoto)
    with pytest.raises(rewording.WordTaken) as delivered:
        rewording.add(["刷るやつ", "コピー機"], by=kishimoto)

    assert "「就業システム」の組" in str(own.value)
    assert "「プリンター」の組" in str(delivered.value)


def test_a_group_that_came_with_the_product_is_changed_stopped_and_taken_back(kishimoto: Person) -> None:
    seed = rewording.group_of("複合機")
    assert seed is not None
    changed = rewording.change(seed, ["プリンター", "プリンタ", "刷るやつ"], by=kishimoto)

    assert wording.replaced("刷るやつと複合機") == "プリンターと複合機"
    assert changed is not None
    rewording.undo(changed, by=kishimoto)
    assert wording.replaced("刷るやつと複合機") == "刷るやつとプリンター"

    group = Wording.objects.get()
    stopped = rewording.end(group, by=kishimoto)
    assert wording.replaced("複合機") == "複合機"
    assert stopped is not None
    rewording.resume(group, by=kishimoto)
    assert wording.replaced("複合機") == "プリンター"
    assert Wording.objects.count() == 1


def test_what_was_stopped_gives_its_words_free(kishimoto: Person) -> None:
    rewording.add(["就業システム", "キンタイ君"], by=kishimoto)
    rewording.end(Wording.objects.get(), by=kishimoto)
    rewording.add(["給与システム", "キンタイ君"], by=kishimoto)

    with pytest.raises(rewording.WordTaken):
        rewording.resume(Wording.objects.order_by("pk")[0], by=kishimoto)

    assert wording.replaced("キンタイ君") == "給与システム"


def test_taking_back_refuses_what_was_changed_since(kishimoto: Person) -> None:
    made = rewording.add(["就業システム", "キンタイ君"], by=kishimoto)
    rewording.change(Wording.objects.get(), ["就業システム", "キンタイ君", "勤之助"], by=kishimoto)

    with pytest.raises(rewording.ChangedSince):
        rewording.undo(made, by=kishimoto)

    assert Wording.objects.get().words == ["就業システム", "キンタイ君", "勤之助"]


def test_a_stale_screen_changes_nothing(kishimoto: Person) -> None:
    rewording.add(["就業システム", "キンタイ君"], by=kishimoto)
    group = Wording.objects.get()
    rewording.change(group, ["就業システム", "キンタイ君", "勤之助"], by=kishimoto)

    with pytest.raises(rewording.ChangedSince):
        rewording.change(group, ["就業システム", "打刻"], by=kishimoto, seen=["就業システム", "キンタイ君"])


def test_joining_goes_into_the_group_of_the_other_word_or_makes_one(kishimoto: Person) -> None:
    rewording.join("刷るやつ", "コピー機", by=kishimoto)
    rewording.join("箱", "Box共有", by=kishimoto)

    assert rewording.join("刷るやつ", "プリンター", by=kishimoto) is None
    assert wording.replaced("刷るやつ 箱") == "プリンター box共有"
    assert Wording.objects.count() == 2


def test_a_text_costs_no_query_and_the_change_of_another_process_is_seen_in_time(
    kishimoto: Person, settings: object
) -> None:
    rewording.add(["就業システム", "キンタイ君"], by=kishimoto)
    wording.replaced("一度読む")
    with CaptureQueriesContext(
        connection,
    ) as silent:
        for _time in range(50):
            wording.replaced("キンタイ君")
    assert len(silent) == 0

    # As another process would: the rows change, and nobody here is told.
    Wording.objects.update(words=["出退勤", "キンタイ君"])
    Rewording.objects.create(what="changed", by_name="-", at=clock.now())
    assert wording.replaced("キンタイ君") == "就業システム"
    settings.WORDING_FRESH_SECONDS = 0.0  # type: ignore[attr-defined]  # the seconds have passed
    assert wording.replaced("キンタイ君") == "出退勤"


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_threads_that_read_while_it_changes_see_one_state_or_the_other() -> None:
    kishimoto = an_administrator()
    rewording.add(["就業システム", "キンタイ君"], by=kishimoto)
    seen: set[str] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.add(wording.replaced("キンタイ君"))
        connection.close()

    threads = [threading.Thread(target=read) for _ in range(4)]
    wording.replaced("一度読む")
    for thread in threads:
        thread.start()
    rewording.change(Wording.objects.get(), ["出退勤", "キンタイ君"], by=kishimoto)
    time.sleep(0.2)
    stop.set()
    for thread in threads:
        thread.join()

    assert seen <= {"就業システム", "出退勤"}
    assert wording.replaced("キンタイ君") == "出退勤"


def test_a_change_that_was_rolled_back_is_forgotten(kishimoto: Person, settings: object) -> None:
    with pytest.raises(ZeroDivisionError):
        _change_and_fail(kishimoto)
    settings.WORDING_FRESH_SECONDS = 0.0  # type: ignore[attr-defined]  # the seconds have passed

    assert wording.replaced("キンタイ君") == "キンタイ君"


@transaction.atomic
def _change_and_fail(kishimoto: Person) -> None:
    rewording.add(["就業システム", "キンタイ君"], by=kishimoto)
    assert wording.replaced("キンタイ君") == "就業システム"
    raise ZeroDivisionError


def test_what_holds_a_touched_word_is_read_anew_once_every_process_knows(kishimoto: Person) -> None:
    texts = {1: "キンタイ君の入口", 2: "就業システムの入口", 3: "複合機"}
    entries = [Entry("memo", number, text, "", public=True) for number, text in texts.items()]
    sources.register(
        Source("memo", lambda after, limit: [n for n in texts if n > after][:limit],
               lambda numbers: [each for each in entries if each.object_id in numbers], lambda: 3)
    )  # fmt: skip
    try:
        index_many(entries)
        made = rewording.add(["就業システム", "キンタイ君"], by=kishimoto)

        job = DBTaskResult.objects.get(task_path__endswith="index_rewording")
        assert job.run_after - made.at >= timedelta(seconds=3)
        assert [hit.object_id for hit in find("就業システム", kinds=["memo"], viewer=ANYONE)] == [2]
        DBTaskResult.objects.update(run_after=clock.now() - timedelta(seconds=1))
        run_waiting()

        assert {hit.object_id for hit in find("キンタイ君", kinds=["memo"], viewer=ANYONE)} == {1, 2}
        made.refresh_from_db()
        assert (made.indexed, made.indexed_at is not None) == (2, True)
    finally:
        sources._sources.pop("memo")


def test_past_questions_are_read_anew_too(kishimoto: Person) -> None:
    entry = Entry("memo", 1, "出退勤の入口", "", public=True)
    sources.register(
        Source("memo", lambda after, _limit: [1] if after < 1 else [], lambda _numbers: [entry], lambda: 1)
    )
    try:
        index_many([entry])
        learn("memo", 1, question="キンタイ君が開かない", origin="self-1")
        rewording.add(["就業システム", "キンタイ君"], by=kishimoto)
        assert find("就業システム", kinds=["memo"], viewer=ANYONE) == []

        DBTaskResult.objects.update(run_after=clock.now() - timedelta(seconds=1))
        run_waiting()

        assert [hit.object_id for hit in find("就業システム", kinds=["memo"], viewer=ANYONE)] == [1]
        past = PastQuestion.objects.get()
        assert ("就業" in past.words, "キンタイ" in past.words, past.origin) == (True, False, "self-1")
        unlearn("self-1")
        assert not Posting.objects.exclude(term__text__in=Text.objects.get().title_words.split()).exists()
    finally:
        sources._sources.pop("memo")
