"""有人チャット: a conversation that both sides hold at the same time. Its words are the messages of its ticket."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from suketto.people.models import Desk, Person
from suketto.tickets.models import Message, Ticket

# An open page says so every twenty seconds; in the background a browser lets it speak once a minute.
HERE_FOR = timedelta(seconds=90)
# Whoever waits and shows no sign of life for so long has left without a word: a phone that sleeps comes back sooner.
GONE_AFTER = timedelta(minutes=3)
SILENT_AFTER = timedelta(minutes=10)  # S02
BACK_WITHIN = timedelta(hours=1)  # whoever comes back so soon keeps the place in the queue


class ChatSessionQuerySet(models.QuerySet["ChatSession"]):
    def waiting(self) -> "ChatSessionQuerySet":
        return self.filter(ended_at=None, taken_at=None)

    def going_on(self) -> "ChatSessionQuerySet":
        return self.filter(ended_at=None, taken_at__isnull=False)

    def with_member(self, person: Person) -> "ChatSessionQuerySet":
        return self.going_on().filter(taken_by=person)

    def of_desks(self, desk_ids: frozenset[int]) -> "ChatSessionQuerySet":
        return self.filter(desk_id__in=desk_ids)

    def in_order_of_arrival(self) -> "ChatSessionQuerySet":
        """The only order of the queue: nothing about the person who asks stands in it."""
        return self.order_by("waiting_since", "pk")


class ChatSession(models.Model):
    """One ticket being talked about live. It waits, goes on with `taken_by`, or has ended; the ticket outlives it."""

    class Why(models.TextChoices):
        FINISHED = "finished", _("チャットを終えました")
        LEFT = "left", _("問い合わせた方がチャットを終えました")
        SILENT = "silent", _("10分お返事がなかったため、チャットを休みました")
        GONE = "gone", _("順番を待つあいだに離れました")
        CLOSED = "closed", _("受付時間が終わりました")

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, primary_key=True, related_name="chat")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    connector = models.CharField(max_length=20, default="portal")
    thread = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    place_asked = models.PositiveSmallIntegerField(default=0)
    waiting_since = models.DateTimeField()
    first_taken_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    # Said by open pages, in passing.
    here_at = models.DateTimeField(null=True)
    typed_at = models.DateTimeField(null=True)
    person_seen = models.BigIntegerField(default=0)
    desk_seen = models.BigIntegerField(default=0)
    # When to look whether what was said to an open page has been seen; None while everything was.
    look_again_at = models.DateTimeField(null=True)
    # The last message that its connector has carried out of the house.
    carried = models.BigIntegerField(default=0)

    objects: ClassVar[Any] = ChatSessionQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desk", "ended_at", "waiting_since"], name="chat_queue"),
            models.Index(fields=["taken_by", "ended_at"], name="chat_member"),
            models.Index(fields=["person", "ended_at"], name="chat_person"),
            models.Index(fields=["desk", "first_taken_at"], name="chat_measured"),
            models.Index(fields=["thread", "connector"], name="chat_threads"),
            # What is looked for every minute costs as much as there is of it, however many chats there ever were.
            models.Index(fields=["ticket"], condition=models.Q(ended_at=None), name="chat_open"),
            models.Index(
                fields=["look_again_at"], condition=models.Q(look_again_at__isnull=False), name="chat_look_again"
            ),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="chat_ended_why",
                condition=models.Q(ended_at=None, why="") | (models.Q(ended_at__isnull=False) & ~models.Q(why="")),
            ),
            models.UniqueConstraint(
                fields=["connector", "thread"], condition=~models.Q(thread="") & models.Q(ended_at=None),
                name="chat_thread_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.connector}"

    @property
    def open(self) -> bool:
        return self.ended_at is None

    @property
    def waiting(self) -> bool:
        return self.ended_at is None and self.taken_at is None

    @property
    def abandoned_silently(self) -> bool:
        """Left the queue without a word: counted, and nobody's fault."""
        return self.why == self.Why.GONE

    @property
    def unseen(self) -> "models.QuerySet[Message]":
        """What the desk said here and their page has not shown to anybody yet."""
        said = self.ticket.messages.filter(side=Message.Side.DESK, channel=Ticket.Channel.CHAT)
        return said.filter(pk__gt=self.person_seen)

    def person_here(self, now: datetime) -> bool:
        """Their page is open, so what is said now is seen there."""
        return self.here_at is not None and now - self.here_at <= HERE_FOR
