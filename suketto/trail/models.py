"""Event: who did what, when, about what. Append-only, chained by hash, read by everything above."""

from typing import Any, ClassVar

from django.db import models


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, kind: str, ids: int | list[int]) -> "EventQuerySet":
        return self.filter(about_kind=kind, about_id__in=[ids] if isinstance(ids, int) else ids)

    def public(self) -> "EventQuerySet":
        """Those a requester may see."""
        return self.filter(internal=False)


class Event(models.Model):
    """One act. `actor_name` is a copy, so the history stays true when a person is renamed or leaves.

    `desk_id`, `person_id` and `internal` say who may be told: members of that desk; the person concerned unless it is
    internal. The chain covers `digest` and not `data` itself, so that a text can one day be erased without
    breaking the proof of everything else.
    """

    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=120)
    about_kind = models.CharField(max_length=30)
    about_id = models.BigIntegerField()
    desk_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    internal = models.BooleanField(default=False)
    data = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects: ClassVar[Any] = EventQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["about_kind", "about_id", "id"], name="event_about"),
            models.Index(fields=["actor_id", "id"], name="event_actor"),
            models.Index(fields=["kind", "id"], name="event_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.kind} {self.about_kind}-{self.about_id}"


class Whisper(models.Model):
    """A passing word for open pages ("she is writing"): forgotten after a minute, never part of the history.

    `desk_id` and `person_id` say who may hear it; whoever said it does not. `origin` is the process that has told its
    own pages already.
    """

    topic = models.CharField(max_length=60)
    by_id = models.BigIntegerField()
    desk_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    origin = models.CharField(max_length=24)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.topic} {self.by_id}"
