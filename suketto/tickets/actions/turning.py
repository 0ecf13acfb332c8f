"""Another way when the telephone does not carry: remote control, a key person, a visit, another time (R24, R25)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from suketto.foundation import clock
from suketto.people.models import Person
from suketto.tickets.actions.answering import reply
from suketto.tickets.actions.changing import hold, tell
from suketto.tickets.actions.triaging import add_step
from suketto.tickets.models import OtherWay, Run, Ticket
from suketto.tickets.refusals import NobodyChosen, TimeMissing
from suketto.tickets.visiting import LABELS, STEP_OF_REMOTE


@transaction.atomic
def go_another_way(
    ticket: Ticket, way: str, *, by: Person, planned_at: datetime | None, criteria: Sequence[str] = (),
    key_person: Person | None = None, run: Run | None = None, words: str = "", once: UUID | None = None,
    confirmed: Sequence[str] = (),
) -> OtherWay:  # fmt: skip
    """Plans it as a step, tells the requester in `words`, and never writes anything about the person.

    A visit for which no criterion holds becomes a remote appointment at the same time; both are told as they are.
    Posted twice under one `once` it is one plan.
    """
    held, now = hold(ticket), clock.now()
    done: OtherWay | None = OtherWay.objects.filter(once=once).first() if once else None
    if done is not None:
        return done
    if planned_at is None or planned_at <= now:
        raise TimeMissing
    if way == OtherWay.Way.KEY_PERSON and key_person is None:
        raise NobodyChosen
    met = [key for key in criteria if key in LABELS]
    granted = way != OtherWay.Way.VISIT or bool(met)
    chosen = OtherWay.objects.create(
        ticket=held, run=run, way=way, granted=granted, criteria=met, planned_at=planned_at, by=by, at=now, once=once,
        key_person=key_person if way == OtherWay.Way.KEY_PERSON else None,
    )  # fmt: skip
    add_step(held, _step_words(chosen), by=by, due_at=planned_at)
    tell(held, "way_chosen", by=by, internal=True, way=way, granted=granted, criteria=met)
    if words.strip():
        reply(held, words, by=by, next_contact_at=planned_at, confirmed=list(confirmed))
    return chosen


def _step_words(chosen: OtherWay) -> str:
    """How the plan stands in 手段; remote control always begins with the same word, by which it is known again."""
    if chosen.way == OtherWay.Way.VISIT and chosen.granted:
        return _("訪問して直す")
    if chosen.way == OtherWay.Way.KEY_PERSON and chosen.key_person is not None:
        return _("%sさんに現場を見てもらう") % chosen.key_person.full_name
    if chosen.way == OtherWay.Way.LATER:
        return _("時間を変えて、電話で続きを進める")
    return _("%sでつないで直す") % STEP_OF_REMOTE
