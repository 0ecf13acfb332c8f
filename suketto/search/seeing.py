"""Who may find what, said once for the ORM and once in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from suketto.foundation.scope import Viewer
from suketto.search.letters import named, numbers_in_sql


@dataclass(frozen=True, slots=True)
class Sight:
    """What is public, of the viewer's desks or their own; and records of the searched kind they may see `besides`."""

    viewer: Viewer
    besides: tuple[int, ...] = ()

    def of_documents(self) -> Q:
        """For texts and whatever else belongs to a document."""
        viewer = self.viewer
        found = (
            Q(document__public=True)
            | Q(document__desk_id__in=viewer.desk_ids)
            | Q(document__person_id=viewer.person_id, document__person_id__isnull=False)
        )
        return found | Q(document__object_id__in=named(self.besides)) if self.besides else found

    def rule(self) -> tuple[str, list[Any]]:
        """The same of the row `d`, and the values that the rule names."""
        rule, values = ["d.public"], list[Any](sorted(self.viewer.desk_ids))
        if values:
            rule.append(f"d.desk_id IN ({places(values)})")
        if self.viewer.person_id is not None:
            rule.append("d.person_id = %s")
            values.append(self.viewer.person_id)
        if self.besides:
            numbers, value = numbers_in_sql(self.besides)
            rule.append(f"d.object_id IN ({numbers})")
            values.append(value)
        return " OR ".join(rule), values


def places(values: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(values))
