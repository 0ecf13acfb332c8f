"""What the desks offer: services, and openly what can be done, what cannot, and what to do instead."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from suketto.people.models import Desk, Person


class Service(models.Model):
    """Something people use and ask about: VPN, 複合機, 経費精算."""

    slug = models.SlugField(_("記号"), unique=True)
    name = models.CharField(_("サービス"), max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="services", verbose_name=_("窓口"))
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="owned_services", verbose_name=_("所管")
    )
    description = models.TextField(_("説明"), blank=True)
    hours_note = models.CharField(_("受付時間"), max_length=120, blank=True)
    words = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class ScopeItem(models.Model):
    """One line of できること・できないこと. Every "cannot" says what to do instead."""

    class Kind(models.TextChoices):
        CAN = "can", _("できること")
        CANNOT = "cannot", _("できないこと")

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="scope")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    text = models.CharField(_("内容"), max_length=200)
    instead = models.CharField(_("代わりに"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "position", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="cannot_has_instead", condition=models.Q(kind="can") | ~models.Q(instead=""))
        ]

    def __str__(self) -> str:
        return self.text
