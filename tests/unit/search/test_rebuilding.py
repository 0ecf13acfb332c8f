"""An index that was damaged is noticed, mended while in use, and read around meanwhile."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from suketto.foundation.clock import now
from suketto.foundation.scope import Viewer
from suketto.jobs.worker import run_waiting
from suketto.search import health, rebuilding, sources
from suketto.search.actions import index_many, learn
from suketto.search.health import ailing, look_after
from suketto.search.jobs import read_with_new_wording
from suketto.search.jobs import test_oneself as look_after_all
from suketto.search.learning import learn_words
from suketto.search.models import Collection, Document, Posting, Rebuild, Term, Text
from suketto.search.queries import find
from suketto.search.sources import Entry, Source
from suketto.search.upkeep import rebuild

pytestmark = pytest.mark.django_db

ANYONE = Viewer.nobody()
RECORDS = {number: f"複合機{number}号の紙が詰まる" for number in range(1, 31)} | {31: "パスワードを忘れた"}


@pytest.fixture
def records(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[int, str]]:
    """A room of its own whose records may be changed behind the index's back."""
    held = dict(RECORDS)

    def numbers(after: int, limit: int) -> Sequence[int]:
        return sorted(number for number in held if number > after)[:limit]

    def entries(wanted: Sequence[int]) -> Sequence[Entry]:
        return [Entry("memo", number, held[number], held[number], public=True) for number in wanted if number in held]

    monkeypatch.setattr(rebuilding, "BATCH", 10)
    sources.register(Source("memo", numbers, entries, lambda: len(held)))
    index_many(entries(sorted(held)))
    yield held
    sources._sources.pop("memo")


def found(text: str, viewer: Viewer = ANYONE) -> list[int]:
    return [hit.object_id for hit in find(text, kinds=["memo"], viewer=viewer)]


def postings() -> list[tuple[str, int, float]]:
    return sorted(Posting.objects.values_list("term__text", "document__object_id", "weight"))


@pytest.mark.usefixtures("records")
def test_a_sound_index_passes_and_a_rebuilding_changes_nothing() -> None:
    before = postings()
    assert ailing("memo") == ""

    assert rebuilding.to_the_end("memo") == len(RECORDS)

    assert postings() == before


@pytest.mark.usefixtures("records")
def test_lost_and_doubled_rows_are_noticed_and_mended() -> None:
    before = postings()
    Posting.objects.filter(document__object_id__lte=31).exclude(document__object_id__in=range(3, 8)).delete()
    one = Posting.objects.all()[0]
    Posting.objects.create(term_id=one.term_id, document_id=one.document_id, weight=one.weight)

    assert "of its" in look_after("memo")
    rebuilding.to_the_end("memo")

    assert postings() == before
    assert look_after("memo") == ""


@pytest.mark.usefixtures("records")
def test_while_it_is_broken_texts_are_read_through_and_the_hit_says_so() -> None:
    Posting.objects.all().delete()
    look_after("memo")

    hits = find("パスワード 忘れた", kinds=["memo"], viewer=ANYONE)

    assert [hit.object_id for hit in hits] == [31]
    assert set(hits[0].why) == {"scan"}
    assert not hits[0].sure


def test_reading_through_shows_nobody_what_they_may_not_see() -> None:
    index_many([Entry("ticket", 1, "給与明細が開けない", "", desk_id=1, person_id=7)])
    Collection.objects.filter(pk="ticket").update(broken_at=now())
    viewers = (Viewer(7, frozenset()), Viewer(8, frozenset()), Viewer(1, frozenset({1})), Viewer(2, frozenset({2})))

    assert [len(find("給与明細", kinds=["ticket"], viewer=viewer)) for viewer in viewers] == [1, 0, 1, 0]


def test_what_was_changed_added_and_taken_away_meanwhile_is_so_in_the_index(records: dict[int, str]) -> None:
    records[1] = "会議室の予約"
    records[40] = "新しいマウス"
    del records[20], records[31]

    rebuilding.to_the_end("memo")

    assert found("会議室の予約")[0] == 1
    assert found("新しいマウス")[0] == 40
    assert found("パスワードを忘れた") == []
    assert set(Document.objects.filter(kind="memo").values_list("object_id", flat=True)) == set(records)


@pytest.mark.usefixtures("records")
def test_it_goes_on_where_it_was_stopped_and_begins_again_when_told() -> None:
    rebuilding.begin("memo")
    assert rebuilding.step("memo")
    assert rebuilding.begin("memo").done == 10

    assert rebuilding.begin("memo", anew=True).done == 0
    assert rebuilding.to_the_end("memo") == len(RECORDS)
    assert Rebuild.objects.get(pk="memo").finished_at is not None
    assert not rebuilding.step("memo")


@pytest.mark.usefixtures("records")
def test_past_questions_survive_a_rebuilding() -> None:
    learn("memo", 31, question="ログインできなくなった")

    rebuilding.to_the_end("memo")

    assert found("ログインできなくなった")[0] == 31


@pytest.mark.usefixtures("records")
def test_the_self_test_mends_by_itself() -> None:
    before = postings()
    Posting.objects.all().delete()

    look_after_all.call()
    assert Collection.objects.get(pk="memo").broken_at is not None
    rebuild.call("memo")

    assert postings() == before
    assert Collection.objects.get(pk="memo").broken_at is None


def test_a_change_of_wording_reads_the_touched_records_alone(
    records: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    source = sources.source_of("memo")

    def watched(numbers: Sequence[int]) -> list[Entry]:
        read.extend(numbers)
        return list(source.entries(numbers))

    monkeypatch.setitem(sources._sources, "memo", Source("memo", source.numbers, watched, source.size))

    assert rebuilding.index_touched(["ﾊﾟｽﾜｰﾄﾞ", " "], ["memo"]) == 1
    assert read == [31]
    assert rebuilding.index_touched([""], ["memo"]) == 0


@pytest.mark.usefixtures("records")
def test_texts_that_are_gone_come_back_too() -> None:
    before = postings()
    Text.objects.all().delete()
    Term.objects.filter(text__startswith="複").delete()

    rebuilding.to_the_end("memo")

    assert postings() == before


@pytest.mark.usefixtures("records")
def test_after_an_upgrade_with_another_wording_everything_is_read_anew_by_itself() -> None:
    assert (health.behind(), rebuilding.begin_outdated()) == ("", [])
    Collection.objects.update(made_with="of an older version")
    assert "suketto reindex memo" in health.behind()

    read_with_new_wording.func()
    read_with_new_wording.func()  # what has begun is not begun again

    assert DBTaskResult.objects.filter(task_path__endswith="upkeep.rebuild").count() == 1
    run_waiting()
    assert health.behind() == ""
    assert Rebuild.objects.get().done == len(RECORDS)


@pytest.mark.usefixtures("records")
def test_a_lesson_that_was_never_learnt_or_is_stale_is_told() -> None:
    assert health.behind() == ""  # since this morning: no night has passed

    Document.objects.filter(object_id=1).update(changed_at=now() - timedelta(days=2))
    assert "never learnt" in health.behind()

    learn_words("memo")
    assert health.behind() == ""

    Collection.objects.update(learnt_at=now() - timedelta(days=4))
    assert "was last learnt on" in health.behind()
