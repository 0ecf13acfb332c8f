"""What was searched for and whether the portal itself was the answer: counted only when somebody says so.

Nothing is written while somebody types. The person is kept for 30 days and a row for 90; what stays are sums by week.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from suketto.knowledge.models import Article
from suketto.people.models import Person
from suketto.tickets.models import Ticket


class Lookup(models.Model):
    """One finished search: the list that was shown last before something was opened or sent, or the page was left.

    `key` is what makes two of them the same words; `asked_at` when the person went on to the desk with it.
    """

    class Place(models.TextChoices):
        BOX = "box", _("検索の欄")
        FORM = "form", _("五つの欄")

    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    place = models.CharField(max_length=4, choices=Place.choices, default=Place.BOX)
    words = models.CharField(max_length=300)
    key = models.CharField(max_length=300)
    found = models.PositiveSmallIntegerField()
    sure = models.BooleanField()
    at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["person", "at"], name="lookup_once")]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["at"], name="lookup_at"),
            models.Index(fields=["key", "at"], name="lookup_key"),
        ]

    def __str__(self) -> str:
        return self.words


class SelfService(models.Model):
    """An article in the list of a search: shown, perhaps opened, and either the solution or asked about after all.

    Security reports are never here, because a suspicious mail that "solved itself" must still reach the desk.
    `followed_at` is when the same person asked the desk about it within three days: then it was no solution.
    `settled_at` is when those three days were over and that was looked at for good.
    """

    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    lookup = models.ForeignKey(Lookup, null=True, on_delete=models.CASCADE, related_name="articles")
    words = models.CharField(max_length=300, blank=True)
    shown_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    solved_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    followed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "article", "shown_at"], name="self_service_once"),
            models.CheckConstraint(
                name="self_service_solved_or_asked", condition=models.Q(solved_at=None) | models.Q(asked_at=None)
            ),
            models.CheckConstraint(
                name="self_service_solved_first", condition=models.Q(followed_at=None) | ~models.Q(solved_at=None)
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["solved_at"], name="self_service_solved"),
            models.Index(fields=["shown_at"], name="self_service_shown"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.words}"


class Tally(models.Model):
    """What a week came to after its rows were taken away; `article` null: all searches of that week together."""

    week_on = models.DateField()
    article = models.ForeignKey(Article, null=True, on_delete=models.CASCADE, related_name="+")
    shown = models.PositiveIntegerField(default=0)
    sure = models.PositiveIntegerField(default=0)
    empty = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    said = models.PositiveIntegerField(default=0)
    followed = models.PositiveIntegerField(default=0)
    counted = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["week_on", "article"], name="tally_once"),
            models.UniqueConstraint(fields=["week_on"], condition=models.Q(article=None), name="tally_of_all_once"),
        ]

    def __str__(self) -> str:
        return f"{self.week_on} {self.article_id}"


class Review(models.Model):
    """What the desk decided about words that found nothing, or nothing that was read."""

    class Verdict(models.TextChoices):
        IGNORED = "ignored", _("見送り")
        SYNONYM = "synonym", _("言い換えにした")
        ARTICLE = "article", _("記事を書く")

    key = models.CharField(max_length=300, unique=True)
    words = models.CharField(max_length=300)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key} {self.verdict}"
