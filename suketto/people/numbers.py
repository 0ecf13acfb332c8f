"""The numbers people are reached at, besides the extension that stands on the person."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonNumber(models.Model):
    """A telephone number somebody is reached at; the extension stands on the person. Several may share one."""

    class Kind(models.TextChoices):
        DIRECT = "direct", _("直通")
        MOBILE = "mobile", _("携帯")
        HOME = "home", _("自宅")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="numbers")
    kind = models.CharField(_("種類"), max_length=10, choices=Kind.choices)
    number = models.CharField(_("電話番号"), max_length=20)
    raw = models.CharField(max_length=100)
    added_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "number"], name="person_number_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["number"], name="person_number")]

    def __str__(self) -> str:
        return self.number
