"""Heartbeats of workers and the slots of scheduled jobs that were already taken."""

from typing import Any, ClassVar

from django.db import models


class Heartbeat(models.Model):
    """A living worker says so every few seconds; one that fell silent gives its jobs back."""

    worker = models.CharField(max_length=64, unique=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker


class Slot(models.Model):
    """One turn of a scheduled job; unique, so that of many workers exactly one takes it."""

    name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["name", "at"], name="slot_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.at}"
