"""What tickets like this one tell: which were solved, which of others are open now, which service and kind it is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q

from suketto.foundation.scope import Viewer
from suketto.search import queries as search
from suketto.search.queries import Hit
from suketto.tickets.models import Link, Ticket
from suketto.tickets.queries import words_of

SOLVED_SHOWN, TWINS_SHOWN = 4, 5
TWINS_WITHIN = timedelta(days=7)
# Measured on the demo company's year, each ticket against those before it (decision 15 has the table).
TWIN_FROM = 2.2  # score
VOTERS = 20
NEAR, AGREED = 2.5, 0.7  # score of the three nearest that say so, and the share of all votes by score squared


@dataclass(frozen=True, slots=True)
class Proposal:
    """`votes` of the `voters` most similar tickets are of this service or kind."""

    name: str
    value: Any
    label: str
    votes: int
    voters: int


@dataclass(frozen=True, slots=True)
class Likeness:
    solved: Sequence[Ticket] = ()
    twins: Sequence[Ticket] = ()
    proposals: Sequence[Proposal] = ()
    read_through: bool = False


def likeness(ticket: Ticket, viewer: Viewer) -> Likeness:
    """One search and one look at what it found; nothing that the viewer may not see."""
    hits = search.find(words_of(ticket), kinds=("ticket",), viewer=viewer, limit=search.CANDIDATES)
    read_through = search.reading_through(hits, ["ticket"])
    hits = [hit for hit in hits if hit.object_id != ticket.pk]
    found = Ticket.objects.select_related("requester", "service").in_bulk([hit.object_id for hit in hits])
    alike = [(hit, found[hit.object_id]) for hit in hits if hit.object_id in found]
    solved = [each for _hit, each in alike if each.state == Ticket.State.RESOLVED][:SOLVED_SHOWN]
    if not ticket.open:
        return Likeness(solved, read_through=read_through)
    return Likeness(solved, _twins(ticket, alike), () if read_through else _proposals(ticket, alike), read_through)


def _twins(ticket: Ticket, alike: Sequence[tuple[Hit, Ticket]]) -> Sequence[Ticket]:
    """Open matters of other people, brought within a week of this one, about much the same and not tied to it yet."""
    ends = Link.objects.filter(Q(ticket=ticket) | Q(other=ticket)).values_list("ticket_id", "other_id") if alike else ()
    tied = {number for pair in ends for number in pair}
    return [
        each
        for hit, each in alike
        if each.open
        and each.pk not in tied
        and (hit.score >= TWIN_FROM or hit.read_through)
        and (each.requester_id is None or each.requester_id != ticket.requester_id)
        and abs(each.opened_at - ticket.opened_at) <= TWINS_WITHIN
    ][:TWINS_SHOWN]


def _proposals(ticket: Ticket, alike: Sequence[tuple[Hit, Ticket]]) -> Sequence[Proposal]:
    """The service and the kind on which similar tickets agree, where the ticket says something else."""
    services = {each.service_id: each.service for _hit, each in alike if each.service}
    found = []
    service = agreed([(hit.score, each.service_id) for hit, each in alike])
    known = services.get(service[0]) if service else None
    if service and known and known.pk != ticket.service_id and known.desk_id == ticket.desk_id:
        found.append(Proposal("service", known.pk, known.name, *service[1:]))
    kind = agreed([(hit.score, each.kind) for hit, each in alike])
    if kind and kind[0] != ticket.kind:
        found.append(Proposal("kind", kind[0], str(Ticket.Kind(kind[0]).label), *kind[1:]))
    return found


def agreed(scored: Sequence[tuple[float, Any]]) -> tuple[Any, int, int] | None:
    """What the most similar say, how many of them, of how many; None where they are not near or do not agree."""
    voters = [(score, value) for score, value in scored[:VOTERS] if score > 0]
    masses: Mapping[Any, float] = _masses(voters)
    if not masses:
        return None
    best = max(masses, key=lambda value: masses[value])
    nearest = sorted((score for score, value in voters if value == best), reverse=True)[:3]
    if best is None or sum(nearest) / 3 < NEAR or masses[best] / sum(masses.values()) < AGREED:
        return None
    return best, sum(value == best for _score, value in voters), len(voters)


def _masses(voters: Sequence[tuple[float, Any]]) -> Mapping[Any, float]:
    masses: dict[Any, float] = defaultdict(float)
    for score, value in voters:
        masses[value] += score**2
    return masses
