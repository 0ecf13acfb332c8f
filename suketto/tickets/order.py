"""The order of work, as arithmetic: given times and two judgements, never a person. Rank and tone cannot enter."""

from datetime import datetime

RAISED_TO = 2  # the highest priority that waiting alone can reach


def priority_of(impact: int, urgency: int) -> int:
    """P1 to P4 from impact × urgency (1 = 大, 3 = 小): 大大 is P1, one step less P2, 小小 P4, the rest P3."""
    return {2: 1, 3: 2, 6: 4}.get(impact + urgency, 3)


def sort_key(
    *, priority: int, overdue: bool, due_at: datetime | None, deadline_at: datetime | None, opened_at: datetime
) -> tuple[int, datetime]:
    """Priority first, then the earlier of promise and deadline. P3 and P4 rise by one while overdue (aging, R18).

    A P2 does not: nothing that waits longer comes before what stops the whole house.
    """
    moments = [moment for moment in (due_at, deadline_at) if moment is not None]
    return priority - 1 if overdue and priority > RAISED_TO else priority, min(moments, default=opened_at)
