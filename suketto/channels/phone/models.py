"""Telephone lines that tell of calls, what they told word for word, the calls themselves, and calls we owe."""

import hashlib
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from suketto.foundation.sealing import Sealer
from suketto.people.models import Desk, Person
from suketto.tickets.models import Ticket

the_sealer = Sealer("suketto.channels.phone")


def hashed(token: str) -> str:
    """By which a line is found: the token itself lies sealed."""
    return hashlib.sha256(token.encode()).hexdigest()


class Line(models.Model):
    """A telephone system that tells one desk of its calls, at an address that holds a token."""

    class Provider(models.TextChoices):
        GENERIC = "generic", _("汎用CTI（Asterisk・FreePBX・kamailio など）")
        SIPGATE = "sipgate", "sipgate.io"
        PLACETEL = "placetel", "Placetel"
        THREECX = "threecx", "3CX"
        TWILIO = "twilio", "Twilio"

    name = models.CharField(_("名前"), max_length=60)
    provider = models.CharField(_("電話の種類"), max_length=10, choices=Provider.choices, default=Provider.GENERIC)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="lines")
    token_hash = models.CharField(max_length=64, unique=True)
    token_sealed = models.TextField()
    secret = models.TextField(blank=True)
    active = models.BooleanField(_("受け取る"), default=True)
    made_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.name


class LineUser(models.Model):
    """Who of the desk is meant by a name that the telephone system uses for a user or an extension."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="users")
    user = models.CharField(_("電話側の名前・内線"), max_length=100)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["user"]
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["line", "user"], name="line_user_once")]

    def __str__(self) -> str:
        return self.user


class CallBack(models.Model):
    """Somebody called and nobody answered: by when we call back, how often that was tried, when it was done."""

    class How(models.TextChoices):
        CALLED_BACK = "called_back", _("折り返しました")
        CALLED_AGAIN = "called_again", _("もう一度かかってきて、話せました")

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="call_backs")
    number = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    tried_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    how = models.CharField(max_length=12, choices=How.choices, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["due_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desk", "done_at", "due_at"], name="callback_due")
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["desk", "number"], condition=models.Q(done_at=None), name="callback_one_a_number"
            ),
            models.CheckConstraint(
                name="callback_done_how",
                condition=models.Q(done_at=None, how="") | (models.Q(done_at__isnull=False) & ~models.Q(how="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def late(self, now: datetime) -> bool:
        return self.done_at is None and now > self.due_at


class CallQuerySet(models.QuerySet["Call"]):
    def of_desks(self, desk_ids: frozenset[int]) -> "CallQuerySet":
        return self.filter(desk_id__in=desk_ids)

    def missed(self) -> "CallQuerySet":
        return self.filter(direction=Call.Direction.IN, answered_at=None, ended_at__isnull=False)

    def answered(self) -> "CallQuerySet":
        return self.filter(direction=Call.Direction.IN, answered_at__isnull=False)


class Call(models.Model):
    """One telephone call as facts with times. A line tells of it under its `key`; one written down by hand has none."""

    class Direction(models.TextChoices):
        IN = "in", _("着信")
        OUT = "out", _("発信")

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="calls")
    line = models.ForeignKey(Line, null=True, on_delete=models.SET_NULL, related_name="calls")
    key = models.CharField(max_length=250, blank=True)
    direction = models.CharField(max_length=3, choices=Direction.choices, default=Direction.IN)
    caller_raw = models.CharField(max_length=100, blank=True)
    called_raw = models.CharField(max_length=100, blank=True)
    queue = models.CharField(max_length=60, blank=True)
    # Of whoever is at the other end: a number in E.164 or an extension, or why neither is known.
    number = models.CharField(max_length=20, blank=True)
    hidden = models.CharField(max_length=12, blank=True)
    candidates = models.JSONField(default=list)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="calls")
    rings = models.JSONField(default=list)
    taken_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cause = models.CharField(max_length=20, blank=True)
    trial = models.BooleanField(default=False)
    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.SET_NULL, related_name="calls")
    call_back = models.ForeignKey(CallBack, null=True, on_delete=models.SET_NULL, related_name="calls")
    once = models.UUIDField(null=True, unique=True)

    objects: ClassVar[Any] = CallQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["line", "key"], condition=~models.Q(key=""), name="call_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desk", "-id"], name="call_log"),
            models.Index(fields=["desk", "started_at"], name="call_started"),
            models.Index(fields=["number", "-id"], name="call_number"),
            models.Index(fields=["desk", "-id"], condition=models.Q(direction="out"), name="call_out"),
            models.Index(
                fields=["desk", "-id"],
                name="call_missed",
                condition=models.Q(direction="in", answered_at=None, ended_at__isnull=False),
            ),
            models.Index(fields=["taken_by", "desk", "-id"], name="call_taken"),
            models.Index(fields=["person", "desk", "-id"], name="call_person"),
            models.Index(
                fields=["started_at"], condition=models.Q(answered_at=None, ended_at=None), name="call_unfinished"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.number}"

    @property
    def missed(self) -> bool:
        return self.direction == self.Direction.IN and self.answered_at is None and self.ended_at is not None

    @property
    def said(self) -> str:
        """What the line said of whoever is at the other end."""
        return self.caller_raw if self.direction == self.Direction.IN else self.called_raw

    @property
    def seconds(self) -> int | None:
        """How long was talked; None while nobody knows."""
        if self.answered_at is None or self.ended_at is None:
            return None
        return max(0, int((self.ended_at - self.answered_at).total_seconds()))


class CallEvent(models.Model):
    """What a line said, byte for byte, before anybody interprets it; then what was understood of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("読む前")
        UNDERSTOOD = "understood", _("分かりました")
        REPEATED = "repeated", _("同じ知らせ")
        IGNORED = "ignored", _("通話の知らせではありません")
        UNREADABLE = "unreadable", _("読めません")

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="events")
    came_at = models.DateTimeField()
    content_type = models.CharField(max_length=100, blank=True)
    body = models.BinaryField()
    trial = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    reason = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=250, blank=True)
    kind = models.CharField(max_length=6, blank=True)
    call = models.ForeignKey(Call, null=True, on_delete=models.SET_NULL, related_name="events")
    understood_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["line", "key", "kind"], condition=models.Q(outcome="understood"), name="call_event_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["outcome", "id"], name="call_event_outcome"),
            models.Index(fields=["came_at"], name="call_event_came"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.kind} {self.key}"

    @property
    def text(self) -> str:
        """The bytes as far as they can be shown."""
        return bytes(self.body).decode("utf-8", "replace")[:4000]


class Memo(models.Model):
    """What a member types while somebody is on the line: kept every moment, until it is the case's (`settled_at`).

    Without `settled_by` that was done by itself, because nobody wrote any more; new words open it again.
    """

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="memo")
    words = models.JSONField(default=dict)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["settled_at", "at"], name="memo_open")]

    def __str__(self) -> str:
        return f"{self.call_id}"
