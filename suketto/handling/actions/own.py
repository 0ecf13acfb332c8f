"""What people do about their own record: wishes, their side of a note, and what the law lets them ask."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from suketto.foundation import clock
from suketto.foundation.text import clean, clip
from suketto.handling.models import Accommodation, HandlingNote, PrivacyRequest, Rebuttal
from suketto.handling.protocols import Wish
from suketto.handling.refusals import ConsentMissing, WishMissing, WordsMissing
from suketto.handling.terms import ANSWERED_WITHIN_DAYS, end_of_working_day
from suketto.people.models import Desk, Person
from suketto.sla.queries import hours_of
from suketto.tickets import actions as tickets
from suketto.tickets.models import Ticket
from suketto.trail.actions import record

REBUTTAL_LONGEST = 1000


@transaction.atomic
def wish_for(wish: str, words: str = "", *, by: Person, consent: bool) -> Accommodation:
    """By the person about themself, with their consent; said again it only changes the words and the moment."""
    said = clip(clean(words), 100)
    if wish not in Wish.values or (wish == Wish.OTHER and not said):
        raise WishMissing
    if not consent:
        raise ConsentMissing
    wished, _new = Accommodation.objects.update_or_create(
        person=by, wish=wish, defaults={"words": said, "consented_at": clock.now()}
    )
    # Which wish it is stays out of the trail: some of them are about health.
    record("accommodation.given", wished, by=by, person_id=by.pk)
    return wished


@transaction.atomic
def take_wish_back(wished: Accommodation, *, by: Person) -> None:
    """One press, at any time: deleted."""
    record("accommodation.withdrawn", wished, by=by, person_id=by.pk)
    wished.delete()


@transaction.atomic
def rebut(note: HandlingNote, words: str, *, by: Person) -> Rebuttal | None:
    """The person's own side, which stands beside the note from now on; without words it is taken back."""
    said = clean(words).strip()[:REBUTTAL_LONGEST]
    if not said:
        Rebuttal.objects.filter(note=note).delete()
        record("handling.rebuttal_withdrawn", note, by=by, desk_id=note.desk_id, internal=True)
        return None
    written, _new = Rebuttal.objects.update_or_create(note=note, defaults={"words": said, "at": clock.now()})
    record("handling.rebutted", note, by=by, desk_id=note.desk_id, internal=True)
    return written


@transaction.atomic
def ask_about_record(kind: str, words: str, *, by: Person, desk: Desk, once: UUID | None = None) -> PrivacyRequest:
    """開示・訂正・利用停止: an ordinary ticket at that desk, answered within ten working days."""
    asked_before = PrivacyRequest.objects.filter(ticket__once=once).first() if once else None
    if asked_before is not None:
        return asked_before
    said = clean(words).strip()
    if kind not in PrivacyRequest.Kind.values or (kind != PrivacyRequest.Kind.DISCLOSURE and not said):
        raise WordsMissing
    now = clock.now()
    due_at = end_of_working_day(hours_of(desk), now, ANSWERED_WITHIN_DAYS)
    label = PrivacyRequest.Kind(kind).label
    ticket = tickets.open_ticket(
        desk=desk, by=by, requester=by, channel=Ticket.Channel.PORTAL, deadline_at=due_at, once=once,
        subject=_("自分の記録の請求: %s") % label, text=said or _("自分についての記録の開示を請求します。"),
        kind=Ticket.Kind.SERVICE_REQUEST,
    )  # fmt: skip
    asked = PrivacyRequest.objects.create(person=by, kind=kind, ticket=ticket, asked_at=now, due_at=due_at)
    record("privacy.asked", asked, by=by, desk_id=desk.pk, person_id=by.pk, kind_of_request=kind)
    return asked
