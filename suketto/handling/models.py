"""Handling notes, which end by themselves; accommodations, which are the person's own; what people ask about both.

Nothing here has a place in the order of work: no column of a ticket or a person points to it or is copied from it.
"""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from suketto.handling.protocols import GRANTS_A_VISIT, QUESTIONS, Protocol, Wish
from suketto.handling.terms import GOOD_FOR, NEVER_LONGER_THAN
from suketto.people.models import Desk, Person
from suketto.tickets.models import Ticket

FACT_LONGEST = 300
FACT_SHORTEST = 10


class HandlingNoteQuerySet(models.QuerySet["HandlingNote"]):
    def in_force(self, now: datetime) -> "HandlingNoteQuerySet":
        """With a reviewed fact of the last 90 days, begun within the last 180: judged whenever it is read."""
        return self._with_a_fact(now, Q(reviewed_at__isnull=False, at__gt=now - GOOD_FOR))

    def living(self, now: datetime) -> "HandlingNoteQuerySet":
        """In force, or waiting for the other person who looks at it."""
        reviewed, waiting = Q(reviewed_at__isnull=False, at__gt=now - GOOD_FOR), Q(reviewed_at=None, review_by__gt=now)
        return self._with_a_fact(now, reviewed | waiting)

    def _with_a_fact(self, now: datetime, like: Q) -> "HandlingNoteQuerySet":
        facts = HandlingFact.objects.filter(like, note=OuterRef("pk")).order_by()
        return self.filter(Exists(facts), written_at__gt=now - NEVER_LONGER_THAN)


class HandlingNote(models.Model):
    """応対メモ: what is done more carefully at the next contact, and the facts why. One at a desk about one person.

    It has no column for its end on purpose: the end follows from its facts, and nobody can write a later one.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="handling_notes")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    protocols = models.JSONField(_("応対のしかた"), default=list)
    written_at = models.DateTimeField()

    objects: ClassVar[Any] = HandlingNoteQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "desk"], name="handling_one_a_desk"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def protocol_names(self) -> list[str]:
        return [str(Protocol(each).label) for each in self.protocols]

    @property
    def questions(self) -> list[tuple[str, str]]:
        """Name and question of each protocol."""
        return [(str(Protocol(each).label), str(QUESTIONS[each])) for each in self.protocols]

    @property
    def reviewed_facts(self) -> "list[HandlingFact]":
        return [fact for fact in self.facts.all() if fact.reviewed_at is not None]

    @property
    def reviewed(self) -> bool:
        return bool(self.reviewed_facts)

    @property
    def waiting_fact(self) -> "HandlingFact | None":
        return next((fact for fact in self.facts.all() if fact.reviewed_at is None), None)

    @property
    def renewable(self) -> bool:
        return self.reviewed and len(self.facts.all()) == 1

    @property
    def ends_at(self) -> datetime:
        """90 days after its newest reviewed fact, never later than 180 after its birth."""
        newest = max([fact.at for fact in self.reviewed_facts], default=self.written_at)
        return min(newest + GOOD_FOR, self.written_at + NEVER_LONGER_THAN)


class HandlingFact(models.Model):
    """When, by which way, what was said or done, in which ticket: `place` 1 gave birth to the note, 2 renews it."""

    class Place(models.IntegerChoices):
        BIRTH = 1
        RENEWAL = 2

    note = models.ForeignKey(HandlingNote, on_delete=models.CASCADE, related_name="facts")
    place = models.PositiveSmallIntegerField(choices=Place.choices)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    happened_on = models.DateField(_("いつ"))
    channel = models.CharField(_("経路"), max_length=10, choices=Ticket.Channel.choices)
    words = models.CharField(_("事実"), max_length=FACT_LONGEST)
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    review_by = models.DateTimeField()
    reviewer = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    reviewer_name = models.CharField(max_length=120, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    # As it was when they wrote and looked: what somebody becomes later changes neither.
    author_elsewhere = models.BooleanField(default=False)
    reviewer_elsewhere = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["place"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["note", "place"], name="handling_one_renewal"),
            models.CheckConstraint(name="handling_birth_or_renewal", condition=Q(place__in=[1, 2])),
            models.CheckConstraint(name="handling_two_people", condition=~Q(reviewer=F("author"))),
            models.CheckConstraint(
                name="handling_one_of_our_own", condition=Q(author_elsewhere=False) | Q(reviewer_elsewhere=False)
            ),
            models.CheckConstraint(
                name="handling_reviewed_by_whom",
                condition=Q(reviewed_at=None, reviewer_name="") | (Q(reviewed_at__isnull=False) & ~Q(reviewer_name="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.note_id}-{self.place}"

    def overdue(self, now: datetime) -> bool:
        """Nobody else looked at it in time: it is as if it had not been written."""
        return self.reviewed_at is None and self.review_by <= now

    def may_be_agreed_by(self, leader: Person) -> bool:
        """One of the two is employed by the company itself: agency staff alone decide nothing about a colleague."""
        return leader.pk != self.author_id and not (self.author_elsewhere and leader.employed_elsewhere)

    @property
    def good_until(self) -> datetime:
        return self.at + GOOD_FOR


class Rebuttal(models.Model):
    """What the person says to a note about them: it stands beside it wherever the note is seen."""

    note = models.OneToOneField(HandlingNote, on_delete=models.CASCADE, related_name="rebuttal")
    words = models.TextField(_("訂正・言い分"), max_length=1000)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.note_id}"


class Accommodation(models.Model):
    """配慮事項: a wish of the person themself, with the moment of their consent; taken back, it is deleted."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="accommodations")
    wish = models.CharField(_("配慮してほしいこと"), max_length=12, choices=Wish.choices)
    words = models.CharField(_("ひとこと"), max_length=100, blank=True)
    consented_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "wish"], name="accommodation_once"),
            models.CheckConstraint(name="accommodation_known", condition=Q(wish__in=Wish.values)),
            models.CheckConstraint(name="accommodation_other_says_what", condition=~Q(wish="other") | ~Q(words="")),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.wish}"

    @property
    def grants_a_visit(self) -> bool:
        return self.wish in GRANTS_A_VISIT


class PrivacyRequest(models.Model):
    """開示・訂正・利用停止の請求: an ordinary ticket whose deadline is ten working days off."""

    class Kind(models.TextChoices):
        DISCLOSURE = "disclosure", _("開示")
        CORRECTION = "correction", _("訂正・追加・削除")
        STOP = "stop", _("利用の停止")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="privacy_requests")
    kind = models.CharField(_("請求の種類"), max_length=12, choices=Kind.choices)
    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class WordRule(models.Model):
    """A change to the usual list of refused words: one more, or (`refused` False) one that this house allows."""

    word = models.CharField(_("ことば"), max_length=40)
    key = models.CharField(max_length=80, unique=True)
    refused = models.BooleanField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["key"]

    def __str__(self) -> str:
        return self.word
