"""Who wrote: a member says which colleague it was."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from suketto.channels.email.actions import identify
from suketto.desk.views.acting import acting
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest
from suketto.people.models import Person
from suketto.tickets.models import Ticket


@acting("side")
def identity(request: PersonRequest, ticket: Ticket) -> HttpResponse | None:
    """「この方でしょうか」, answered with one click; the address can be remembered."""
    person = Person.objects.active().filter(pk=number_in(request.POST.get("person", "")) or 0).first()
    if person is None:
        raise Refusal(_("その方は名簿にいません。もう一度選んでください。"))
    identify(ticket, person, by=request.user, remember=request.POST.get("remember") == "1")
    ticket.refresh_from_db()
    return None
