"""Procedures: what is published never changes; a draft becomes the next version."""

import pytest
from django.db import IntegrityError, transaction

from suketto.catalog.models import Service
from suketto.jobs.worker import run_waiting
from suketto.people import actions as people
from suketto.people.models import Person
from suketto.procedures import actions, refusals
from suketto.procedures.models import Procedure, PublishedVersionChanged
from suketto.procedures.queries import browse, suggest
from suketto.procedures.way import Line
from suketto.trail.models import Event
from tests.people import a_desk, a_member

pytestmark = pytest.mark.django_db


def a_procedure(name: str = "Outlook再構成", **said: object) -> Procedure:
    """One in use at the IT desk."""
    by = said.pop("by", None) or a_member()
    usual = {"desk": a_desk(), "words": ["メールが開かない"], "lines": [Line("閉じる", "消える", 2), Line("開く")]}
    made = actions.draft_procedure(by=by, name=name, **{**usual, **said})
    actions.publish(made, by=by)
    return fresh(made)


def fresh(procedure: Procedure) -> Procedure:
    found: Procedure = Procedure.objects.get(pk=procedure.pk)
    return found


def kinds(procedure: Procedure) -> list[str]:
    return [event.kind for event in Event.objects.about("procedure", procedure.pk)]


def test_editing_leaves_what_is_published_alone_until_the_next_publication() -> None:
    mizuno = a_member()
    procedure = a_procedure(by=mizuno)

    actions.revise(procedure, by=mizuno, name="Outlook作り直し", lines=[Line("別のこと")])
    meanwhile = fresh(procedure).published
    second = actions.publish(procedure, by=mizuno, reason="画面が変わった")

    assert meanwhile is not None
    assert (meanwhile.number, [row.text for row in meanwhile.instructions.all()]) == (1, ["閉じる", "開く"])
    assert (second.number, second.reason, fresh(procedure).name) == (2, "画面が変わった", "Outlook作り直し")
    assert [row.text for row in procedure.versions.get(number=1).instructions.all()] == ["閉じる", "開く"]
    assert kinds(procedure) == [
        f"procedure.{what}" for what in ("drafted", "published", "revised", "published")
    ]  # fmt: skip


def test_a_published_version_cannot_be_written_over() -> None:
    version = a_procedure().published
    assert version is not None
    version.name = "こっそり"

    with pytest.raises(PublishedVersionChanged):
        version.save()


def test_there_is_one_draft_at_most() -> None:
    procedure = a_procedure()
    mizuno = Person.objects.get()
    actions.revise(procedure, by=mizuno, name="一")
    actions.revise(procedure, by=mizuno, name="二")
    draft = procedure.draft
    assert draft is not None
    assert (draft.number, draft.name) == (2, "二")

    with pytest.raises(IntegrityError), transaction.atomic():
        procedure.versions.create(number=3, name="三", drafted_at=draft.drafted_at)


def test_saving_the_same_again_does_nothing() -> None:
    procedure = a_procedure()
    version = procedure.published
    assert version is not None

    actions.revise(
        procedure, by=Person.objects.get(), name=version.name, words=version.words, minutes=version.minutes,
        lines=[Line("閉じる", "消える", 2), Line("開く")],
    )  # fmt: skip

    assert (procedure.draft, kinds(procedure)[-1]) == (None, "procedure.published")


def test_a_stale_screen_is_refused_but_not_ones_own() -> None:
    mizuno, takase = a_member("水野"), a_member("高瀬")
    procedure = a_procedure(by=mizuno)
    actions.revise(procedure, by=takase, name="高瀬の版", seen=procedure.revision)

    with pytest.raises(refusals.ProcedureChangedMeanwhile, match="高瀬"):
        actions.revise(procedure, by=mizuno, name="水野の版", seen=procedure.revision)
    with pytest.raises(refusals.ProcedureChangedMeanwhile):
        actions.publish(procedure, by=mizuno, seen=procedure.revision)
    actions.revise(procedure, by=takase, name="高瀬の次の版", seen=procedure.revision)

    assert [version.name for version in procedure.versions.all()] == ["高瀬の次の版", "Outlook再構成"]


def test_what_is_refused() -> None:
    mizuno = a_member()
    with pytest.raises(refusals.NameMissing):
        actions.draft_procedure(by=mizuno, desk=a_desk(), name=" \u3000")
    empty = actions.draft_procedure(by=mizuno, desk=a_desk(), name="空")
    with pytest.raises(refusals.NothingToPublish):
        actions.publish(empty, by=mizuno)
    done = a_procedure(by=mizuno)
    with pytest.raises(refusals.NoDraft):
        actions.publish(done, by=mizuno)
    actions.revise(done, by=mizuno, name="直した", lines=[Line("一")])
    actions.retire(done, by=mizuno)
    with pytest.raises(refusals.RetiredAlready):
        actions.publish(done, by=mizuno)


def test_the_expected_time_is_the_sum_of_the_steps_unless_it_is_given() -> None:
    lines = [Line("一", minutes=2), Line("二", minutes=3)]

    def minutes(**said: int) -> int:
        return a_procedure(lines=lines, **said).latest.minutes

    assert (minutes(), minutes(minutes=20)) == (5, 20)


def test_a_draft_thrown_away_leaves_what_was_published_and_nothing_of_what_never_was() -> None:
    mizuno = a_member()
    kept, gone = a_procedure(by=mizuno), actions.draft_procedure(by=mizuno, desk=a_desk(), name="書きかけ")
    actions.revise(kept, by=mizuno, name="直しかけ")

    assert (actions.discard_draft(kept, by=mizuno), actions.discard_draft(gone, by=mizuno)) == (True, False)
    assert [procedure.name for procedure in Procedure.objects.all()] == ["Outlook再構成"]


def test_one_kanji_or_two_letters_find_it_however_they_are_written() -> None:
    a_procedure("会議室モニター", words=["映らない"], lines=[Line("入力を切り替える")])
    a_procedure("VPNにつながらない", words=["証明書"])

    def found(words: str) -> list[str]:
        return [each.version.name for each in suggest(a_desk().pk, words=words)]

    assert (
        found("議") == found("もに") == found("ﾓﾆﾀｰ") == found("会議 映ら") == found("切り替え") == ["会議室モニター"]
    )
    assert found("ｖｐｎ") == found("vp") == ["VPNにつながらない"]
    assert found("会議 VPN") == []


def test_those_that_fit_the_matter_come_first() -> None:
    mail = Service.objects.create(slug="mail", name="メール", desk=a_desk())
    a_procedure("あ何か別のこと", words=["電源"])
    a_procedure("いメールの署名", words=["署名"], service=mail)
    a_procedure("うOutlook再構成", words=["Outlook", "送受信できない"], service=mail)

    found = suggest(a_desk().pk, about="outlookで送受信できない", service_id=mail.pk)

    assert [(each.version.name[0], each.fits) for each in found] == [("う", True), ("い", False), ("あ", False)]


def test_retired_ones_drafts_and_those_of_other_desks_are_not_offered() -> None:
    mizuno, affairs = a_member(), a_desk("ga", "総務")
    actions.retire(a_procedure("廃止したもの", by=mizuno), by=mizuno)
    actions.draft_procedure(by=mizuno, desk=a_desk(), name="書きかけ", lines=[Line("一")])
    a_procedure("総務のもの", desk=affairs)
    a_procedure("みんなのもの", desk=None)

    assert [each.version.name for each in suggest(a_desk().pk)] == ["みんなのもの"]
    assert {each.version.name for each in suggest(affairs.pk)} == {"総務のもの", "みんなのもの"}


def test_the_list_goes_on_by_key_and_never_twice() -> None:
    mizuno = a_member()
    for number in range(31):
        a_procedure(f"手順書{number:02d}", by=mizuno)

    first = browse(mizuno)
    rest = browse(mizuno, after=first.after)
    names = [procedure.name for page in (first, rest) for procedure in page.procedures]

    assert names == [f"手順書{number:02d}" for number in reversed(range(31))]
    assert (len(first.procedures), rest.after, browse(mizuno, after="nonsense").procedures) == (
        30,
        "",
        first.procedures,
    )


@pytest.mark.django_db(transaction=True)
def test_a_new_house_begins_with_the_usual_procedures_once() -> None:
    people.open_desk("情報システム", by=None)
    people.open_desk("総務", by=None)
    run_waiting()

    assert Procedure.objects.in_use().count() == 12
    assert set(Procedure.objects.values_list("desk", flat=True)) == {None}
