"""四点整理: 切り分け, 着地点, 優先順位 (on the ticket), 手段 as steps."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from suketto.people.models import Person
from suketto.procedures.models import Instruction, Version
from suketto.tickets.models.ticket import Ticket


class Triage(models.Model):
    """What is known, what is still to ask, and the outcome the person needs in their own business words."""

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, related_name="triage")
    situation = models.TextField(_("切り分け"), blank=True)
    unknowns = models.TextField(_("まだ分からないこと"), blank=True)
    goal = models.TextField(_("着地点"), blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.ticket_id}"


class Insertion(models.Model):
    """A procedure put into 手段: which version, by whom, when; `undone_at` when it was taken out again."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="insertions")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="insertions")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.version_id}"


class Step(models.Model):
    """One numbered step of the way: who, how long or by when, and what came of it."""

    class Result(models.TextChoices):
        OPEN = "open", _("未実施")
        DONE = "done", _("できた")
        CANNOT = "cannot", _("できない")
        WILL_NOT = "will_not", _("やれない")

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("手順"), max_length=300)
    expect = models.CharField(_("見えるもの"), max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(_("分"), default=0)
    insertion = models.ForeignKey(Insertion, null=True, blank=True, on_delete=models.CASCADE, related_name="steps")
    instruction = models.ForeignKey(Instruction, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    owner_name = models.CharField(max_length=120, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=10, choices=Result.choices, default=Result.OPEN)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    result_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="step_refusal_has_reason",
                condition=models.Q(result__in=["open", "done"]) | ~models.Q(reason=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}-{self.number}"
