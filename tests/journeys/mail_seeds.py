"""The small company with a mailbox that is read, one that is not, and letters of every kind."""

from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO
from itertools import count

from PIL import Image

from suketto.channels.email import marks
from suketto.channels.email.actions import connect
from suketto.channels.email.models import Letter, Mailbox
from suketto.channels.email.storing import Arrival, store
from suketto.channels.email.understanding import understand
from suketto.foundation import clock
from suketto.jobs.worker import run_waiting
from suketto.notices.models import Mail
from suketto.people.actions import change_desk
from suketto.people.models import Desk, Person
from suketto.tickets import actions as tickets
from suketto.tickets.models import Ticket
from tests.journeys.seeds import small

_numbers = count(1)


def a_picture() -> bytes:
    """A photograph of a screen, as small as it may be."""
    written = BytesIO()
    Image.new("RGB", (320, 120), "#0a4bd1").save(written, "PNG")
    return written.getvalue()


def letter(
    text: str, *, by: str, subject: str, picture: bytes = b"", files: tuple[tuple[str, bytes], ...] = (), **headers: str
) -> bytes:
    """As a mail program writes one; headers by their names with _ for -."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = by, headers.pop("To", "help@minato.example"), subject
    made["Date"] = "Fri, 20 Nov 2026 08:55:00 +0900"
    made["Message-ID"] = f"<seed-{next(_numbers)}@minato.example>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    if picture:
        words = text.replace("\n", "<br>")
        remote = '<img src="https://tracker.example.net/seen.png" alt="">'
        shot = '<p><img src="cid:shot" alt="画面の写真"></p>'
        made.add_alternative(f'<p style="color: #0a4bd1">{words}</p>{shot}{remote}', subtype="html")
        made.get_payload()[1].add_related(picture, maintype="image", subtype="png", cid="<shot>", filename="画面.png")  # type: ignore[union-attr, index]
    for name, content in files:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def arrives(raw: bytes, desk: Desk | None) -> Letter:
    """The letter stored and understood."""
    [stored] = store([Arrival(raw)], came_by="file", desk=desk)
    understand(stored.pk)
    return Letter.objects.get(pk=stored.pk)


def with_letters() -> None:
    """One mailbox is well, the other desk's is not; letters that became tickets, joined, wait, were passed over."""
    small()
    it, affairs = Desk.objects.get(slug="it"), Desk.objects.get(slug="ga")
    change_desk(it, by=None, email="help@minato.example")
    _mailboxes(it, affairs)
    _asked_and_answered(it)
    arrives(letter(
        "至急、私の口座のパスワードを変更してください。", by='"真田 隆志" <sanada.t@freemail.example.net>',
        subject="至急のお願い", Reply_To="boss@elsewhere.example.org",
        Authentication_Results="mx.minato.example; spf=fail; dkim=none; dmarc=fail header.from=freemail.example.net",
    ), it)  # fmt: skip
    arrives(letter(
        "印刷すると、この画面になります。\nよろしくお願いします。", by='"久我 直人" <1003@minato.example>',
        subject="複合機のエラー", picture=a_picture(),
        Cc='"真田 隆志" <1002@minato.example>, repair@vendor.example.net',
        files=(("検査記録 11月.xlsx", b"xlsx" * 3000), ("setup.exe", b"MZ" * 100)),
    ), it)  # fmt: skip
    arrives(letter(" ", by='"大場 敬三" <1004@minato.example>', subject=""), it)
    arrives(b"\xff\xfe\x00\x01" * 80, it)
    arrives(letter("", by="scanner@minato.example", subject=""), None)
    arrives(letter("休暇中です。", by='"真田 隆志" <1002@minato.example>', subject="自動応答: 不在",
                   Auto_Submitted="auto-replied"), it)  # fmt: skip
    arrives(letter("今月の特集です。", by="news@shop.example.net", subject="お得なお知らせ", List_Id="<news.shop>",
                   Precedence="bulk"), it)  # fmt: skip


def _mailboxes(it: Desk, affairs: Desk) -> None:
    usual = {"by": None, "host": "mail.minato.example", "password": "秘密-は-出ない", "active": False}
    well = connect(desk=it, address="help@minato.example", username="help@minato.example", **usual)
    troubled = connect(desk=affairs, address="soumu@minato.example", username="soumu", **usual)
    # The story's own server reads no mailbox: what a reader would have noted is written down here.
    now = clock.now()
    Mailbox.objects.filter(pk=well.pk).update(
        active=True, read_at=now, arrived_at=now - timedelta(minutes=7), silent_minutes=600, held_by="another",
        held_until=now + timedelta(days=1),
    )  # fmt: skip
    Mailbox.objects.filter(pk=troubled.pk).update(
        active=True, read_at=now - timedelta(hours=3), trouble="sign-in", trouble_since=now - timedelta(hours=3),
        held_by="another", held_until=now + timedelta(days=1),
    )  # fmt: skip


def _asked_and_answered(it: Desk) -> None:
    """柴田 writes, 水野 answers three times, and each answer meets another fate."""
    mizuno = Person.objects.get(employee_number="2001")
    asked = arrives(letter(
        "VPNにつながりません。\n証明書の期限が切れましたと出ます。\n\n--\n検査課 柴田 葵\n内線 4001",
        by='"柴田 葵" <1001@minato.example>', subject="VPNの件",
    ), it)  # fmt: skip
    ticket = Ticket.objects.get(pk=asked.ticket_id)
    tickets.assign(ticket, mizuno, by=mizuno)
    for words in (
        "証明書を更新しました。PCを再起動してみてください。",
        "その後いかがですか。",
        "明日の朝、お席に伺います。",
    ):
        ticket.refresh_from_db()
        tickets.reply(ticket, words, by=mizuno, waiting=True)
    run_waiting()
    sent, trying, bounced = Mail.objects.exclude(message=None).order_by("message_id")
    now = clock.now()
    Mail.objects.filter(pk=sent.pk).update(state="sent", sent_at=now)
    Mail.objects.filter(pk=trying.pk).update(
        state="waiting", attempts=2, next_try_at=now + timedelta(days=1), error="451 4.7.1 あとでもう一度"
    )
    Mail.objects.filter(pk=bounced.pk).update(state="bounced", sent_at=now, error="5.1.1 User unknown")
    arrives(letter(
        "再起動しましたが、同じです。\n\n2026年11月20日(金) 9:30 ヘルプデスク <help@minato.example>:\n"
        "> 証明書を更新しました。PCを再起動してみてください。\n> 水野\n",
        by='"柴田 葵" <1001@minato.example>', subject=f"Re: VPNの件 [{marks.subject_sign(ticket.pk)}]",
        In_Reply_To=sent.msgid,
    ), it)  # fmt: skip
