"""メモ: what somebody asked in passing, in twenty seconds; a line that is gone only delays it."""

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from suketto.desk.forms import QuickForm
from suketto.desk.quick import ZONES, write_down
from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest, member_only
from suketto.people.models import Desk
from suketto.tickets.models import Ticket

LAST_SHOWN = 5


@member_only
def quick(request: PersonRequest) -> HttpResponse:
    """GET: the small page. POST: one memo; a script gets a line about it, a person the page again with that line."""
    form = QuickForm(request.POST or None)
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _refused(request, form, " ".join(str(text) for texts in form.errors.values() for text in texts))
    desk = Desk.objects.filter(pk__in=request.user.standing.desk_ids).order_by("pk")[0]
    try:
        ticket, left = write_down(form.cleaned_data, by=request.user, desk=desk)
    except Refusal as refusal:
        return _refused(request, form, str(refusal))
    if request.headers.get("HX-Request"):
        return TemplateResponse(request, "desk/quick_sent.html", {"ticket": ticket, "left": left}, status=201)
    return HttpResponseRedirect(reverse("quick"))


def _refused(request: PersonRequest, form: QuickForm, why: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(why, status=422, content_type="text/plain; charset=utf-8")
    return _page(request, form, why=why, status=422)


def _page(request: PersonRequest, form: QuickForm, *, why: str = "", status: int = 200) -> HttpResponse:
    mine = Ticket.objects.filter(opened_by=request.user, channel__in=["walk_in", "phone"], calls=None).order_by("-id")
    context = {"form": form, "why": why, "zones": ZONES.items(), "last": mine[:LAST_SHOWN]}
    return TemplateResponse(request, "desk/quick.html", context, status=status)
