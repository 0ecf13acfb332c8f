"""本人確認, before anything that opens doors: to a registered number, never to one that was told."""

from datetime import timedelta

from django.db import transaction

from suketto.foundation import clock
from suketto.people.models import Person
from suketto.tickets.actions.changing import hold, line, tell
from suketto.tickets.identity import is_privileged_work, says_privileged_work_is_done, touches_secrets
from suketto.tickets.models import IdentityCheck, Step, Ticket
from suketto.tickets.refusals import (
    IdentityMissing,
    NumberNotRegistered,
    ReasonMissing,
    RequesterMissing,
    WayMissing,
)

HOLDS_WITHIN = timedelta(hours=8)  # a working day: whoever was on the line in the morning is not on it tomorrow


def registered_numbers(ticket: Ticket) -> list[str]:
    """The requester's extension and numbers that were registered before this matter began."""
    person = ticket.requester
    if person is None:
        return []
    before = person.numbers.filter(added_at__lt=ticket.opened_at).values_list("number", flat=True)
    return [number for number in (person.extension, *before) if number]


@transaction.atomic
def check_identity(
    ticket: Ticket, *, by: Person, way: str, confirmed: bool, number: str = "", reason: str = ""
) -> IdentityCheck:
    """Records who was reached how, also that it was not the person; refuses a number that is not registered."""
    if way not in IdentityCheck.Way.values:
        raise WayMissing
    held = hold(ticket)
    if held.requester is None and way != IdentityCheck.Way.NOT_NEEDED:
        raise RequesterMissing
    if way == IdentityCheck.Way.CALL_BACK and number not in registered_numbers(held):
        raise NumberNotRegistered
    if way == IdentityCheck.Way.NOT_NEEDED and not reason.strip():
        raise ReasonMissing
    if way == IdentityCheck.Way.SIGNED_IN and not came_signed_in(held):
        raise IdentityMissing
    check = IdentityCheck.objects.create(
        ticket=held, person=held.requester, way=way, confirmed=confirmed, number=number if way == "call_back" else "",
        reason=line(reason), by=by, at=clock.now(),
    )  # fmt: skip
    tell(held, "identity_checked", by=by, internal=True, way=way, confirmed=confirmed, reason=check.reason)
    return check


def came_signed_in(ticket: Ticket) -> bool:
    """The person wrote it in the portal or in the chat while signed in; enough for rights and data, not for secrets."""
    return (
        ticket.channel in {Ticket.Channel.PORTAL, Ticket.Channel.CHAT}
        and ticket.requester_id is not None
        and ticket.opened_by_id == ticket.requester_id
    )


def identity_of(ticket: Ticket) -> IdentityCheck | None:
    """The last word on who asks, as far as it still holds for the present requester."""
    last: IdentityCheck | None = ticket.identity_checks.order_by("-id").first()
    if last is None or last.person_id != ticket.requester_id:
        return None
    lasts = last.way in {IdentityCheck.Way.NOT_NEEDED, IdentityCheck.Way.SIGNED_IN}
    return last if lasts or last.at > clock.now() - HOLDS_WITHIN else None


def proved(ticket: Ticket, work: str = "") -> bool:
    """Whether it is known who asks, well enough for this work: a session proves nothing where secrets are touched."""
    last = identity_of(ticket)
    if last is None or not last.confirmed:
        return False
    return last.way != IdentityCheck.Way.SIGNED_IN or not touches_secrets(work)


def refuse_unproved_step(ticket: Ticket, step: Step) -> None:
    """A step that touches a secret, a right or data is not recorded as done before it is known who asks."""
    marked = step.instruction is not None and step.instruction.manner == "privileged"
    if (marked or is_privileged_work(step.text)) and not proved(ticket, step.text):
        raise IdentityMissing


def refuse_unproved_words(ticket: Ticket, text: str) -> None:
    if says_privileged_work_is_done(text) and not proved(ticket, text):
        raise IdentityMissing(field="body")
