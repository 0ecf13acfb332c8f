"""The floor: the least that the same server, framework and database can do for a page, a write, a search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from suketto.people.models import Desk
from suketto.search.models import Posting
from suketto.tickets.models import Ticket


def fifty_rows(request: HttpRequest) -> HttpResponse:
    """One indexed query of 50 rows and a bare template of 50 rows."""
    tickets = Ticket.objects.filter(desk_id=1, turn=0).order_by("sort_priority", "sort_at", "id")[:50]
    return render(request, "bench/rows.html", {"tickets": tickets})


@csrf_exempt
def one_row(request: HttpRequest) -> HttpResponse:
    """The bare INSERT of a ticket's row, with its commit."""
    now = timezone.now()
    ticket = Ticket(desk_id=Desk.objects.values_list("pk", flat=True)[0], channel="api", subject="VPNにつながりません",
                    opened_at=now, changed_at=now, sort_at=now, resolved_at=now, state="resolved", turn=2)  # fmt: skip
    ticket.save(force_insert=True)
    return HttpResponse(str(ticket.pk), status=201)


def one_word(request: HttpRequest) -> HttpResponse:
    """The bare index query of one word: fifty documents that hold it."""
    found = Posting.objects.filter(term__kind="ticket", term__text=request.GET["q"]).values_list(
        "document_id", "weight"
    )
    return HttpResponse(str(list(found[:50])))
