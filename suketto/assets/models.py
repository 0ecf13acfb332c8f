"""Devices: what stands on whose table, since when, and what has been retired."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from suketto.assets.numbers import digits_of, key_of
from suketto.people.models import Person, Site


class DeviceQuerySet(models.QuerySet["Device"]):
    def in_use(self) -> "DeviceQuerySet":
        """Everything that has not been retired, lent out or on the shelf."""
        return self.filter(retired_at=None)

    def found_by(self, words: str) -> "DeviceQuerySet":
        """Every word is in the number, the model, or the name or number of whoever has it."""
        found = self
        for word in words.split()[:6]:
            key = key_of(word)
            people = Person.objects.found_by(word).order_by().values("pk")
            ways = Q(model__icontains=word) | Q(person__in=people) | Q(site__name__icontains=word)
            found = found.filter(ways | Q(key__contains=key) if key else ways)
        return found


class Device(models.Model):
    """A thing with a sticker. It has one holder, or stands at a place, or is on nobody's table."""

    class Kind(models.TextChoices):
        NOTEBOOK = "notebook", _("ノートPC")
        DESKTOP = "desktop", _("デスクトップPC")
        MONITOR = "monitor", _("モニター")
        PHONE = "phone", _("スマートフォン")
        TABLET = "tablet", _("タブレット")
        PRINTER = "printer", _("プリンター・複合機")
        OTHER = "other", _("その他の機器")

    number = models.CharField(_("管理番号"), max_length=40)
    # The number folded for comparing, and its last digits alone: both looked up in an index while somebody speaks.
    key = models.CharField(max_length=40, unique=True)
    digits = models.CharField(max_length=40, blank=True, db_index=True)
    kind = models.CharField(_("種類"), max_length=12, choices=Kind.choices, default=Kind.NOTEBOOK)
    model = models.CharField(_("機種"), max_length=120, blank=True)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="devices", verbose_name=_("使う方")
    )
    site = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("拠点")
    )
    since_on = models.DateField(_("いつから"), null=True, blank=True)
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    objects: ClassVar[Any] = DeviceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["key"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="device_retired_is_nobodys",
                condition=Q(retired_at=None) | Q(retired_at__isnull=False, person=None),
            ),
            models.CheckConstraint(
                name="device_retired_when", condition=Q(retired_by=None) | Q(retired_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **options: Any) -> None:
        self.fill_keys()
        super().save(*args, **options)

    def fill_keys(self) -> None:
        """What is looked up; bulk writers call it themselves."""
        self.key = key_of(self.number)
        self.digits = digits_of(self.key)

    @property
    def retired(self) -> bool:
        return self.retired_at is not None
