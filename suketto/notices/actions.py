"""Writing to people: mails through the outbox, lines behind the bell, announcements."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from suketto.foundation import clock
from suketto.foundation.scope import Viewer
from suketto.foundation.text import clip
from suketto.knowledge.models import Article
from suketto.notices import letters
from suketto.notices.models import Mail, Notice, Notification
from suketto.people.models import Person
from suketto.search import queries as search
from suketto.tickets.models import Message, Ticket
from suketto.trail.actions import record

AUTOMATIC = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}


def acknowledge(ticket: Ticket) -> Mail | None:
    """One mail per ticket, with up to three articles that everybody may read; nobody known, nobody written to."""
    reader = ticket.requester
    if reader is None or not reader.is_active or not reader.email:
        return None
    letter = letters.acknowledgement(ticket, reader, helpful_articles(ticket))
    return put_in_outbox(f"ack-{ticket.pk}", letter, to=reader.email, ticket=ticket, headers=AUTOMATIC)


def helpful_articles(ticket: Ticket, limit: int = 3) -> list[Article]:
    # The full stop says that nothing is half typed: search need not guess how the last word may go on.
    words = " ".join(part for part in (ticket.subject, ticket.stuck, ticket.wanted) if part) + "。"
    hits = search.find(words, kinds=("article",), viewer=Viewer.nobody(), limit=limit)
    found = Article.objects.published().in_bulk([hit.object_id for hit in hits])
    return [found[hit.object_id] for hit in hits if hit.object_id in found]


def send_message(message: Message, *, resolved: bool = False) -> Mail | None:
    """Sends a public word of the desk or a key person to whoever asked."""
    ticket, reader = message.ticket, message.ticket.requester
    if reader is None or not reader.is_active or not reader.email or message.side == Message.Side.REQUESTER:
        return None
    letter = letters.answer(ticket, message, reader, resolved=resolved)
    return put_in_outbox(f"message-{message.pk}", letter, to=reader.email, ticket=ticket, message=message)


def put_in_outbox(
    about: str, letter: letters.Letter, *, to: str, headers: dict[str, str] | None = None, **of: Any
) -> Mail:
    """Writes the mail down once per `about` and asks a job to send it; where nobody sends, it is kept at once."""
    written: Mail | None = Mail.objects.filter(about=about).first()
    if written is not None:
        return written
    mail = Mail(
        about=about, to=to, subject=clip(letter.subject, 300), body=letter.body, headers=headers or {},
        made_at=clock.now(), **of,
    )  # fmt: skip
    if _nobody_sends():
        _keep(mail)
    try:
        _post(mail)
    except IntegrityError:  # two workers had the same job
        return Mail.objects.get(about=about)
    return mail


@transaction.atomic
def _post(mail: Mail) -> None:
    from suketto.notices.jobs import send_mail  # noqa: PLC0415  (the job calls back into this file)

    mail.save(force_insert=True)
    if mail.state == Mail.State.WAITING:
        send_mail.enqueue(mail.pk)


def _nobody_sends() -> bool:
    return not settings.EMAIL_HOST and settings.EMAIL_BACKEND.endswith("KeptMail")


def _keep(mail: Mail) -> None:
    mail.state, mail.attempts, mail.sent_at = Mail.State.KEPT, mail.attempts + 1, clock.now()


def deliver(mail: Mail) -> None:
    """Hands a waiting mail to the mail server; without one it is kept in the outbox. Sent once stays sent."""
    if mail.state not in {Mail.State.WAITING, Mail.State.FAILED}:
        return
    if _nobody_sends():
        _keep(mail)
        mail.save()
        return
    mail.attempts += 1
    sender = mail.ticket.desk.email if mail.ticket and mail.ticket.desk.email else settings.DEFAULT_FROM_EMAIL
    headers = {**mail.headers, "X-Suketto-Instance": settings.ADDRESS or "local"}
    try:
        EmailMessage(mail.subject, mail.body, sender, [mail.to], headers=headers).send()
    except OSError as error:
        mail.state, mail.error = Mail.State.FAILED, clip(repr(error), 300)
        mail.save()
        raise
    mail.state, mail.error, mail.sent_at = Mail.State.SENT, "", clock.now()
    mail.save()


def ring(person: Person, ticket: Ticket, kind: str, *, event_id: int, by_name: str, words: str = "") -> None:
    """Puts a line behind the bell, once per event and person."""
    Notification.objects.get_or_create(
        person=person, event_id=event_id,
        defaults={"ticket": ticket, "kind": kind, "by_name": by_name, "words": clip(words, 200), "at": clock.now()},
    )  # fmt: skip


def read_all(person: Person, ticket: Ticket | None = None) -> None:
    """Marks the lines as read: all of them, or those of one ticket that is being looked at."""
    unread = Notification.objects.filter(person=person, read_at=None)
    if ticket is not None:
        unread = unread.filter(ticket=ticket)
    if unread.exists():  # looking at a page must not wait for whoever is writing
        unread.update(read_at=clock.now())


@transaction.atomic
def publish(*, by: Person, **facts: Any) -> Notice:
    notice = Notice.objects.create(author=by, **facts)
    record("notice.published", notice, by=by, notice=notice.kind)
    return notice
