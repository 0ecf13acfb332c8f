"""Reply templates: polite words that are ready, with the places that must be filled."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from suketto.people.models import Desk


class ReplyTemplate(models.Model):
    """A text with {places}; which of them must be filled before sending is read from the text itself."""

    class Category(models.TextChoices):
        RECEIPT = "receipt", _("受付")
        CHECK = "check", _("確認")
        WAIT = "wait", _("待ち")
        DECLINE = "decline", _("お断り＋代替")
        APOLOGY = "apology", _("お詫び")
        SOLVED = "solved", _("解決")

    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.CASCADE, verbose_name=_("窓口"))
    slug = models.SlugField(max_length=60, unique=True)
    category = models.CharField(_("種類"), max_length=10, choices=Category.choices)
    title = models.CharField(_("題名"), max_length=80)
    body = models.TextField(_("本文"))
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]

    def __str__(self) -> str:
        return self.title

    def needs(self, place: str) -> bool:
        return "{" + place + "}" in self.body
