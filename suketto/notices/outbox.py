"""The outbox: written down before it is sent, tried until it is sent, and saying what became of it."""

import smtplib
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.mime.base import MIMEBase
from types import MappingProxyType

import structlog
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from suketto.channels.email.models import Copy
from suketto.foundation import clock
from suketto.foundation.text import clip
from suketto.notices.letters import Letter
from suketto.notices.models import Mail
from suketto.notices.reaching import Reader, way_of
from suketto.tickets.models import Attachment, Message, Ticket, path_of

log = structlog.get_logger("suketto.notices")
AUTOMATIC = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
# A full mailbox or a mail server under repair is back within hours; after two days the desk must know.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60, 120, 240, 480, 720, 1200))
TRIES = len(PAUSES) + 1
CLAIMED_FOR = timedelta(minutes=3)
FILES_MAX_BYTES = 10 * 1024 * 1024
PERMANENT = range(500, 600)


def put(
    what: str,
    letter: Letter,
    reader: Reader,
    *,
    ticket: Ticket,
    message: Message | None = None,
    copy: Copy | None = None,
    headers: Mapping[str, str] = MappingProxyType({}),
    automatic: bool = False,
) -> Mail:
    """Writes the mail down once per ticket and `what` (ack, m42, m42c7) and asks a job to send it. `headers` with To
    and Cc are what its reader sees; it goes to `reader` alone."""
    about = f"message-{message.pk}" if message is not None else f"{what}-{ticket.pk}"
    about += f"-copy-{copy.pk}" if copy is not None else ""
    written: Mail | None = Mail.objects.filter(about=about).first()
    if written is not None:
        return written
    way = way_of(ticket, what, language=reader.language)
    mail = Mail(
        about=about, ticket=ticket, message=message, copy=copy, to=reader.address, subject=clip(letter.subject, 300),
        body=letter.body, html=letter.html, sender=way.sender, reply_to=way.reply_to, msgid=way.msgid,
        headers={**way.headers, **headers, **(AUTOMATIC if automatic else {})}, made_at=clock.now(),
    )  # fmt: skip
    return hand_over(mail)


def hand_over(mail: Mail) -> Mail:
    """Writes a new mail down and asks a job to send it; one that stands there under the same `about` stays as it is."""
    if nobody_sends():
        mail.attempts = 1
        _keep(mail)
    try:
        _post(mail)
    except IntegrityError:  # two workers had the same job
        return Mail.objects.get(about=mail.about)
    return mail


@transaction.atomic
def _post(mail: Mail) -> None:
    from suketto.notices.jobs import send_mail  # noqa: PLC0415  (the job calls back into this file)

    mail.save(force_insert=True)
    if mail.state == Mail.State.WAITING:
        send_mail.enqueue(mail.pk)


def nobody_sends() -> bool:
    return not settings.EMAIL_HOST and settings.EMAIL_BACKEND.endswith("KeptMail")


def _keep(mail: Mail) -> None:
    mail.state, mail.sent_at = Mail.State.KEPT, clock.now()


def deliver(number: int) -> None:
    """Hands a waiting mail to the mail server. Sent once stays sent; killed between the server's "yes" and our note of
    it, the same letter with the same Message-ID goes out again: rather twice than never."""
    mail = _claim(number)
    if mail is None:
        return
    if nobody_sends():
        _keep(mail)
    elif mail.attempts > TRIES:
        mail.state, mail.next_try_at = Mail.State.FAILED, None
        mail.error = mail.error or _("送信の途中で止まり続けました。")
    else:
        _try(mail)
    mail.claimed_until = None
    mail.save()


def _claim(number: int) -> Mail | None:
    """The try is counted before it is made, so that a mail at which the process dies every time comes to an end."""
    now = clock.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    mine = Mail.objects.filter(free, pk=number, state=Mail.State.WAITING).update(
        claimed_until=now + CLAIMED_FOR, attempts=F("attempts") + 1
    )
    return Mail.objects.select_related("ticket__desk", "message").get(pk=number) if mine else None


def _try(mail: Mail) -> None:
    try:
        _as_email(mail).send()
    except Exception as error:  # noqa: BLE001  (whatever it is, it is said on the mail, and the tries come to an end)
        log.warning("mail not sent", mail=mail.pk, attempt=mail.attempts, error=repr(error)[:200])
        _failed(mail, error)
    else:
        mail.state, mail.error, mail.sent_at, mail.next_try_at = Mail.State.SENT, "", clock.now(), None


def _as_email(mail: Mail) -> EmailMultiAlternatives:
    headers = {**mail.headers, **({"Message-ID": mail.msgid} if mail.msgid else {})}
    sender = mail.sender or settings.DEFAULT_FROM_EMAIL
    reply_to = [mail.reply_to] if mail.reply_to else None
    email = EmailMultiAlternatives(mail.subject, mail.body, sender, [mail.to], headers=headers, reply_to=reply_to)
    if mail.html:
        email.attach_alternative(mail.html, "text/html")
    for attachment in carried(mail.message)[0]:
        email.attach(_as_part(attachment))
    return email


def _as_part(attachment: Attachment) -> MIMEBase:
    """The bytes as they are stored: a text file keeps its own encoding and line ends."""
    from email import encoders  # noqa: PLC0415

    part = MIMEBase("application", "octet-stream")
    with default_storage.open(path_of(attachment.sha256)) as kept:
        part.set_payload(kept.read())
    encoders.encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", attachment.name))
    return part


def carried(message: Message | None) -> tuple[list[Attachment], list[str]]:
    """The files of a message that go with its mail, and the names of those too large for one."""
    taken: list[Attachment] = []
    left: list[str] = []
    weight = 0
    for attachment in message.attachments.all() if message is not None else ():
        weight += attachment.size
        if weight > FILES_MAX_BYTES:
            left.append(attachment.name)
        else:
            taken.append(attachment)
    return taken, left


def _failed(mail: Mail, error: Exception) -> None:
    """For good when the server says so (5xx) or two days are over; else it is tried again, each time a little later."""
    code, words = _said(error, mail.to)
    mail.error = clip(words, 300)
    if code in PERMANENT or isinstance(error, ValueError) or mail.attempts >= TRIES:
        mail.state, mail.next_try_at = Mail.State.FAILED, None
    else:
        mail.next_try_at = clock.now() + PAUSES[mail.attempts - 1]


def _said(error: Exception, to: str) -> tuple[int, str]:
    """The mail server's number and words, where it said any."""
    words: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = error.recipients.get(to) or next(iter(error.recipients.values()), (0, b""))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    else:
        return 0, f"{type(error).__name__}: {error}"
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return int(code), f"{code} {said}"


def due(now: datetime) -> list[int]:
    """Mails whose next try has come, and those that a killed process left claimed."""
    later = Q(next_try_at__lte=now) | Q(next_try_at=None, made_at__lt=now - CLAIMED_FOR)
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    return list(
        Mail.objects.filter(later, free, state=Mail.State.WAITING).order_by("id").values_list("pk", flat=True)[:500]
    )


@transaction.atomic
def send_again(mail: Mail) -> None:
    """An administrator or member says: now."""
    from suketto.notices.jobs import send_mail  # noqa: PLC0415

    again = Mail.objects.filter(pk=mail.pk, state__in=[Mail.State.FAILED, Mail.State.BOUNCED, Mail.State.WAITING])
    if again.update(state=Mail.State.WAITING, attempts=0, next_try_at=None, claimed_until=None, error=""):
        send_mail.enqueue(mail.pk)
