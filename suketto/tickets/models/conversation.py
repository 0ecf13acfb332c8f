"""What is said: messages go between requester and desk; notes never leave the desk, so they are another table."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from suketto.people.models import Desk, Person
from suketto.tickets.models.ticket import Ticket


class Message(models.Model):
    """A public word: by the requester, a key person or the desk. Whatever sends something out reads only this table."""

    class Side(models.TextChoices):
        REQUESTER = "requester", _("問い合わせた方")
        DESK = "desk", _("ヘルプデスク")
        KEY_PERSON = "key_person", _("まわりの詳しい人")

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="messages")
    side = models.CharField(max_length=12, choices=Side.choices)
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=120)
    body = models.TextField(_("本文"))
    instead = models.TextField(_("代わりの方法"), blank=True)
    next_contact_at = models.DateTimeField(_("次の連絡時刻"), null=True, blank=True)
    channel = models.CharField(max_length=10, choices=Ticket.Channel.choices)
    at = models.DateTimeField()
    once = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["ticket", "id"], name="message_ticket")]

    def __str__(self) -> str:
        return f"{self.ticket_id}/{self.pk}"


class Bounce(models.Model):
    """The answer did not arrive: at which address, why, when the mail server said so."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="bounces")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="bounces")
    # Which mail of ours it was: m42 is message 42, ack the acknowledgement.
    what = models.CharField(max_length=24, blank=True)
    to = models.CharField(max_length=254, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    permanent = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["ticket", "what", "to"], name="bounce_once"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.what} {self.to}"


class Note(models.Model):
    """An internal word. `desk` is the only desk that reads it, wherever the ticket goes later (S13)."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="notes")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=120)
    body = models.TextField(_("社内メモ"))
    mentioned = models.ManyToManyField(Person, related_name="+")
    at = models.DateTimeField()
    once = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["ticket", "id"], name="note_ticket")]

    def __str__(self) -> str:
        return f"{self.ticket_id}/n{self.pk}"


class Attachment(models.Model):
    """A file as it came, byte for byte, under its hash; it belongs to one message or one note and is seen with it."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="attachments")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="attachments")
    note = models.ForeignKey(Note, null=True, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    # Only what we could decode ourselves is shown as a picture; everything else is a download (see files.py).
    picture = models.CharField(max_length=20, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="attachment_belongs",
                condition=models.Q(message__isnull=False, note=None) | models.Q(message=None, note__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name


def path_of(sha256: str) -> str:
    """Where the bytes of a file are stored."""
    return f"{sha256[:2]}/{sha256}"


class FileText(models.Model):
    """The words of a stored file, once for all who sent the same bytes. Who may find them: `indexing`."""

    class State(models.TextChoices):
        WAITING = "waiting"
        READ = "read"
        UNREADABLE = "unreadable"

    sha256 = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.state}"
