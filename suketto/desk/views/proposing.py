"""Taking what similar tickets, or the asker's own words, propose: one press, one fact."""

from django.utils.translation import gettext_lazy as _

from suketto.desk.devices import name_device
from suketto.desk.gleaning import take_facts
from suketto.desk.views.acting import acting
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest
from suketto.tickets import actions
from suketto.tickets.models import Ticket


@acting("head")
def proposal(request: PersonRequest, ticket: Ticket) -> None:
    """A service of the ticket's own desk, or a kind; anything else is refused by doing nothing."""
    service, kind = number_in(request.POST.get("service", "")), request.POST.get("kind", "")
    if service is not None:
        chosen = ticket.desk.services.filter(pk=service).first()
        if chosen is None:
            raise NoSuchService
        actions.set_facts(ticket, by=request.user, service=chosen)
    elif kind in Ticket.Kind.values:
        actions.set_facts(ticket, by=request.user, kind=kind)


@acting("head")
def gleaned(request: PersonRequest, ticket: Ticket) -> None:
    """What stands in the words, read once more here: a request only names the field, or all of them."""
    take_facts(ticket, request.POST.get("fact", ""), by=request.user)


@acting("side")
def named(request: PersonRequest, ticket: Ticket) -> None:
    """This device of theirs is the one: its number goes into the ticket."""
    if (chosen := number_in(request.POST.get("device", ""))) is not None:
        name_device(ticket, chosen, by=request.user)


class NoSuchService(Refusal):
    message = _("このサービスは、この窓口にはもうありません。")
