"""A table taken in on a page: first what would happen, line by line, then, on a second press, the same thing done."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from suketto.foundation import kept as waiting
from suketto.foundation.refusals import Refusal
from suketto.foundation.tables import read
from suketto.people.access import PersonRequest

VERDICTS = ("new", "changed", "same", "wrong")
EXAMPLES = 30


class Planned(Protocol):
    """What would happen, line by line."""

    @property
    def lines(self) -> Sequence[Any]: ...
    def count(self, verdict: str) -> int: ...


AnyPlan = TypeVar("AnyPlan", bound=Planned)


def table_page(
    request: PersonRequest, *, plan_of: Callable[[Any], AnyPlan], carry_out: Callable[..., Any], template: str,
    then: str, many: int, too_many: type[Refusal],
) -> HttpResponse:  # fmt: skip
    """Upload, preview, confirm; the file waits in the house's own folder in between. `then` is where it leads."""
    context: dict[str, object] = {}
    try:
        if request.method == "POST":
            name = request.POST.get("kept", "")
            sent = request.FILES.get("file")
            file = waiting.kept(name) if name else waiting.keep(sent)
            plan = plan_of(read(file, str(sent.name) if sent and not name else ""))
            if len(plan.lines) > many:
                raise too_many(limit=f"{many:,}")
            counts = {verdict: plan.count(verdict) for verdict in VERDICTS}
            if name:
                carry_out(plan, by=request.user)
                file.unlink(missing_ok=True)
                said = _("取り込みました。新規 %(new)d、変更 %(changed)d、誤りのため除いた行 %(wrong)d。")
                messages.success(request, said % counts)
                return HttpResponseRedirect(reverse(then))
            changed = [line for line in plan.lines if line.verdict in {"new", "changed"}][:EXAMPLES]
            context = {"plan": plan, "counts": counts, "examples": changed, "kept": file.name}
    except Refusal as refusal:
        context["refusal"] = str(refusal)
    return TemplateResponse(request, template, context, status=422 if "refusal" in context else 200)
