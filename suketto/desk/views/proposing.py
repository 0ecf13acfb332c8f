"""Taking what similar tickets propose: one press, one fact."""

from django.utils.translation import gettext_lazy as _

from suketto.desk.views.acting import acting
from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest
from suketto.tickets import actions
from suketto.tickets.models import Ticket


@acting("head")
def proposal(request: PersonRequest, ticket: Ticket) -> None:
    """A service of the ticket's own desk, or a kind; anything else is refused by doing nothing."""
    service, kind = request.POST.get("service", ""), request.POST.get("kind", "")
    if service.isdecimal() and len(service) < 18:
        chosen = ticket.desk.services.filter(pk=int(service)).first()
        if chosen is None:
            raise NoSuchService
        actions.set_facts(ticket, by=request.user, service=chosen)
    elif kind in Ticket.Kind.values:
        actions.set_facts(ticket, by=request.user, kind=kind)


class NoSuchService(Refusal):
    message = _("このサービスは、この窓口にはもうありません。")
