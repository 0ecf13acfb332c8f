"""The only door from a request to a call, a promise or a line. What one may not see does not exist: 404."""

from django.core.cache import caches
from django.http import Http404

from suketto.channels.phone.models import Call, CallBack, Line, hashed
from suketto.people.models import Person, Standing

here = caches["here"]
# Asked for with every page of a member; once a house has a telephone it keeps it.
REMEMBERED_SECONDS = 30
LINE_REMEMBERED_SECONDS = 3


def call_for(person: Person, number: int) -> Call:
    """A call of one of the person's desks."""
    calls = Call.objects.of_desks(person.standing.desk_ids).select_related("desk", "line", "person", "ticket")
    call: Call | None = calls.filter(pk=number).first()
    if call is None:
        raise Http404
    return call


def promise_for(person: Person, number: int) -> CallBack:
    found: CallBack | None = CallBack.objects.filter(pk=number, desk_id__in=person.standing.desk_ids).first()
    if found is None:
        raise Http404
    return found


def line_for_administrator(number: int) -> Line:
    line: Line | None = Line.objects.select_related("desk").filter(pk=number).first()
    if line is None:
        raise Http404
    return line


def line_with(token: str) -> Line | None:
    """The line that is told of calls at the address with this token; None for one that is switched off, too.

    Remembered for a moment: the events of a call come one upon the other.
    """
    name = f"phone-line-{hashed(token)}"
    found: Line | None = here.get(name)
    if found is None:
        found = Line.objects.filter(token_hash=hashed(token), active=True).first()
        if found is not None:
            here.set(name, found, LINE_REMEMBERED_SECONDS)
    return found


def forget_line(line: Line) -> None:
    """To be called when a line was changed; another process hears it no longer than a moment after."""
    here.delete(f"phone-line-{line.token_hash}")


def has_telephone(standing: Standing) -> bool:
    """Whether one's desks have a line or ever had a call."""
    name = f"phone-rings-{'-'.join(map(str, sorted(standing.desk_ids)))}"
    known: bool | None = here.get(name)
    if known is None:
        desks = standing.desk_ids
        known = Line.objects.filter(desk_id__in=desks).exists() or Call.objects.of_desks(desks).order_by().exists()
        here.set(name, known, REMEMBERED_SECONDS)
    return known
