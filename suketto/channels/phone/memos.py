"""Memos of calls that are going on: no events, they are nobody's business until they are the case's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from suketto.channels.phone.models import Call, Memo
from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.people.models import Person
from suketto.tickets.models import Ticket

WORDS_MAX = 20_000  # letters of one field


class WrittenByAnother(Refusal):
    """Two members have the same call open: what one has written is not written over by the other unseen."""

    status = 409

    def __init__(self, memo: Memo) -> None:
        who = memo.by.family_name if memo.by else ""
        told = _("%(name)sさんもこの通話を書いています。ここに書いたものは、受け付けたときに案件へ残ります。")
        super().__init__(told % {"name": who})


@transaction.atomic
def keep_memo(call: Call, words: dict[str, str], *, by: Person, seen: datetime | None = None) -> Memo | None:
    """What stands in the form now; None once a member settled the call: a late saving changes nothing any more.

    `seen` is the moment of the memo that the page shows. Words that somebody else wrote later stay: refused.
    """
    kept = {name: text[:WORDS_MAX] for name, text in words.items()}
    memo = hold_memo(call, by=by)
    if memo.settled_by_id is not None:
        return None
    if unseen(memo, by=by, seen=seen):
        raise WrittenByAnother(memo)
    memo.words, memo.by, memo.at, memo.settled_at = kept, by, clock.now(), None
    memo.save()
    return memo


def unseen(memo: Memo, *, by: Person, seen: datetime | None) -> bool:
    """Whether it holds words of somebody else that the page of `by` does not show."""
    others = memo.by_id not in {None, by.pk} and any(memo.words.values())
    return others and (seen is None or memo.at > seen)


def hold_memo(call: Call, *, by: Person | None = None) -> Memo:
    """The memo of a call, locked for this transaction; begun empty where there is none."""
    Memo.objects.get_or_create(call=call, defaults={"by": by, "at": clock.now()})
    held: Memo = Memo.objects.select_for_update(of=("self",)).get(call=call)
    return held


def settle_memo(memo: Memo, *, by: Person | None, words: dict[str, str] | None = None) -> None:
    """The case has it: by a member for good, or by itself until somebody writes on."""
    memo.settled_at, memo.settled_by = clock.now(), by
    memo.words = memo.words if words is None else words
    memo.save(update_fields=["settled_at", "settled_by", "words"])


def open_memo(ticket: Ticket) -> Memo | None:
    """What is still being written, or was left, about this ticket."""
    found: Memo | None = Memo.objects.filter(call__ticket=ticket, settled_at=None).select_related("call", "by").first()
    return found


def left_memos(before: datetime) -> Sequence[Memo]:
    """Nobody has written at them since then."""
    return list(Memo.objects.filter(settled_at=None, at__lt=before).select_related("call__ticket", "by")[:200])


def words_of_memo(call: Call) -> dict[str, Any]:
    memo = Memo.objects.filter(call=call, settled_at=None).first()
    return dict(memo.words) if memo else {}
