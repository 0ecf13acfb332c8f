"""How often the portal itself was the answer: counted only when somebody says so."""

from typing import Any, ClassVar

from django.db import models

from suketto.knowledge.models import Article
from suketto.people.models import Person


class SelfService(models.Model):
    """One search that led to an article: shown, opened, and either solved by it or asked at the desk after all.

    Nothing is written while somebody types: a row begins when an article is opened. Security reports are never here,
    because a suspicious mail that "solved itself" must still reach the desk.
    """

    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    shown_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    solved_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "article", "shown_at"], name="self_service_once"),
            models.CheckConstraint(
                name="self_service_solved_or_asked", condition=models.Q(solved_at=None) | models.Q(asked_at=None)
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["solved_at"], name="self_service_solved"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.words}"
