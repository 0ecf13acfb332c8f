"""Who is looking: the one shape in which permission reaches search, the trail and the live stream."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person (None: nobody) and the desks whose work they may see."""

    person_id: int | None
    desk_ids: frozenset[int]

    @classmethod
    def nobody(cls) -> "Viewer":
        return cls(person_id=None, desk_ids=frozenset())
