"""ほかの手: what takes the place of going on by telephone, from a guided run or from the ticket itself."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from suketto.desk.forms import key_in, moment_said
from suketto.desk.guiding import ways_of, with_time
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.handling.confirming import confirm
from suketto.people.access import PersonRequest, member_only
from suketto.people.models import Person
from suketto.tickets import actions
from suketto.tickets.access import ticket_of_desk
from suketto.tickets.models import OtherWay, Run, Ticket


@member_only
def another_way(request: PersonRequest, number: int) -> HttpResponse:
    """The page for a ticket without a run; a refusal comes back with everything that was chosen."""
    ticket = ticket_of_desk(request.user, number)
    if request.method != "POST":
        return _page(request, ticket)
    try:
        chosen = go_another_way(request, ticket, None)
    except Refusal as refusal:
        return _page(request, ticket, refusal)
    name = chosen.get_way_display() if chosen.granted else _("遠隔操作")
    messages.success(request, _("「%s」を手段に入れました。") % name)
    return HttpResponseRedirect(reverse("ticket", args=[ticket.pk]))


def _page(request: PersonRequest, ticket: Ticket, refusal: Refusal | None = None) -> HttpResponse:
    context = {"ticket": ticket, "refusal": refusal, "typed": request.POST} | ways_of(ticket, None, request.POST)
    return TemplateResponse(request, "desk/other_way.html", context, status=refusal.status if refusal else 200)


def go_another_way(request: PersonRequest, ticket: Ticket, run: Run | None) -> OtherWay:
    chosen, key_person = request.POST.get("way", ""), number_in(request.POST.get("key_person", ""))
    if chosen not in OtherWay.Way.values:
        raise Http404
    planned_at = moment_said(request.POST.get("planned_at", ""), _("いつ"))
    words = with_time(request.POST.get(f"words_{chosen}", ""), planned_at) if request.POST.get("tell") else ""
    confirmed = confirm(ticket, request.POST.getlist("handled"), by=request.user) if words.strip() else []
    return actions.go_another_way(
        ticket, chosen, by=request.user, planned_at=planned_at, criteria=request.POST.getlist("criteria"), run=run,
        confirmed=confirmed, key_person=Person.objects.active().filter(pk=key_person).first() if key_person else None,
        words=words, once=key_in(request.POST.get("once", "")),
    )  # fmt: skip
