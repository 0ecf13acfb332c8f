"""A procedure is put into 手段, and taken out again while nothing came of it."""

from django.db import transaction

from suketto.foundation import clock
from suketto.people.models import Person
from suketto.procedures.models import Version
from suketto.tickets.actions.changing import hold, hold_unmerged, tell
from suketto.tickets.models import Insertion, Step, Ticket
from suketto.tickets.refusals import InsertedAlready, StepsBegun


@transaction.atomic
def insert_procedure(ticket: Ticket, version: Version, *, by: Person) -> Insertion:
    """Its steps stand at the end of the way, numbered on, owned by whoever works (S19).

    The same procedure a second time is refused while the first stands untouched: a double click inserts once.
    """
    held = hold_unmerged(ticket)
    before = held.insertions.filter(version__procedure_id=version.procedure_id, undone_at=None).last()
    if before is not None and not before.steps.exclude(result=Step.Result.OPEN).exists() and before.steps.exists():
        raise InsertedAlready(name=version.name)
    whose = held.assignee or by
    last = held.steps.order_by("-number").values_list("number", flat=True).first() or 0
    insertion = Insertion.objects.create(ticket=held, version=version, by=by, at=clock.now())
    steps = Step.objects.bulk_create(
        Step(
            ticket=held, number=number, text=row.text, expect=row.expect, minutes=row.minutes, insertion=insertion,
            instruction=row, owner=whose, owner_name=whose.full_name,
        )
        for number, row in enumerate(version.instructions.all(), start=last + 1)
    )  # fmt: skip
    tell(
        held, "procedure_inserted", by=by, internal=True, insertion=insertion.pk, procedure=version.procedure_id,
        version=version.number, name=version.name, steps=len(steps),
    )  # fmt: skip
    return insertion


@transaction.atomic
def withdraw_procedure(insertion: Insertion, *, by: Person) -> Insertion:
    """Takes the steps out again, for good reason refused once one of them has a result; a second time does nothing."""
    ticket = hold(insertion.ticket)
    held: Insertion = Insertion.objects.select_for_update(of=("self",)).select_related("version").get(pk=insertion.pk)
    if held.undone_at is not None:
        return held
    begun = held.steps.exclude(result=Step.Result.OPEN).first()
    if begun is not None:
        place = ticket.steps.filter(number__lte=begun.number).count()
        raise StepsBegun(number=place)
    held.undone_at = clock.now()
    held.save(update_fields=["undone_at"])
    held.steps.all().delete()
    tell(
        ticket, "procedure_withdrawn", by=by, internal=True, insertion=held.pk, procedure=held.version.procedure_id,
        version=held.version.number, name=held.version.name,
    )  # fmt: skip
    return held
