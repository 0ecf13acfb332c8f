"""Who is there to take the next call or chat: who has a page open, and who is on a short break."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models

from suketto.foundation import clock

# A page says "here" every half minute; a browser lets a tab in the background speak only once a minute.
HERE_FOR = timedelta(seconds=90)


class AtWork(models.Model):
    """When a page of a member was open last. One row for each member: it says who is there now, not who was when."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, primary_key=True, related_name="+")
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id}"


class BreakQuerySet(models.QuerySet["Break"]):
    def in_force(self) -> "BreakQuerySet":
        return self.filter(ended_at=None, until_at__gt=clock.now())


class Break(models.Model):
    """A few minutes off after a hard contact (S38): the next live contact goes to somebody else."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="breaks")
    began_at = models.DateTimeField()
    until_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = BreakQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "until_at"], name="break_person")]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="break_forward", condition=models.Q(until_at__gt=models.F("began_at")))
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.until_at}"
