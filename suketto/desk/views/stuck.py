"""つまずき: how the runs through a procedure went, step by step."""

from django.http import HttpResponse
from django.template.response import TemplateResponse

from suketto.people.access import PersonRequest, member_or_administrator_only
from suketto.procedures.access import procedure_for
from suketto.tickets.stuck import LOOKED_BACK, report_of


@member_or_administrator_only
def procedure_runs(request: PersonRequest, number: int) -> HttpResponse:
    """Counts and medians of the version in use over the last 90 days; nobody's name stands in it."""
    procedure = procedure_for(request.user, number)
    report = report_of(procedure.published) if procedure.published else None
    context = {"procedure": procedure, "report": report, "days": LOOKED_BACK.days}
    return TemplateResponse(request, "desk/procedure_runs.html", context)
