"""The only door from a request to a procedure. Another desk's does not exist: 404; one that may only be read: 403."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from suketto.people.models import Desk, Person
from suketto.procedures.models import Procedure, Version


def procedure_for(person: Person, number: int) -> Procedure:
    """A procedure of one of the person's desks, or of the whole house."""
    found: Procedure | None = (
        Procedure.objects.visible_to(person)
        .select_related("desk", "owner", "published__service")
        .filter(pk=number)
        .first()
    )
    if found is None:
        raise Http404
    return found


def may_write(person: Person, procedure: Procedure) -> bool:
    """Members draft at their desk; for the whole house its leaders, its owner and administrators do."""
    standing = person.standing
    return procedure.desk_id in standing.desk_ids or may_publish(person, procedure)


def may_publish(person: Person, procedure: Procedure) -> bool:
    """Its owner while a member of a desk that uses it, a leader of that desk, an administrator."""
    standing = person.standing
    if standing.administrator or procedure.desk_id in standing.leads or (procedure.desk_id is None and standing.leader):
        return True
    at_the_desk = procedure.desk_id in standing.desk_ids or (procedure.desk_id is None and standing.member)
    return procedure.owner_id == person.pk and at_the_desk


def procedure_to_write(person: Person, number: int) -> Procedure:
    found = procedure_for(person, number)
    if not may_write(person, found):
        raise PermissionDenied
    return found


def procedure_to_publish(person: Person, number: int) -> Procedure:
    """Also for retiring it and for giving it to somebody else."""
    found = procedure_for(person, number)
    if not may_publish(person, found):
        raise PermissionDenied
    return found


def version_for(person: Person, number: int, version: int) -> Version:
    found: Version | None = (
        procedure_for(person, number).versions.select_related("procedure", "service").filter(number=version).first()
    )
    if found is None:
        raise Http404
    return found


def version_in_use(desk: Desk, number: int) -> Version:
    """What a procedure says today, for a ticket of this desk."""
    found = Procedure.objects.of_desk(desk.pk).in_use().select_related("published").filter(pk=number).first()
    if found is None or found.published is None:
        raise Http404
    return found.published


def desks_to_write_for(person: Person) -> tuple[list[Desk], bool]:
    """The desks at which the person may begin a procedure, and whether also one for the whole house."""
    standing = person.standing
    desks = Desk.objects.all() if standing.administrator else Desk.objects.filter(pk__in=standing.desk_ids)
    return list(desks), standing.administrator or standing.leader
