"""Thanks leave what is solved as it is; thanks with anything else in them wake it."""

import pytest

from suketto.channels.email import marks
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from tests.people import a_member, a_ticket, somebody
from tests.unit.email.writing import a_letter, arrives

pytestmark = pytest.mark.django_db


def after(text: str, *, solved: bool = True, files: tuple[tuple[str, bytes], ...] = ()) -> Ticket:
    """The ticket after whoever asked answered with these words."""
    shibata = somebody()
    ticket = a_ticket(shibata)
    if solved:
        actions.resolve(ticket, by=a_member(), answer="直りました")
    else:
        actions.reply(ticket, "再起動してください", by=a_member(), waiting=True)
    letter = arrives(a_letter(text, by=shibata, subject=f"Re: [{marks.subject_sign(ticket.pk)}]", files=files))
    assert (letter.outcome, letter.ticket) == ("joined", ticket)
    assert ticket.messages.filter(body=text.strip()).count() == 1
    ticket.refresh_from_db()
    return ticket


@pytest.mark.parametrize(
    "text",
    [
        "ありがとうございました。助かりました。",
        "お世話になっております。柴田です。\n早速のご対応、誠にありがとうございました！\n今後ともよろしくお願いいたします。",
        "無事つながりました。ありがとうございます。",
        "柴田です\n印刷できました、ありがとうございました\n取り急ぎお礼まで",
        "了解です。たいへん助かりました♪",
        "ご対応いただき感謝いたします。お手数をおかけしました。",
        "Thank you very much! It works now.",
        "Hi Mizuno,\nthanks a lot for your quick help.\nBest regards,\n柴田",
        "お疲れ様です。営業部の柴田です。\nVPNにつながるようになりました。ありがとうございました。\n柴田 葵",
        "大丈夫です。ありがとうございます。",
        "結果はOKです。ありがとうございます！",
        "特に問題ありませんでした。ありがとうございました。",
        "教えていただきありがとうございました。解決しました。",
        "直りました ありがとうございます",
        "マウスが届きました。ありがとうございました。",
        "先日はありがとうございました。無事に解決いたしました。",
        "問題なく使えています。ありがとうございました。",
        "Thanks! All good now.",
        "シバタです。復旧しました。大変助かりました。",
    ],
)
def test_thanks_alone_join_what_is_solved_and_leave_it_so(text: str) -> None:
    assert not after(text).open


@pytest.mark.parametrize(
    "text",
    [
        "ありがとうございます。まだつながりません。",
        "ありがとうございました。ですが音が出ません。",
        "ありがとうございます。別件ですがプリンタも見てもらえますか？",
        "ありがとうございます、プリンタが壊れました。",
        "ありがとうございました。今朝からまた同じ表示です。",
        "助かりました。あとマウスもお願いします。",
        "ありがとうございます。パスワードの期限も切れています。",
        "了解しました。",
        "ありがとうございます。症状は同じです。",
        "ありがとうございます。結果はNGです。",
        "ありがとうございます。昨日と同じエラーが届きました。",
        "ありがとうございます。画面は真っ黒です。",
        "ありがとうございます。変化なしです。",
        "ありがとうございます。今朝、再発です。",
        "ありがとうございます。試しましたがダメでした。",
        "ありがとうございます。つながらないです。",
        "ありがとうございます。3階です。",
        "ありがとうございます。PC-0042です。",
        "ありがとうございます。鈴木です。",
        "ありがとうございます。請求書が届きました。",
        "ありがとうございます。青い画面が映りました。",
        "ありがとうございます。少し改善しました。",
        "ありがとうございます。他は問題ないです。",
        "ありがとうございます。昨日は使えました。",
        "ありがとうございます。隣の席では印刷できています。",
        "画面は真っ黒ですありがとうございます",
        "Thanks. No change.",
        "Thanks, same error.",
        "Thanks, but it still fails.",
        "Thanks. The printer is broken.",
        "ありがとうございます。" + "長い話です。" * 40,
    ],
)
def test_thanks_with_anything_else_wake_it(text: str) -> None:
    assert after(text).open


def test_thanks_with_a_file_wake_it() -> None:
    assert after("ありがとうございました。", files=(("画面.png", b"\x89PNG"),)).open


def test_thanks_to_an_open_question_are_an_answer() -> None:
    assert after("ありがとうございました。", solved=False).turn == Ticket.Turn.OURS
