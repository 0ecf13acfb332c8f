"""Writing a procedure: rows are added, moved and taken out by buttons that save nothing; nothing typed is lost."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest, member_or_administrator_only
from suketto.procedures import actions
from suketto.procedures.access import desks_to_write_for, procedure_to_write
from suketto.procedures.comparing import differences, texts, texts_of
from suketto.procedures.forms import BelongsForm, ProcedureForm, rows_of, rows_showing
from suketto.procedures.models import Instruction, Procedure
from suketto.procedures.refusals import ProcedureChangedMeanwhile
from suketto.procedures.way import Row, arranged, lines_of, oddities_of, without_blanks

FIRST_ROWS = 3


@member_or_administrator_only
def new_procedure(request: PersonRequest) -> HttpResponse:
    desks, everywhere = desks_to_write_for(request.user)
    typed = request.POST if request.method == "POST" else None
    belongs = BelongsForm(typed, desks=desks, everywhere=everywhere, procedure=None)
    if not everywhere and desks:
        belongs.initial = {"desk": desks[0].pk}
    if typed is None:
        return _page(request, ProcedureForm(), [Row()] * FIRST_ROWS, belongs=belongs)
    if typed.get("act"):
        return _rearranged(request, belongs=belongs)
    form, rows = ProcedureForm(typed), without_blanks(rows_of(typed))
    if form.is_valid() and belongs.is_valid():
        try:
            made = actions.draft_procedure(
                by=request.user, desk=belongs.cleaned_data["desk"], lines=lines_of(rows), **form.said()
            )
        except Refusal as refusal:
            return _refused(request, form, rows, refusal, belongs=belongs)
        return _saved(request, made)
    return _page(request, form, rows, status=422, belongs=belongs)


@member_or_administrator_only
def edit_procedure(request: PersonRequest, number: int) -> HttpResponse:
    """A screen older than the draft is refused with the difference."""
    procedure = procedure_to_write(request.user, number)
    basis = procedure.latest
    if request.method != "POST":
        form = ProcedureForm.showing(basis, seen=procedure.revision)
        return _page(request, form, rows_showing(basis), procedure=procedure)
    if request.POST.get("act"):
        return _rearranged(request, procedure=procedure)
    form, rows = ProcedureForm(request.POST), without_blanks(rows_of(request.POST))
    if not form.is_valid():
        return _page(request, form, rows, status=422, procedure=procedure)
    try:
        lines = lines_of(rows)
        actions.revise(procedure, by=request.user, seen=form.cleaned_data["seen"], lines=lines, **form.said())
    except ProcedureChangedMeanwhile as refusal:
        procedure.refresh_from_db()
        return _overtaken(request, procedure, rows, refusal)
    except Refusal as refusal:
        return _refused(request, form, rows, refusal, procedure=procedure)
    return _saved(request, procedure)


def _overtaken(request: PersonRequest, procedure: Procedure, rows: Sequence[Row], refusal: Refusal) -> HttpResponse:
    """The same words once more with what now stands beside them; sent again they replace it, and on purpose."""
    typed = request.POST.copy()
    typed["seen"] = str(procedure.revision)
    form = ProcedureForm(typed)
    form.full_clean()
    said = form.said()
    said["service"] = said["service"].name if said["service"] else ""
    mine = texts(lines=lines_of(rows), **said)
    meanwhile = differences(texts_of(procedure.latest), mine)
    return _refused(request, form, rows, refusal, procedure=procedure, meanwhile=meanwhile)


def _rearranged(request: PersonRequest, **context: Any) -> HttpResponse:
    """The form with every word and another order of rows; nothing is saved."""
    form = ProcedureForm(initial={name: request.POST.get(name, "") for name in ProcedureForm.base_fields})
    return _page(request, form, arranged(rows_of(request.POST), request.POST["act"]), **context)


def _refused(
    request: PersonRequest, form: ProcedureForm, rows: Sequence[Row], refusal: Refusal, **context: Any
) -> HttpResponse:
    if refusal.field == "steps":
        context["steps_refusal"] = str(refusal)
    else:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _page(request, form, rows, status=refusal.status, **context)


def _page(
    request: PersonRequest, form: ProcedureForm, rows: Sequence[Row], *, status: int = 200, **context: Any
) -> HttpResponse:
    shown = rows or [Row()]
    context |= {
        "form": form, "rows": shown, "numbers": [str(number) for number in range(1, len(shown) + 1)],
        "manners": Instruction.Manner.choices,
    }  # fmt: skip
    return TemplateResponse(request, "procedures/edit.html", context, status=status)


def _saved(request: PersonRequest, procedure: Procedure) -> HttpResponse:
    messages.success(request, _("下書きを保存しました。公開すると使われます。"))
    return HttpResponseRedirect(reverse("procedure", args=[procedure.pk]) + "?draft=1")


@member_or_administrator_only
@require_POST
def preview(request: PersonRequest) -> HttpResponse:
    """The steps as a member would read them aloud."""
    rows = without_blanks(rows_of(request.POST))
    steps = [
        {
            "number": number, "text": row.text, "expect": row.expect,
            "minutes": row.minutes.strip() if row.minutes.strip().isdecimal() else "", "otherwise": row.otherwise,
            "then": row.then, "manner": row.manner,
        }
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip
    context = {"name": request.POST.get("name", "")[:80], "steps": steps, "oddities": oddities_of(rows)}
    return TemplateResponse(request, "procedures/preview.html", context)
