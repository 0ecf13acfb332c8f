"""Who gets a copy of a ticket's answers, beside the box they are written in."""

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from suketto.channels.email import copies
from suketto.desk.post import copies_beside
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest, member_only
from suketto.tickets.access import ticket_of_desk
from suketto.tickets.models import Ticket


@member_only
@require_http_methods(["GET", "POST"])
def copying(request: PersonRequest, number: int) -> HttpResponse:
    """One press takes somebody off for the rest of this ticket; a name or an address puts somebody on.

    Asked for without either it is the same part as it stands now.
    """
    ticket = ticket_of_desk(request.user, number)
    refusal = _act(request, ticket) if request.method == "POST" else ""
    if not request.headers.get("HX-Request") and not refusal:
        return HttpResponseRedirect(f"{reverse('ticket', args=[ticket.pk])}#composer")
    context = {
        "ticket": ticket, "beside": copies_beside(ticket), "refusal": refusal,
        "typed": request.POST.get("add", "") if refusal else "",
    }  # fmt: skip
    template = "desk/copies.html" if request.headers.get("HX-Request") else "desk/copies_page.html"
    return TemplateResponse(request, template, context, status=422 if refusal else 200)


def _act(request: PersonRequest, ticket: Ticket) -> str:
    """Does what was pressed; gives the words of a refusal."""
    try:
        if taken_off := request.POST.get("off", ""):
            copies.remove(ticket, number_in(taken_off) or 0, by=request.user)
        else:
            copies.add(ticket, request.POST.get("put") or request.POST.get("add", ""), by=request.user)
    except Refusal as refusal:
        return str(refusal)
    return ""
