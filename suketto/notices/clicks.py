"""One click from a mail: a signed address that opens a page which asks once more (link scanners press no button)."""

from django.core import signing
from django.http import Http404

from suketto.notices.addresses import whole_address
from suketto.people.models import Person
from suketto.tickets.models import Ticket

SALT = "suketto.notices.clicks"
GOOD_FOR_SECONDS = 60 * 24 * 3600


def click_address(ticket: Ticket, person: Person) -> str:
    return whole_address("thanks_by_mail", signing.dumps([ticket.pk, person.pk], salt=SALT))


def ticket_by_click(token: str) -> tuple[Ticket, Person]:
    """The ticket and who asked; what was never signed, is too old, or is no longer theirs does not exist."""
    try:
        number, person_number = signing.loads(token, salt=SALT, max_age=GOOD_FOR_SECONDS)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Http404 from error
    tickets = Ticket.objects.select_related("desk", "requester", "assignee", "rating", "thanks")
    ticket: Ticket | None = tickets.filter(pk=number, requester_id=person_number).first()
    if ticket is None or ticket.requester is None or not ticket.requester.is_active:
        raise Http404
    return ticket, ticket.requester
