"""A slip on the rota taken back: the button in the toast carries, signed, what was there."""

from datetime import date, timedelta

from django.core import signing
from django.shortcuts import get_object_or_404

from suketto.people.models import Desk, Person
from suketto.sla.rota import actions
from suketto.sla.rota.models import StandbyAgreement, StandbyTurn
from suketto.sla.rota.refusals import NotAtThisDesk, NothingToUndo

SALT = "rota.undo"
LONGEST = timedelta(hours=12)


def of_turn(turn: StandbyTurn) -> str:
    """To be asked before it is taken out."""
    facts = {"turn": turn.pk, "person": turn.person_id, "first": str(turn.first_on), "last": str(turn.last_on)}
    return signing.dumps(facts | {"desk": turn.desk_id}, salt=SALT)


def of_agreement(agreement: StandbyAgreement) -> str:
    return signing.dumps({"agreement": agreement.pk, "desk": agreement.desk_id}, salt=SALT)


def carry_out(desk: Desk, what: str, *, by: Person) -> str:
    """By the same rules as anything new; gives the part of the page where it stands again."""
    try:
        was = signing.loads(what, salt=SALT, max_age=LONGEST)
    except signing.BadSignature as error:
        raise NothingToUndo from error
    if was["desk"] != desk.pk:
        raise NothingToUndo
    if "agreement" in was:
        actions.resume_agreement(get_object_or_404(StandbyAgreement, desk=desk, pk=was["agreement"]), by=by)
        return "agreements"
    person = Person.objects.filter(pk=was["person"]).first()
    if person is None:
        raise NotAtThisDesk
    first_on, last_on = date.fromisoformat(was["first"]), date.fromisoformat(was["last"])
    actions.add_turn(desk, person, by=by, first_on=first_on, last_on=last_on, again=was["turn"])
    return "turns"
