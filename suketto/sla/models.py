"""When a desk works, and how soon it promises a first human word."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from suketto.people.models import Desk
from suketto.sla.rota import models as rota  # noqa: F401  (tables of this room)

# Minutes after midnight: 09:00-12:00 and 13:00-17:30 on working days.
USUAL_DAY = [[540, 720], [780, 1050]]


def usual_week() -> dict[str, list[list[int]]]:
    return {str(day): USUAL_DAY for day in range(5)}


class BusinessCalendar(models.Model):
    """A desk's week in minutes after midnight per weekday (0 = Monday), its days off, and national holidays or not."""

    desk = models.OneToOneField(Desk, on_delete=models.CASCADE, related_name="calendar")
    week = models.JSONField(_("受付時間"), default=usual_week)
    days_off = models.JSONField(_("休業日"), default=list, blank=True)
    national_holidays = models.BooleanField(_("祝日は休み"), default=True)
    time_zone = models.CharField(max_length=40, default="Asia/Tokyo")

    def __str__(self) -> str:
        return f"{self.desk}"

    def clean(self) -> None:
        """Refuses a week without a single working minute, on which no due time could ever be found."""
        spans = [span for day in self.week.values() for span in day]
        if not spans:
            raise ValidationError(
                {"week": _("受付時間が一つもありません。少なくとも一つの曜日に時間帯を入れてください。")}
            )
        if any(not 0 <= start < end <= 1440 for start, end in spans):
            raise ValidationError({"week": _("時間帯は 00:00 から 24:00 の間で、始まりを終わりより前にしてください。")})


class Target(models.Model):
    """How soon a first human word is promised, in minutes of the desk's own hours."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="targets")
    priority = models.PositiveSmallIntegerField()
    respond_within_minutes = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["priority"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["desk", "priority"], name="target_once"),
            models.CheckConstraint(
                name="target_sensible",
                condition=models.Q(priority__range=(1, 4), respond_within_minutes__range=(1, 100_000)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk} P{self.priority}"


# Suggested in numbers.md 4.5: P1 15 min, P2 30 min, P3 4 h, P4 one business day of 7.5 h.
USUAL_TARGETS = {1: 15, 2: 30, 3: 240, 4: 450}


def parse_day(text: str) -> date:
    return date.fromisoformat(text)
