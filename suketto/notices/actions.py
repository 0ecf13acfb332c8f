"""Writing to people: mails through the outbox, lines behind the bell, announcements."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from suketto.channels.email.who import own_addresses
from suketto.foundation import clock
from suketto.foundation.rows import there_is
from suketto.foundation.scope import Viewer
from suketto.foundation.text import clip
from suketto.knowledge.models import Article
from suketto.notices import letters, outbox
from suketto.notices.models import Mail, Notice, Notification
from suketto.notices.reaching import envelope_of, reader_of, reader_of_copy
from suketto.people.models import Person
from suketto.search import queries as search
from suketto.tickets.models import Bounce, Message, Ticket
from suketto.trail.actions import record

# Of the mails that answer mails by themselves, so many go to one address within an hour: two robots may not keep each
# other awake. Whoever asks in the portal is no robot.
AUTOMATIC_AN_HOUR = 10


def acknowledge(ticket: Ticket) -> Mail | None:
    """One mail per ticket, with up to three articles that everybody may read; a stranger is not written to."""
    reader = reader_of(ticket)
    by_mail = ticket.channel == Ticket.Channel.EMAIL
    if reader is None or reader.person is None or (by_mail and enough_for_now(reader.address)):
        return None
    letter = letters.acknowledgement(ticket, reader, helpful_articles(ticket))
    return outbox.put("ack", letter, reader, ticket=ticket, automatic=True)


def enough_for_now(address: str) -> bool:
    """Whether an address has had its automatic mails of this hour, or is a desk of ours."""
    lately = Mail.objects.filter(to=address, about__startswith="ack-", made_at__gt=clock.now() - timedelta(hours=1))
    return len(lately.values_list("pk")[:AUTOMATIC_AN_HOUR]) == AUTOMATIC_AN_HOUR or address.lower() in own_addresses()


def helpful_articles(ticket: Ticket, limit: int = 3) -> list[Article]:
    # The full stop says that nothing is half typed: search need not guess how the last word may go on.
    words = " ".join(part for part in (ticket.subject, ticket.stuck, ticket.wanted) if part) + "。"
    hits = search.find(words, kinds=("article",), viewer=Viewer.nobody(), limit=limit)
    found = Article.objects.published().in_bulk([hit.object_id for hit in hits])
    return [found[hit.object_id] for hit in hits if hit.object_id in found]


def send_message(message: Message, *, resolved: bool = False, private: bool = False) -> Mail | None:
    """Sends a public word of the desk or a key person to whoever asked, and unless `private` to those who get a
    copy. It takes a Message: an internal note goes nowhere."""
    ticket = message.ticket
    envelope = envelope_of(ticket, alone=private) if message.side != Message.Side.REQUESTER else None
    if envelope is None:
        return None
    left_out = outbox.carried(message)[1]
    letter = letters.answer(ticket, message, envelope.reader, resolved=resolved, left_out=left_out)
    shown = envelope.headers()
    mail = outbox.put(f"m{message.pk}", letter, envelope.reader, ticket=ticket, message=message, headers=shown)
    for copy in envelope.copies:
        reader = reader_of_copy(copy, ticket)
        letter = letters.answer(ticket, message, reader, resolved=resolved, left_out=left_out)
        outbox.put(f"m{message.pk}c{copy.pk}", letter, reader, ticket=ticket, message=message, copy=copy, headers=shown)
    return mail


def mark_bounced(bounce: Bounce) -> int:
    """Writes on the mails that did not arrive what the mail server said; a delay is only told."""
    mails = Mail.objects.filter(ticket_id=bounce.ticket_id, state=Mail.State.SENT)
    about = f"message-{bounce.message_id}" if bounce.message_id else f"{bounce.what}-{bounce.ticket_id}"
    mails = mails.filter(about=about)
    if not bounce.permanent:
        return mails.update(error=clip(bounce.reason, 300))
    return mails.update(state=Mail.State.BOUNCED, error=clip(bounce.reason, 300))


def ring(person: Person, ticket: Ticket | None, kind: str, *, event_id: int, by_name: str, words: str = "") -> None:
    """Puts a line behind the bell, once per event and person."""
    Notification.objects.get_or_create(
        person=person, event_id=event_id,
        defaults={"ticket": ticket, "kind": kind, "by_name": by_name, "words": clip(words, 200), "at": clock.now()},
    )  # fmt: skip


def read_all(person: Person, ticket: Ticket | None = None) -> None:
    """Marks the lines as read: all of them, or those of one ticket that is being looked at."""
    which = {"person_id": person.pk} | ({} if ticket is None else {"ticket_id": ticket.pk})
    if there_is(Notification, read_at=None, **which):  # looking at a page must not wait for whoever is writing
        Notification.objects.filter(read_at=None, **which).update(read_at=clock.now())


@transaction.atomic
def publish(*, by: Person, **facts: Any) -> Notice:
    notice = Notice.objects.create(author=by, **facts)
    record("notice.published", notice, by=by, notice=notice.kind)
    return notice
