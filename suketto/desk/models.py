"""What the desk itself remembers: which cases began as a small request in passing."""

from typing import ClassVar

from django.db import models

from suketto.tickets.models import Ticket


class SmallRequest(models.Model):
    """A case that was written down as ひとことメモ; `at` is when it was asked. The month-end list counts these."""

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["at"], name="small_request_at")]

    def __str__(self) -> str:
        return f"{self.ticket_id}"
