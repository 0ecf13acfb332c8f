"""手順案内 by link: the colleague goes on alone, one step at a time; each result is at the desk at once (S23).

Whoever has the link sees the steps and nothing else of the matter; looking at it records nothing.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache

from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.people.models import Person
from suketto.tickets import actions
from suketto.tickets.models import Attempt, Run, Step

RESULTS = {Step.Result.DONE, Step.Result.CANNOT, Step.Result.WILL_NOT}


@never_cache
def guide(request: HttpRequest, secret: str) -> HttpResponse:
    """GET shows the present step, POST writes its result; what is over or was never made does not exist."""
    run = actions.run_by_link(secret)
    if run is None:
        raise Http404
    _speak(request)
    if request.method != "POST":
        return _page(request, run, secret)
    try:
        _act(request, run)
    except Refusal as refusal:
        fresh = actions.run_by_link(secret)
        return _page(request, fresh or run, secret, status=refusal.status, refusal=str(refusal))
    return HttpResponseRedirect(f"{reverse('guide', args=[secret])}?on=1")


def _speak(request: HttpRequest) -> None:
    """Who came by the link alone and chose no language yet reads that of their browser, where the house speaks it."""
    if not request.user.is_authenticated and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        request.LANGUAGE_CODE = translation.get_language_from_request(request)
        translation.activate(request.LANGUAGE_CODE)


def _act(request: HttpRequest, run: Run) -> None:
    said, step = request.POST.get("result", ""), number_in(request.POST.get("step", ""))
    if said == "begin":
        actions.begin_alone(run)
        return
    if said not in RESULTS or step is None:
        raise Http404
    actions.record_result(
        run, said, by=request.user if isinstance(request.user, Person) else None, step=step, by_link=True,
        reason=request.POST.get("reason", ""),
        reason_kind=request.POST.get("reason_kind", "") if said == Step.Result.WILL_NOT else "",
    )  # fmt: skip


def _page(request: HttpRequest, run: Run, secret: str, *, status: int = 200, **more: Any) -> HttpResponse:
    instruction = run.step.instruction if run.step is not None else None
    attempts = run.attempts.filter(undone_at=None)
    context = {
        "run": run, "version": run.insertion.version, "present": run.step, "step": instruction, "secret": secret,
        "count": run.insertion.version.instructions.count(), "desk": run.ticket.desk,
        "begun": bool(request.GET.get("on")) or bool(more) or attempts.filter(by_link=True).exists(),
        "waits": instruction is not None and instruction.by_desk,
        "reasons": [choice for choice in Attempt.Reason.choices if choice[0] != Attempt.Reason.UNWILLING],
    }  # fmt: skip
    headers = {"Content-Language": translation.get_language() or settings.LANGUAGE_CODE}
    return TemplateResponse(request, "portal/guide.html", context | more, status=status, headers=headers)
