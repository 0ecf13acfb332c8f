"""Who may say what a service can and cannot do."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from suketto.catalog.models import Service
from suketto.people.models import Person


def may_edit_scope(person: Person, service: Service) -> bool:
    """Its owner, a leader of its desk, or an administrator."""
    standing = person.standing
    return service.owner_id == person.pk or service.desk_id in standing.leads or standing.administrator


def service_to_edit(person: Person, slug: str) -> Service:
    """The service, for those who may edit its lines; 403 for others, who may read it all the same."""
    service: Service = get_object_or_404(Service.objects.select_related("desk", "owner"), slug=slug)
    if not may_edit_scope(person, service):
        raise PermissionDenied
    return service
