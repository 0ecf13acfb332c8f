"""What somebody passed on is the matter of whoever wrote it first, where it is sure who that is."""

from email import message_from_bytes
from email.policy import default

import pytest

from suketto.people.models import Person
from tests.people import somebody
from tests.unit.email.writing import a_letter, arrives, what_became

pytestmark = pytest.mark.django_db


def test_a_forwarded_letter_is_the_matter_of_whoever_wrote_it_first() -> None:
    shibata, manager = somebody(), somebody("課長", "一郎")
    text = f"""代わりに送ります。

-----Original Message-----
From: {shibata.full_name} <{shibata.email}>
Sent: Friday, November 20, 2026 8:50 AM
To: {manager.full_name}
Subject: VPN

VPNにつながりません。
"""
    letter = arrives(a_letter(text, by=manager, subject="FW: VPN"))

    assert what_became(letter) == ("opened", "forwarded")
    assert letter.ticket is not None
    assert letter.ticket.requester == shibata
    assert letter.person == manager


def a_forward(original: Person | str, by: Person, said: str = "対応お願いします。") -> bytes:
    """A letter with a block over what is passed on; `original` is a colleague or what stands behind 差出人."""
    named = original if isinstance(original, str) else f"{original.full_name} <{original.email}>"
    head = f"差出人: {named}\n送信日時: 2026年11月19日 18:02\n宛先: 課長\n件名: 印刷"
    return a_letter(f"{said}\n\n{head}\n\n印刷できません。PC-0042です。\n", by=by, subject="FW: 印刷")


def attached(original: Person, by: Person, said: str, subject: str = "転送") -> bytes:
    inside = message_from_bytes(a_letter("印刷できません。", by=original, subject="印刷"), policy=default)
    letter = message_from_bytes(a_letter(said, by=by, subject=subject), policy=default)
    letter.add_attachment(inside, filename="mail.eml")
    return letter.as_bytes()


def a_manager() -> Person:
    return somebody("川辺", "幸江", family_kana="カワベ", given_kana="ユキエ")


@pytest.mark.parametrize(
    "said",
    [
        "",
        "お願いします。",
        "お疲れ様です。川辺です。\n下記の件、柴田さんから依頼がありました。\n対応をお願いいたします。\n\n川辺",
        "情シス御中\n部下の柴田より印刷の件で相談を受けましたので、転送いたします。ご確認いただけますでしょうか。",
        "取り急ぎ転送します。本人に直接ご返信ください。",
        "印刷の件、よろしくお願いします。",
        "FYI",
        "Hi team,\nCould you please handle this?\nThanks",
        "请处理。",
    ],
)
def test_who_says_no_more_than_that_they_pass_it_on_leaves_the_matter_to_whoever_wrote_it(said: str) -> None:
    shibata = somebody()

    letters = [arrives(a_forward(shibata, a_manager(), said)), arrives(attached(shibata, a_manager(), said))]

    assert [letter.ticket.requester for letter in letters if letter.ticket] == [shibata, shibata]


@pytest.mark.parametrize(
    "said",
    [
        "社長を名乗るメールが来ました。振込を頼まれています。本物ですか。",
        "下のようなメールが来ました。リンクは押していません。開いてもいいですか。",
        "このメールが届きました。",
        "不審なメールが届いたので転送します。どうすればよいですか。",
        "下記、柴田からの相談ですが、私の方でも同じ症状です。二人分お願いします。私のPCは PC-0999 です。",
        "対応お願いします。本人には言わないでください。",
        "柴田さんは来月退職です。対応お願いします。",
        "困っています。",
        "印刷は削除してください。",
        "Is this from you?",
        "Please handle, but do not tell him.",
    ],
)
def test_who_says_anything_else_keeps_the_matter_and_nobody_else_reads_it(said: str) -> None:
    shibata, manager = somebody(), a_manager()

    letters = [arrives(a_forward(shibata, manager, said)), arrives(attached(shibata, manager, said))]

    assert [what_became(letter) for letter in letters] == [("opened", "new")] * 2
    assert [letter.ticket.requester for letter in letters if letter.ticket] == [manager, manager]


def test_words_that_stand_in_what_is_passed_on_are_no_secret_from_whoever_wrote_it() -> None:
    shibata, manager = somebody(), a_manager()

    named = arrives(a_forward(shibata, manager, "PC-0042の件、よろしくお願いします。"))
    other = arrives(a_forward(shibata, manager, "PC-0999の件、よろしくお願いします。"))

    assert [letter.ticket.requester for letter in (named, other) if letter.ticket] == [shibata, manager]


def test_a_subject_of_their_own_that_speaks_of_a_fraud_is_their_word_and_that_of_the_letter_is_not() -> None:
    shibata, manager = somebody(), a_manager()

    theirs = arrives(attached(shibata, manager, "転送します。", subject="不審メールの報告"))
    passed_on = arrives(a_letter(
        f"転送します。\n\n差出人: {shibata.full_name} <{shibata.email}>\n送信日時: 2026年11月19日 18:02\n宛先: 課長\n"
        "件名: 迷惑メールの設定\n\n教えてください。\n", by=manager, subject="FW: 迷惑メールの設定",
    ))  # fmt: skip

    assert [letter.ticket.requester for letter in (theirs, passed_on) if letter.ticket] == [manager, shibata]


def test_words_written_under_what_is_marked_are_the_forwarders_too() -> None:
    shibata, manager = somebody(), a_manager()
    text = (
        "お願いします。\n\n転送されたメッセージ:\n\n"
        f"> 差出人: {shibata.full_name} <{shibata.email}>\n> 日付: 2026年11月19日 18:02:00 JST\n> 宛先: 課長\n"
        "> 件名: 印刷\n>\n> 印刷できません。\n"
    )

    bare = arrives(a_letter(text, by=manager, subject="Fwd: 印刷"))
    below = arrives(a_letter(f"{text}\n本人は来月辞めます。\n", by=manager, subject="Fwd: 印刷"))

    assert [letter.ticket.requester for letter in (bare, below) if letter.ticket] == [shibata, manager]


@pytest.mark.parametrize("name", ["佐藤 隆", "佐藤 隆/Minato", "佐藤", "佐藤 隆（青葉商事）", "青葉商事 佐藤 隆"])
def test_a_name_alone_anybody_may_have_written_there(name: str) -> None:
    somebody("佐藤", "隆", family_kana="サトウ", given_kana="タカシ")
    manager = a_manager()

    letter = arrives(a_forward(name, manager))

    assert letter.ticket is not None
    assert (what_became(letter), letter.ticket.requester) == (("opened", "new"), manager)
