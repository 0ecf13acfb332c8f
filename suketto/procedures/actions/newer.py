"""Taking today's wording of a usual procedure as its next version, or staying with one's own."""

from django.db import transaction

from suketto.catalog.models import Service
from suketto.people.models import Person
from suketto.procedures.actions.keeping import content_of, hold, keep, publish, remember, write_draft
from suketto.procedures.models import Procedure, Version
from suketto.procedures.newer import Offer, offer_for
from suketto.procedures.refusals import DraftInTheWay, NothingNewer


@transaction.atomic
def take_newer(procedure: Procedure, *, by: Person, key: str, reason: str = "") -> Version:
    """One press: the house's words of today as the next version, in use at once; the earlier ones can be read."""
    held, offer = _offered(procedure, key)
    if held.draft is not None:
        raise DraftInTheWay
    wording = offer.wording
    service = offer.version.service or Service.objects.filter(slug=wording.service).first()
    write_draft(held, content_of(name=wording.name, lines=wording.lines, words=wording.words, service=service), None)
    keep(held)
    return publish(held, by=by, reason=reason)


@transaction.atomic
def decline_newer(procedure: Procedure, *, by: Person, key: str) -> Procedure:
    """このままにする: not asked again until the wording changes once more."""
    held, offer = _offered(procedure, key)
    if not offer.declined:
        held.declined = key
        keep(held)
        remember(held, "wording_declined", by=by, name=held.name)
    return held


def _offered(procedure: Procedure, key: str) -> tuple[Procedure, Offer]:
    held = hold(procedure)
    offer = offer_for(held)
    if offer is None or offer.wording.key != key:
        raise NothingNewer
    return held, offer
