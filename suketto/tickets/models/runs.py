"""手順案内: one way through a procedure, step by step, and what came of each step."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from suketto.people.models import Person
from suketto.tickets.models.ticket import Ticket
from suketto.tickets.models.triage import Insertion, Step


class Run(models.Model):
    """A passage through an inserted procedure: `step` is the present one since `since`; None when it has ended.

    With `link_hash` (SHA-256 of the secret) whoever has the link may go on with it until `link_until`.
    """

    class End(models.TextChoices):
        SOLVED = "solved", _("直った")
        THROUGH = "through", _("最後まで進んだ")
        STUCK = "stuck", _("道が終わった")
        LEFT = "left", _("途中でやめた")

    insertion = models.OneToOneField(Insertion, on_delete=models.CASCADE, related_name="run")
    step = models.ForeignKey(Step, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    since = models.DateTimeField()
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    end = models.CharField(max_length=10, choices=End.choices, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    link_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    link_until = models.DateTimeField(null=True, blank=True)
    link_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="run_ended_somehow",
                condition=models.Q(ended_at=None, end="") | (models.Q(ended_at__isnull=False) & ~models.Q(end="")),
            ),
            models.CheckConstraint(
                name="run_link_ends",
                condition=models.Q(link_hash=None, link_until=None)
                | models.Q(link_hash__isnull=False, link_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.insertion_id}"

    @property
    def ticket(self) -> Ticket:
        return self.insertion.ticket


class Attempt(models.Model):
    """One result of one step, of the step and never of the person; `seconds` None when the line was left open."""

    class Reason(models.TextChoices):
        RIGHTS = "rights", _("権限がない")
        PLACE = "place", _("場所を離れられない")
        UNCLEAR = "unclear", _("操作が分からない")
        BODY = "body", _("体の都合で難しい")
        UNWILLING = "unwilling", _("いまはやりたくない")
        NOT_THERE = "not_there", _("画面・物がない")
        OTHER = "other", _("そのほか")

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="attempts")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="attempts")
    result = models.CharField(max_length=10, choices=Step.Result.choices)
    reason_kind = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by_link = models.BooleanField(default=False)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["step", "undone_at"], name="attempt_of_step")]

    def __str__(self) -> str:
        return f"{self.run_id}-{self.step_id}: {self.result}"


class OtherWay(models.Model):
    """What is done when the steps by telephone do not carry: remote control, a key person, a visit, another time.

    A visit may always be asked for; `granted` says whether its `criteria` held (R25). Not granted it stays as a
    remote appointment.
    """

    class Way(models.TextChoices):
        REMOTE = "remote", _("遠隔操作")
        KEY_PERSON = "key_person", _("近くの詳しい人")
        VISIT = "visit", _("訪問")
        LATER = "later", _("時間を変える")

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="other_ways")
    run = models.ForeignKey(Run, null=True, blank=True, on_delete=models.SET_NULL, related_name="other_ways")
    way = models.CharField(max_length=10, choices=Way.choices)
    granted = models.BooleanField(default=True)
    criteria = models.JSONField(default=list, blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)
    once = models.UUIDField(null=True, blank=True, unique=True)
    key_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.way}"


class IdentityCheck(models.Model):
    """本人確認: how it was made sure who asks, or the reason why this matter needs none; the same for everybody."""

    class Way(models.TextChoices):
        CALL_BACK = "call_back", _("登録番号へ折り返し")
        IN_PERSON = "in_person", _("顔と社員証で確認")
        SIGNED_IN = "signed_in", _("本人のサインインから届いた")
        NOT_NEEDED = "not_needed", _("この案件には要らない")

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="identity_checks")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    way = models.CharField(max_length=12, choices=Way.choices)
    confirmed = models.BooleanField()
    number = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="identity_known_way",
                condition=models.Q(way__in=["call_back", "in_person", "signed_in", "not_needed"]),
            ),
            models.CheckConstraint(
                name="identity_call_has_number", condition=~models.Q(way="call_back") | ~models.Q(number="")
            ),
            models.CheckConstraint(
                name="identity_not_needed_says_why", condition=~models.Q(way="not_needed") | ~models.Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.way}"
