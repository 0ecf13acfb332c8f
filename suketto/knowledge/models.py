"""Articles: what helped once, in the words of those who ask, so that it helps again."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from suketto.catalog.models import Service
from suketto.people.models import Person, Role


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> "ArticleQuerySet":
        """Those every colleague may read: published, and published ones that wait for a review."""
        return self.filter(state__in=Article.READABLE)

    def visible_to(self, person: Person | None) -> "ArticleQuerySet":
        """Published ones for everybody; the others for members and the service's owner, what nobody checked yet
        only where the matters it was made from may be read too."""
        if person is None:
            return self.published()
        seen = models.Q(state__in=Article.READABLE) | models.Q(service__owner=person)
        if person.standing.member:
            seen |= ~models.Q(state__in=Article.UNCHECKED) | _at_home(person)
        return self.filter(seen)


def _at_home(person: Person) -> models.Q:
    """Of the person's desks: by the service, or without one by who wrote it. What nobody wrote is every member's."""
    desks = person.standing.desk_ids
    # Whoever left the last desk leaves the drafts there.
    elsewhere = Role.objects.filter(person=models.OuterRef("person"), desk__isnull=False, ended_at=None)
    roles = Role.objects.filter(desk__in=desks).filter(models.Q(ended_at=None) | ~models.Exists(elsewhere))
    beside = models.Q(author=None) | models.Q(author__in=roles.values("person"))
    return models.Q(author=person) | models.Q(service__desk__in=desks) | (models.Q(service=None) & beside)


class Article(models.Model):
    """Its number is in the address for good; whatever changes, `/faq/12/` stays."""

    class State(models.TextChoices):
        WIP = "wip", _("作成中")
        NOT_VALIDATED = "not_validated", _("未検証")
        VALIDATED = "validated", _("検証済")
        PUBLISHED = "published", _("公開")
        NEEDS_REVIEW = "needs_review", _("要見直し")
        RETIRED = "retired", _("廃止")

    READABLE: ClassVar[list[str]] = ["published", "needs_review"]
    UNCHECKED: ClassVar[list[str]] = ["wip", "not_validated"]  # may still say what only the desk of a ticket may read

    title = models.CharField(_("題名"), max_length=200)
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles", verbose_name=_("サービス")
    )
    state = models.CharField(_("状態"), max_length=20, choices=State.choices, default=State.WIP)
    symptom = models.TextField(_("困っていること（利用者の言葉で）"), blank=True)
    environment = models.TextField(_("環境"), blank=True)
    steps = models.TextField(_("手順・答え"), blank=True)
    tags = models.JSONField(_("タグ"), default=list, blank=True)
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField(_("見直しの期日"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    use_count = models.PositiveIntegerField(default=0)
    solved_count = models.PositiveIntegerField(default=0)
    votes = models.PositiveIntegerField(default=0)
    stars_total = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=200, null=True, blank=True, unique=True)

    objects: ClassVar[Any] = ArticleQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "-changed_at"], name="article_state"),
            models.Index(fields=["service", "state"], name="article_service"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.title}"

    @property
    def readable(self) -> bool:
        return self.state in self.READABLE

    @property
    def draft(self) -> bool:
        """Not yet for everybody, and not withdrawn from them."""
        return not self.readable and self.state != self.State.RETIRED

    @property
    def average(self) -> float | None:
        """Mean of the stars, or None while fewer than three people voted: two votes say who said what."""
        return self.stars_total / self.votes if self.votes >= 3 else None

    @property
    def text(self) -> str:
        return "\n\n".join(part for part in (self.symptom, self.environment, self.steps) if part)


class Version(models.Model):
    """The article as it was saved once: readable, comparable, restorable."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    symptom = models.TextField(blank=True)
    environment = models.TextField(blank=True)
    steps = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=Article.State.choices)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["article", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.article_id} v{self.number}"


class Rating(models.Model):
    """One voice per person, changeable: 1 = 役に立たない, 5 = とても役に立つ."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="ratings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    stars = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["article", "person"], name="rating_once"),
            models.CheckConstraint(name="rating_stars", condition=models.Q(stars__range=(1, 5))),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.stars}"
