"""The chain: each event's hash covers the one before it, so that a changed, missing or inserted row shows."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from suketto.trail.models import Event

BEGINNING = "0" * 64


def digest(data: dict[str, Any]) -> str:
    """SHA-256 of the data in one canonical form (sorted keys, no spaces, UTF-8)."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def link(event: Event, before: str) -> str:
    """The hash of `event` when the chain so far ends in `before`."""
    parts = [
        before, event.at.astimezone(UTC).isoformat(timespec="microseconds"), event.kind, str(event.actor_id),
        event.actor_name, event.about_kind, str(event.about_id), str(event.desk_id), str(event.person_id),
        str(event.internal), event.digest,
    ]  # fmt: skip
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken_at` is the id of the first event that does not fit, or None; `head` is the last hash that fitted."""

    events: int
    head: str
    broken_at: int | None
    reason: str


def verify(expected_head: str | None = None) -> Verdict:
    """Walks the whole chain in order with constant memory; `expected_head` also finds events cut off at the end."""
    before, count, seen = BEGINNING, 0, expected_head is None
    for event in _all():
        count += 1
        if event.digest != digest(event.data):
            return Verdict(count, before, event.id, "data")
        if event.hash != link(event, before):
            return Verdict(count, before, event.id, "link")
        before = event.hash
        seen = seen or before == expected_head
    return Verdict(count, before, None, "") if seen else Verdict(count, before, 0, "head")


def _all() -> Iterator[Event]:
    yield from Event.objects.order_by("id").iterator(chunk_size=2000)
