"""Trying a procedure before publishing it: one large step at a time, and nothing is recorded."""

from django.http import HttpResponse
from django.template.response import TemplateResponse

from suketto.people.access import PersonRequest, member_or_administrator_only
from suketto.procedures.access import procedure_for
from suketto.procedures.walking import REFUSALS_MAX, walked

RESULTS = {"d": "done", "c": "cannot", "w": "will_not", "o": "open"}
RESULTS_MAX = 200


@member_or_administrator_only
def trial(request: PersonRequest, number: int) -> HttpResponse:
    """`?way=dcw` are the results so far, a letter each; the draft while there is one, else what is in use."""
    procedure = procedure_for(request.user, number)
    version = procedure.latest
    stops = list(version.instructions.all())
    way = "".join(letter for letter in request.GET.get("way", "")[:RESULTS_MAX] if letter in RESULTS)
    passed, place = walked(stops, [RESULTS[letter] for letter in way])
    way = way[: len(passed)]
    context = {
        "procedure": procedure, "version": version, "way": way, "before": way[:-1], "place": place,
        "passed": [(stops[at - 1], result) for at, result in passed],
        "step": stops[place.number - 1] if place.number else None, "count": len(stops),
        "refused": way.count("w") >= REFUSALS_MAX,
    }  # fmt: skip
    return TemplateResponse(request, "procedures/trial.html", context)
