"""The order of work, as arithmetic: given times and two judgements, never a person. Rank and tone cannot enter."""

from datetime import datetime


def priority_of(impact: int, urgency: int) -> int:
    """P1 to P4 from impact × urgency (1 = 大, 3 = 小): 大大 is P1, one step less P2, 小小 P4, the rest P3."""
    return {2: 1, 3: 2, 6: 4}.get(impact + urgency, 3)


def sort_key(
    *, priority: int, overdue: bool, due_at: datetime | None, deadline_at: datetime | None, opened_at: datetime
) -> tuple[int, datetime]:
    """Priority first, raised by one while the promise is overdue (aging); then the earlier of promise and deadline."""
    moments = [moment for moment in (due_at, deadline_at) if moment is not None]
    return max(1, priority - 1) if overdue else priority, min(moments, default=opened_at)
