"""手順案内 at the desk: one large step, its result by one key, other ways, the link, and who asks."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.desk.forms import key_in
from suketto.desk.guiding import screen_of, with_link
from suketto.desk.views.turning import go_another_way
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.handling.confirming import confirm
from suketto.notices.addresses import whole_address
from suketto.people.access import PersonRequest, View, member_only
from suketto.people.models import Person
from suketto.procedures.access import version_in_use
from suketto.tickets import actions
from suketto.tickets.access import ticket_of_desk
from suketto.tickets.models import Run, Step

RESULTS = {Step.Result.DONE, Step.Result.CANNOT, Step.Result.WILL_NOT, Step.Result.OPEN}
Act = Callable[[PersonRequest, Run], Any]


@member_only
@require_POST
def begin(request: PersonRequest, number: int) -> HttpResponse:
    ticket = ticket_of_desk(request.user, number)
    version = version_in_use(ticket.desk, number_in(request.POST.get("procedure", "")) or 0)
    run = actions.begin_run(ticket, version, by=request.user)
    return HttpResponseRedirect(reverse("ticket_run", args=[ticket.pk, run.pk]))


@member_only
def run(request: PersonRequest, number: int, run: int) -> HttpResponse:
    """The whole page, or its moving part for a script."""
    return draw(request, run_for(request.user, number, run))


def run_for(person: Person, number: int, run: int) -> Run:
    """A run of a ticket of one's own desks; any other does not exist."""
    ticket = ticket_of_desk(person, number)
    runs = Run.objects.select_related("insertion__version", "insertion__ticket__requester", "step__instruction")
    found: Run = get_object_or_404(runs, pk=run, insertion__ticket=ticket)
    found.insertion.ticket = ticket
    return found


def draw(request: PersonRequest, run: Run, *, status: int = 200, **more: Any) -> HttpResponse:
    part = "run_now" if request.headers.get("HX-Request") else "run"
    response = TemplateResponse(request, f"desk/{part}.html", screen_of(run, more.get("typed")) | more, status=status)
    if status == 200 and request.method == "POST":
        response["HX-Trigger"] = f"live:ticket-{run.ticket.pk}"
    return response


def running(act: Act) -> View:
    """The door, the act, the run as it is now; a refusal stands in it beside what was typed."""

    @member_only
    @wraps(act)
    def view(request: PersonRequest, number: int, run: int) -> HttpResponse:
        if request.method != "POST":  # the address of a page that came back with a refusal
            return HttpResponseRedirect(reverse("ticket_run", args=[number, run]))
        found = run_for(request.user, number, run)
        try:
            act(request, found)
        except Refusal as refusal:
            fresh = run_for(request.user, number, run)
            said = {"refusal": str(refusal), "refused": act.__name__, "field": refusal.field}
            return draw(request, fresh, status=refusal.status, typed=request.POST, **said)
        if request.headers.get("HX-Request"):
            return draw(request, run_for(request.user, number, run))
        return HttpResponseRedirect(reverse("ticket_run", args=[number, run]))

    return view


@running
def result(request: PersonRequest, run: Run) -> None:
    said, step = request.POST.get("result", ""), number_in(request.POST.get("step", ""))
    if said not in RESULTS or step is None:
        raise Http404
    actions.record_result(
        run, said, by=request.user, step=step, reason=request.POST.get("reason", ""),
        reason_kind=request.POST.get("reason_kind", "") if said == Step.Result.WILL_NOT else "",
    )  # fmt: skip


@running
def back(request: PersonRequest, run: Run) -> None:
    actions.step_back(run, by=request.user)


@running
def leave(request: PersonRequest, run: Run) -> None:
    actions.leave_run(run, by=request.user)


@running
def link(request: PersonRequest, run: Run) -> None:
    """Sends the link with the words that stand there; each link goes once, in a message to whoever asked."""
    typed = request.POST.get("words", "")

    def words(secret: str) -> str:
        return with_link(typed, whole_address("guide", secret))

    confirmed = confirm(run.ticket, request.POST.getlist("handled"), by=request.user)
    once = key_in(request.POST.get("once", ""))
    actions.send_link(run, by=request.user, words=words, once=once, confirmed=confirmed)
    messages.success(request, _("手順案内のリンクを送りました。結果はこの画面に届きます。"))


@running
def way(request: PersonRequest, run: Run) -> None:
    go_another_way(request, run.ticket, run)


@member_only
@require_POST
def proof(request: PersonRequest, number: int) -> HttpResponse:
    """本人確認; comes back to where it was asked for."""
    ticket = ticket_of_desk(request.user, number)
    posted = request.POST
    try:
        actions.check_identity(
            ticket, by=request.user, way=posted.get("way", ""), confirmed=posted.get("confirmed") == "1",
            number=posted.get("number", ""), reason=posted.get("reason", ""),
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, str(refusal))
    run, call = number_in(posted.get("run", "")), number_in(posted.get("call", ""))
    if run is not None:
        return HttpResponseRedirect(reverse("ticket_run", args=[number, run]))
    if call is not None:
        return HttpResponseRedirect(reverse("call", args=[call]))
    return HttpResponseRedirect(reverse("ticket", args=[number]))
