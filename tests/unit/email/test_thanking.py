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
