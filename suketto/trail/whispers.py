"""Saying something in passing to open pages: at once in this process, a moment later in the others."""

from suketto.foundation import clock
from suketto.foundation.later import the_later
from suketto.trail import hub
from suketto.trail.models import Whisper


def whisper(topic: str, *, by_id: int, desk_id: int | None = None, person_id: int | None = None) -> None:
    """Waits for no writer; what a killed process had still to say is lost, and nobody misses it."""
    said = Whisper(topic=topic, by_id=by_id, desk_id=desk_id, person_id=person_id, origin=hub.origin(), at=clock.now())
    hub.the_hub.pass_on(said)
    the_later.soon(("whisper", topic, by_id), said.save)
