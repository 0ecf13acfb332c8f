"""Keys to the API, and what was answered to a request that may come twice."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from suketto.people.models import Person


class TokenQuerySet(models.QuerySet["Token"]):
    def in_force(self, now: datetime) -> "TokenQuerySet":
        return self.filter(ended_at=None, expires_at__gt=now, person__is_active=True)


class Token(models.Model):
    """A program acts as this person. Only the SHA-256 of the secret is kept; `prefix` is enough to recognise it by."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("何に使うか"), max_length=60)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(_("期限"))
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = TokenQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"


class Answer(models.Model):
    """What a request with an `Idempotency-Key` was answered; written in the transaction of the act itself."""

    key = models.CharField(max_length=255)
    principal = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    route = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(default="")
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["key", "principal", "route"], name="answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.route} {self.status}"
