"""What people do to tickets, and what is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from suketto.foundation import clock
from suketto.knowledge.models import Article
from suketto.tickets import actions, refusals
from suketto.tickets.actions import bulk
from suketto.tickets.models import Link, Message, Ticket
from suketto.trail.models import Event
from tests.people import a_desk, a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db


def fresh(ticket: Ticket) -> Ticket:
    found: Ticket = Ticket.objects.get(pk=ticket.pk)
    return found


def kinds(ticket: Ticket) -> list[str]:
    return [event.kind for event in Event.objects.about("ticket", ticket.pk)]


def test_one_box_is_enough() -> None:
    ticket = a_ticket(text="", stuck="保存で躓いています")

    assert (ticket.subject, ticket.boxes_filled) == ("保存で躓いています", 1)


def test_nothing_at_all_is_refused() -> None:
    with pytest.raises(refusals.NothingAsked):
        a_ticket(text=" \u3000\n")


def test_a_megabyte_is_refused_with_the_limit() -> None:
    with pytest.raises(refusals.TooLong, match="100,000 文字まで"):
        a_ticket(text="あ" * 1_000_000)


def test_odd_characters_survive_and_impossible_ones_do_not() -> None:
    ticket = a_ticket(text="𠮷野家😀\x00①㈱\ud800")

    assert ticket.messages.get().body == "𠮷野家😀①㈱\ufffd"


def test_the_same_form_sent_twice_opens_one_ticket() -> None:
    once, asker = uuid4(), somebody()

    assert a_ticket(asker, once=once) == a_ticket(asker, once=once)


def test_a_deadline_in_the_past_is_refused() -> None:
    with pytest.raises(refusals.DeadlinePassed):
        a_ticket(deadline_at=clock.now() - timedelta(hours=1))


def test_work_does_not_begin_without_the_situation() -> None:
    ticket, mizuno = a_ticket(text="急に重くなった"), a_member()

    with pytest.raises(refusals.SituationMissing):
        actions.begin(ticket, by=mizuno)
    actions.triage(ticket, by=mizuno, situation="6/8朝から／本人のみ／更新あり", unknowns="空き容量")

    assert fresh(ticket).state == Ticket.State.WORKING


def test_two_members_answering_at_once_the_second_is_told_who_was_first() -> None:
    ticket, mizuno, takase = a_ticket(), a_member("水野"), a_member("高瀬")
    actions.reply(ticket, "確認します", by=mizuno, seen=1)

    with pytest.raises(refusals.SomebodyWasFirst, match="水野"):
        actions.reply(ticket, "こちらでも", by=takase, seen=1)


def test_ones_own_changes_from_the_same_screen_are_no_surprise() -> None:
    ticket, mizuno = a_ticket(), a_member()
    actions.triage(ticket, by=mizuno, situation="朝から", seen=1)

    assert actions.reply(ticket, "確認します", by=mizuno, seen=1).body == "確認します"


def test_two_members_resolving_at_once_one_solution() -> None:
    ticket, mizuno, takase = a_ticket(), a_member("水野"), a_member("高瀬")
    actions.resolve(ticket, by=mizuno, answer="直りました")

    with pytest.raises(refusals.AlreadyResolved):
        actions.resolve(ticket, by=takase, answer="直りました")
    assert ticket.resolutions.count() == 1


def test_closing_without_a_requester_is_refused() -> None:
    ticket = a_ticket(requester=None, by=None, requester_words="ヤマ…不明")
    Ticket.objects.filter(pk=ticket.pk).update(requester=None)

    with pytest.raises(refusals.RequesterMissing):
        actions.resolve(ticket, by=a_member(), answer="直りました")


def test_open_places_of_a_template_do_not_go_out() -> None:
    with pytest.raises(refusals.TemplateUnfinished, match="「代わりの方法」「次の連絡時刻」"):
        actions.reply(a_ticket(), "久我様 {instead} までは {next_contact}", by=a_member())


def test_a_follow_up_within_two_weeks_reopens_and_later_opens_a_linked_one() -> None:
    sanada, mizuno = somebody("真田", "隆志"), a_member()
    ticket = a_ticket(sanada, "2F複合機")
    actions.resolve(ticket, by=mizuno, answer="紙づまりを取りました")
    later = clock.now() + timedelta(days=2)

    with time_machine.travel(later):
        same = actions.write(ticket, "また同じです", by=sanada)
        actions.resolve(ticket, by=mizuno, answer="ローラーを替えました")
    with time_machine.travel(later + timedelta(days=16)):
        new = actions.write(ticket, "またです", by=sanada)

    assert (same.pk, same.reopened_count) == (ticket.pk, 1)
    assert new.pk != ticket.pk
    assert new.links.get().kind == Link.Kind.RECURRENCE


def test_moving_away_and_back_is_in_the_history_and_needs_a_reason() -> None:
    ticket, mizuno, affairs = a_ticket(), a_member(), a_desk("ga", "総務")

    with pytest.raises(refusals.ReasonMissing):
        actions.move(ticket, affairs, by=mizuno, reason=" ")
    actions.move(ticket, affairs, by=mizuno, reason="名刺の件")
    actions.move(ticket, a_desk(), by=mizuno, reason="PCの件でした")

    assert [kind for kind in kinds(ticket) if "moved" in kind] == ["ticket.moved"] * 2


def test_other_peoples_tickets_are_not_merged() -> None:
    with pytest.raises(refusals.DifferentRequester):
        actions.merge(a_ticket(), a_ticket(), by=a_member())


@pytest.mark.parametrize("words", ["", "　", "—", "不明", "名前不明", "非通知", "anonymous", "？？？"])
def test_two_of_whom_nothing_is_known_are_not_merged_until_they_have_a_name(words: str) -> None:
    mizuno = a_member()
    one, other = (a_ticket(text=text) for text in ("印刷できません", "VPNにつながりません"))
    Ticket.objects.filter(pk__in=[one.pk, other.pk]).update(requester=None, requester_words=words)

    with pytest.raises(refusals.NobodyKnown):
        actions.merge(fresh(one), fresh(other), by=mizuno)

    assert (fresh(one).merged_into, other.messages.count()) == (None, 1)
    Ticket.objects.filter(pk__in=[one.pk, other.pk]).update(requester_words="山田と名乗った方")
    assert actions.merge(fresh(one), fresh(other), by=mizuno).messages.count() == 2


def test_of_two_who_are_unknown_only_those_of_whom_the_same_was_said_are_merged() -> None:
    facts = {"desk": a_desk(), "by": (mizuno := a_member()), "requester": None, "channel": "phone", "text": "VPN"}
    yamada, again, sato = (
        actions.open_ticket(requester_words=words, **facts) for words in ("山田様", "山田様", "佐藤様")
    )
    with pytest.raises(refusals.DifferentRequester):
        actions.merge(sato, yamada, by=mizuno)
    actions.merge(again, yamada, by=mizuno)

    assert (fresh(sato).state, fresh(again).merged_into) == (Ticket.State.NEW, yamada)


def test_merging_brings_the_words_along() -> None:
    kuga = somebody("久我", "直人")
    first, second = a_ticket(kuga, "一つ目"), a_ticket(kuga, "二つ目")

    actions.merge(second, first, by=a_member())

    assert [message.body for message in first.messages.all()] == ["一つ目", "二つ目"]
    assert fresh(second).state == Ticket.State.MERGED


def test_an_answer_becomes_an_article_in_the_words_of_who_asked() -> None:
    ticket, mizuno = a_ticket(text="VPNで証明書の期限切れと出ます", device="TK-0877"), a_member()

    actions.resolve(ticket, by=mizuno, answer="証明書を更新しました", make_article=True)

    article = Article.objects.get()
    assert (article.symptom, article.environment, article.steps, article.state) == (
        "VPNで証明書の期限切れと出ます",
        "TK-0877",
        "証明書を更新しました",
        Article.State.NOT_VALIDATED,
    )


def test_only_the_requester_thanks_and_rates() -> None:
    ticket = a_ticket()

    with pytest.raises(refusals.NotYours):
        actions.thank(ticket, by=a_member())


def test_bulk_can_be_undone_for_what_nobody_touched_since() -> None:
    mizuno, tickets = a_member(), [a_ticket(), a_ticket()]
    done = bulk.assign(tickets, mizuno, by=mizuno)
    actions.note(tickets[1], "触りました", by=mizuno)
    actions.reply(tickets[1], "触りました", by=mizuno)

    assert (done.count, bulk.undo(done.undo, by=mizuno)) == (2, (1, 1))
    assert [fresh(ticket).assignee for ticket in tickets] == [None, mizuno]


def test_a_forged_undo_is_refused() -> None:
    with pytest.raises(bulk.TooLateToUndo):
        bulk.undo("forged", by=a_member())


@pytest.mark.parametrize("called", ["@石田", "＠石田さん", "@石田典明", "@いしだ", "@イシダさん"])
def test_a_note_is_not_a_message_and_tells_the_mentioned(called: str) -> None:
    ishida = a_member("石田", "典明", family_kana="イシダ")
    note = actions.note(a_ticket(), f"{called} 見てください", by=a_member(family_kana="ミズノ"))

    assert list(note.mentioned.all()) == [ishida]
    assert not Message.objects.filter(body__contains=called).exists()


def test_a_refused_step_says_why() -> None:
    ticket, mizuno = a_ticket(), a_member()
    step = actions.add_step(ticket, "ケーブルを抜く", by=mizuno)

    with pytest.raises(refusals.ReasonMissing):
        actions.finish_step(step, "will_not", by=mizuno)
    assert actions.finish_step(step, "will_not", by=mizuno, reason="場所を離れられない").reason == "場所を離れられない"


def test_every_action_leaves_its_event() -> None:
    shibata, mizuno = somebody(), a_member()
    ticket = a_ticket(shibata)
    actions.assign(ticket, mizuno, by=mizuno)
    actions.triage(ticket, by=mizuno, situation="朝から")
    actions.reply(ticket, "確認します", by=mizuno)
    actions.write(ticket, "お願いします", by=shibata)
    actions.resolve(ticket, by=mizuno, answer="直りました")
    actions.thank(ticket, by=shibata, words="助かりました")
    actions.rate(ticket, 5, by=shibata)

    assert kinds(ticket) == [
        f"ticket.{what}" for what in "opened assigned triaged replied written resolved thanked rated".split()
    ]
