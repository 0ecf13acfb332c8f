from collections.abc import Sequence

from django.db.models import Q

from suketto.people.models import Desk
from suketto.procedures.models import ReplyTemplate


def templates_of(desk: Desk | int) -> Sequence[ReplyTemplate]:
    """A desk's own templates and those of the whole house."""
    return list(ReplyTemplate.objects.filter(Q(desk=desk) | Q(desk=None)))
