"""Letters as people and machines send them, made in a line."""

from email.message import EmailMessage
from itertools import count
from typing import Any

from suketto.channels.email.models import Letter
from suketto.channels.email.storing import Arrival, store
from suketto.channels.email.understanding import understand
from suketto.people.models import Desk, Person

_numbers = count(1)


def a_letter(
    text: str = "VPNにつながりません。", *, by: Person | str = "outside@example.net", subject: str = "VPNの件",
    name: str = "", files: tuple[tuple[str, bytes], ...] = (), **headers: str,
) -> bytes:  # fmt: skip
    """A letter to help@example.jp; headers by their names with _ for -."""
    letter = EmailMessage()
    letter["From"] = f'"{name}" <{by}>' if isinstance(by, str) else f'"{by.full_name}" <{by.email}>'
    letter["To"] = headers.pop("To", "help@example.jp")
    letter["Subject"] = subject
    letter["Date"] = "Fri, 20 Nov 2026 08:55:00 +0900"
    letter["Message-ID"] = headers.pop("Message_ID", f"<letter-{next(_numbers)}@example.jp>")
    for header, value in headers.items():
        letter[header.replace("_", "-")] = value
    letter.set_content(text)
    for file, content in files:
        letter.add_attachment(content, maintype="application", subtype="octet-stream", filename=file)
    return letter.as_bytes()


def arrives(raw: bytes, desk: Desk | None = None) -> Letter:
    """The letter stored and understood."""
    [letter] = store([Arrival(raw)], came_by="file", desk=desk)
    understand(letter.pk)
    found: Letter = Letter.objects.select_related("ticket", "message").get(pk=letter.pk)
    return found


def what_became(letter: Letter) -> tuple[str, str]:
    return letter.outcome, letter.reason


def a_bounce_of(msgid: str, *, to: str, status: str = "5.1.1", action: str = "failed", **headers: Any) -> bytes:
    """A delivery status notification as Postfix writes it."""
    return f"""Return-Path: <>
From: MAILER-DAEMON@example.jp (Mail Delivery System)
To: help@example.jp
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <bounce-{next(_numbers)}@example.jp>
Date: Fri, 20 Nov 2026 09:10:00 +0900
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"

--=_b
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--=_b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.jp

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--=_b
Content-Type: message/rfc822

From: help@example.jp
To: {to}
Subject: Re: VPN
Message-ID: {msgid}

gone
--=_b--
""".replace("\n", "\r\n").encode()
