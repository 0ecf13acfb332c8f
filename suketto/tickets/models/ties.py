"""Records around a ticket: how it ended, what was promised, who watches, what it is tied to, how it was received."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from suketto.knowledge.models import Article
from suketto.people.models import Desk, Person
from suketto.tickets.models.ticket import Ticket


class Resolution(models.Model):
    """Solved by whom, when, how; `undone_at` when it was reopened."""

    class How(models.TextChoices):
        ANSWERED = "answered", _("回答")
        SELF = "self", _("ご本人が解決")
        KEY_PERSON = "key_person", _("まわりの方の回答")
        MERGED = "merged", _("統合")
        NOTHING = "nothing", _("用件なし（まちがい・切れた電話）")

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="resolutions")
    how = models.CharField(max_length=12, choices=How.choices)
    summary = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["ticket"], condition=models.Q(undone_at=None), name="resolution_one_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.how}"


class Promise(models.Model):
    """A word given to be back by a time; kept by the next word of the desk."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="promises")
    due_at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.due_at}"


class Watch(models.Model):
    """Somebody who wants to hear of a ticket."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="watches")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ticket_watches")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["ticket", "person"], name="watch_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.ticket_id}"


class Link(models.Model):
    """`ticket` is tied to `other`; shown on both."""

    class Kind(models.TextChoices):
        RELATED = "related", _("関連")
        RECURRENCE = "recurrence", _("再発候補")
        SPLIT = "split", _("切り出し")

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["ticket", "other"], name="link_once"),
            models.CheckConstraint(name="link_not_itself", condition=~models.Q(ticket=models.F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}-{self.other_id}"


class ArticleUse(models.Model):
    """An article that was used to answer a ticket, or born from it."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="article_uses")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="uses")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["ticket", "article"], name="article_use_once")
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}-{self.article_id}"


class Thanks(models.Model):
    """助かった！ from the requester; delivered, never ranked."""

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, related_name="thanks")
    words = models.CharField(_("ひとこと"), max_length=300, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.ticket_id}"


class Rating(models.Model):
    """1 (悪い) to 5 (良い), by the requester alone, changeable."""

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, related_name="rating")
    stars = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="ticket_rating_stars", condition=models.Q(stars__range=(1, 5)))
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.stars}"


class Presence(models.Model):
    """Who has the ticket open right now, and whether they are writing; true for half a minute."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    writing = models.BooleanField(default=False)
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["ticket", "person"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.ticket_id}"


class SavedView(models.Model):
    """A filter of the work list, or a search, that a member gave a name; shared ones are seen by the whole desk."""

    class Place(models.TextChoices):
        INBOX = "inbox", _("受付箱")
        SEARCH = "search", _("さがす")

    QUERY_MAX_CHARACTERS = 2_000

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="saved_views")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("名前"), max_length=40)
    place = models.CharField(max_length=10, choices=Place.choices, default=Place.INBOX)
    query = models.CharField(max_length=QUERY_MAX_CHARACTERS)
    shared = models.BooleanField(_("窓口の全員で使う"), default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "place", "name"], name="view_once")
        ]

    def __str__(self) -> str:
        return self.name
