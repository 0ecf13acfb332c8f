"""A mailbox that nobody can read is told of once for each silence, and once more when it is well again."""

from datetime import datetime, timedelta

from django.db import transaction

from suketto.channels.email.models import Mailbox
from suketto.channels.email.queries import State, state_of
from suketto.trail.actions import record

# These do not heal by themselves: nobody needs to wait for the minutes that a passing trouble is given.
NEEDS_SOMEBODY = frozenset({"sign-in", "token", "sealed", "folder", "certificate"})
# Seen at looks that follow one another: what only slept with the house this night is no silence.
SEEN_FOR = timedelta(minutes=2)
LOOKS_FOLLOW_WITHIN = timedelta(minutes=5)


def watch(now: datetime) -> None:
    """One look at every mailbox, each in its own transaction; only what changed is written."""
    for mailbox in Mailbox.objects.order_by("pk"):
        state = state_of(mailbox, now)
        if _silent(state, now):
            _seen(mailbox.pk, now)
        elif mailbox.silence_seen_at is not None and (not mailbox.active or (state.well and not state.cause)):
            _over(mailbox.pk)


def _silent(state: State, now: datetime) -> bool:
    lasting = state.since is not None and now - state.since >= SEEN_FOR
    return not state.well or (state.cause in NEEDS_SOMEBODY and lasting)


@transaction.atomic
def _seen(number: int, now: datetime) -> None:
    mailbox = Mailbox.objects.select_for_update().get(pk=number)
    last = mailbox.silence_looked_at
    if mailbox.silence_seen_at is None or last is None or now - last > LOOKS_FOLLOW_WITHIN:
        mailbox.silence_seen_at = now
    mailbox.silence_looked_at = now
    tell = mailbox.silence_told_at is None and now - mailbox.silence_seen_at >= SEEN_FOR
    if tell:
        mailbox.silence_told_at = now
    mailbox.save(update_fields=FIELDS)
    if tell:
        record("mailbox.silent", mailbox, by=None, desk_id=mailbox.desk_id, internal=True, address=mailbox.address)


@transaction.atomic
def _over(number: int) -> None:
    mailbox = Mailbox.objects.select_for_update().get(pk=number)
    told = mailbox.silence_told_at is not None and mailbox.active
    mailbox.silence_seen_at = mailbox.silence_looked_at = mailbox.silence_told_at = None
    mailbox.save(update_fields=FIELDS)
    if told:
        record("mailbox.well", mailbox, by=None, desk_id=mailbox.desk_id, internal=True, address=mailbox.address)


FIELDS = ("silence_seen_at", "silence_looked_at", "silence_told_at")
