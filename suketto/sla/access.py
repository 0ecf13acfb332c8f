"""The only door to a rota: of one's own desks. Changing it is for those who lead the desk; else it does not exist."""

from django.http import Http404

from suketto.people.models import Desk, Person
from suketto.sla.rota.models import StandbyAgreement, StandbyTurn


def desks_of(member: Person) -> list[Desk]:
    return list(Desk.objects.filter(pk__in=member.standing.desk_ids))


def desk_led_by(leader: Person, slug: str) -> Desk:
    desk = Desk.objects.filter(pk__in=leader.standing.leads, slug=slug).first()
    if desk is None:
        raise Http404
    return desk


def turn_led_by(leader: Person, number: int) -> StandbyTurn:
    turn = StandbyTurn.objects.filter(desk_id__in=leader.standing.leads, pk=number).select_related("person").first()
    if turn is None:
        raise Http404
    return turn


def agreement_led_by(leader: Person, number: int) -> StandbyAgreement:
    agreement = StandbyAgreement.objects.filter(desk_id__in=leader.standing.leads, pk=number, ended_at=None).first()
    if agreement is None:
        raise Http404
    return agreement
