"""What a desk may be called for while it is closed, who has which days, and the agreement that some of them need."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from suketto.catalog.models import Service
from suketto.people.models import Desk, Person

HANDOVER = 540  # 09:00, in minutes after midnight
BASIS_LONGEST = 200


class StandbyRule(models.Model):
    """When a colleague may call: sentences of the desk's own, and services that must not stand still.

    Without a sentence and a service nobody may be called. A day of the rota lasts from one hand-over to the next.
    """

    desk = models.OneToOneField(Desk, on_delete=models.CASCADE, related_name="standby_rule")
    cases = models.JSONField(_("どんなときに電話してよいか"), default=list)
    services = models.ManyToManyField(Service, blank=True, related_name="+")
    phone = models.CharField(_("当番の電話"), max_length=20, blank=True)
    handover_minute = models.PositiveSmallIntegerField(_("交代の時刻"), default=HANDOVER)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="standby_handover", condition=models.Q(handover_minute__lt=1440))
        ]

    def __str__(self) -> str:
        return f"{self.desk_id}"


class StandbyTurn(models.Model):
    """Somebody's days, first and last included. Two at once are told to the leader; the one written first is called."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="standby_turns")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="standby_turns")
    first_on = models.DateField(_("いつから"))
    last_on = models.DateField(_("いつまで"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["first_on", "id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["desk", "last_on"], name="standby_days")]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="standby_forward", condition=models.Q(last_on__gte=models.F("first_on"))),
            models.UniqueConstraint(fields=["desk", "person", "first_on", "last_on"], name="standby_turn_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.first_on}"


class StandbyAgreement(models.Model):
    """That somebody whom another company employs may be called after hours (R101): what was agreed, for which days."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="standby_agreements")
    basis = models.CharField(_("何で合意したか"), max_length=BASIS_LONGEST)
    first_on = models.DateField(_("いつから"))
    last_on = models.DateField(_("いつまで"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-last_on", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="agreement_forward", condition=models.Q(last_on__gte=models.F("first_on"))),
            models.CheckConstraint(name="agreement_says_what", condition=~models.Q(basis="")),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.last_on}"
