"""Ticket (案件): one matter somebody brought to a desk."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from suketto.catalog.models import Service
from suketto.people.models import Desk, Person

if TYPE_CHECKING:
    from suketto.tickets.models.conversation import Message


class TicketQuerySet(models.QuerySet["Ticket"]):
    def visible_to(self, person: Person) -> "TicketQuerySet":
        """All of one's desks, what one asked oneself, what one watches or was asked to help with."""
        return self.filter(
            models.Q(desk_id__in=person.standing.desk_ids)
            | models.Q(requester=person)
            | models.Q(pk__in=person.ticket_watches.values("ticket_id"))
        )

    def of_desks(self, desk_ids: frozenset[int]) -> "TicketQuerySet":
        return self.filter(desk_id__in=desk_ids)

    def open(self) -> "TicketQuerySet":
        return self.filter(turn__lt=Ticket.Turn.DONE)

    def waiting_for_us(self) -> "TicketQuerySet":
        return self.filter(turn=Ticket.Turn.OURS)

    def in_work_order(self) -> "TicketQuerySet":
        """Priority (raised when it waited too long), the earlier of promise and deadline, arrival."""
        return self.order_by("sort_priority", "sort_at", "id")


class Ticket(models.Model):
    """`number` is the primary key, shown as HD-00042. Rank, tone and notes about people are not here on purpose."""

    class Kind(models.TextChoices):
        INCIDENT = "incident", _("不具合")
        SERVICE_REQUEST = "service_request", _("申請・依頼")
        QUESTION = "question", _("使い方")
        CONSULTATION = "consultation", _("事前相談")
        FEEDBACK = "feedback", _("ご意見・改善要望")

    class Channel(models.TextChoices):
        PORTAL = "portal", _("ポータル")
        PHONE = "phone", _("電話")
        EMAIL = "email", _("メール")
        CHAT = "chat", _("チャット")
        WALK_IN = "walk_in", _("来訪")
        API = "api", _("連携")

    class State(models.TextChoices):
        NEW = "new", _("受付")
        WORKING = "working", _("対応中")
        WAITING_REQUESTER = "waiting_requester", _("利用者待ち")
        WAITING_VENDOR = "waiting_vendor", _("ベンダー待ち")
        RESOLVED = "resolved", _("解決")
        MERGED = "merged", _("統合済み")

    class Turn(models.IntegerChoices):
        """Who has to move next; the first column of the work list's index."""

        OURS = 0, _("対応が必要")
        THEIRS = 1, _("返事待ち")
        DONE = 2, _("完了")

    class Level(models.IntegerChoices):
        HIGH = 1, _("大")
        MIDDLE = 2, _("中")
        LOW = 3, _("小")

    class DeadlineKind(models.TextChoices):
        CUSTOMER = "customer", _("得意先送付")
        MEETING = "meeting", _("会議")
        CLOSING = "closing", _("締切")
        DEPARTURE = "departure", _("出発")
        OTHER = "other", _("その他")

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="tickets")
    requester = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="tickets")
    requester_words = models.CharField(_("名乗り"), max_length=120, blank=True)
    subject = models.CharField(_("件名"), max_length=200)
    kind = models.CharField(_("種別"), max_length=20, choices=Kind.choices, default=Kind.INCIDENT)
    channel = models.CharField(_("経路"), max_length=10, choices=Channel.choices)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.SET_NULL, related_name="tickets")
    state = models.CharField(_("状態"), max_length=20, choices=State.choices, default=State.NEW)
    turn = models.PositiveSmallIntegerField(choices=Turn.choices, default=Turn.OURS)
    assignee = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="assigned_tickets"
    )
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()
    first_replied_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    # The five boxes (R08); the deadline is the fourth.
    wanted = models.TextField(_("やりたいこと"), blank=True)
    tried = models.TextField(_("どこまでやったか"), blank=True)
    stuck = models.TextField(_("どこで詰まったか・出ている文字"), blank=True)
    deadline_at = models.DateTimeField(_("いつまでに"), null=True, blank=True)
    deadline_kind = models.CharField(max_length=10, choices=DeadlineKind.choices, blank=True)
    fallback_at = models.DateTimeField(_("切替時刻"), null=True, blank=True)
    others = models.TextField(_("ほかの人は"), blank=True)
    working_place = models.CharField(_("場所"), max_length=10, choices=Person.WorkingPlace.choices, blank=True)
    place = models.CharField(_("場所の詳細"), max_length=120, blank=True)
    device = models.CharField(_("機器"), max_length=120, blank=True)

    impact = models.PositiveSmallIntegerField(_("影響"), choices=Level.choices, default=Level.LOW)
    urgency = models.PositiveSmallIntegerField(_("緊急"), choices=Level.choices, default=Level.MIDDLE)
    priority = models.PositiveSmallIntegerField(_("優先順位"), default=3)
    priority_reason = models.CharField(_("理由"), max_length=200, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    overdue_since = models.DateTimeField(null=True, blank=True)
    sort_priority = models.PositiveSmallIntegerField(default=3)
    sort_at = models.DateTimeField()

    reopened_count = models.PositiveSmallIntegerField(default=0)
    minutes_spent = models.PositiveIntegerField(default=0)
    time_box_minutes = models.PositiveSmallIntegerField(default=30)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    version = models.PositiveIntegerField(default=1)
    once = models.UUIDField(null=True, blank=True, unique=True)
    source = models.CharField(max_length=200, null=True, blank=True, unique=True)

    objects: ClassVar[Any] = TicketQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desk", "turn", "sort_priority", "sort_at", "id"], name="ticket_work"),
            models.Index(fields=["assignee", "turn", "sort_priority", "sort_at", "id"], name="ticket_mine"),
            models.Index(fields=["requester", "-id"], name="ticket_requester"),
            models.Index(fields=["desk", "turn", "-resolved_at", "-id"], name="ticket_done"),
            models.Index(fields=["turn", "due_at"], name="ticket_due"),
            models.Index(fields=["desk", "-id"], name="ticket_newest"),
            models.Index(fields=["opened_at", "id"], name="ticket_opened"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="ticket_priority", condition=models.Q(priority__range=(1, 4))),
            models.CheckConstraint(
                name="ticket_done_when",
                condition=models.Q(state__in=["resolved", "merged"], turn=2, resolved_at__isnull=False)
                | (~models.Q(state__in=["resolved", "merged"]) & models.Q(turn__lt=2, resolved_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.subject}"

    @property
    def label(self) -> str:
        return f"HD-{self.pk:05d}"

    @property
    def open(self) -> bool:
        return self.turn != self.Turn.DONE

    @cached_property
    def first_message(self) -> "Message":
        """The words it was opened with."""
        return self.messages.order_by("id")[0]

    @property
    def requester_name(self) -> str:
        return self.requester.full_name if self.requester else self.requester_words

    @property
    def boxes_filled(self) -> int:
        """How many of the five boxes say something, 0 to 5."""
        return sum(bool(box) for box in (self.wanted, self.tried, self.stuck, self.deadline_at, self.others))

    @property
    def next_moment(self) -> datetime | None:
        """The earlier of the promised word and the business deadline: what the countdown counts to."""
        moments = [moment for moment in (self.due_at, self.deadline_at) if moment is not None]
        return min(moments) if moments else None

    @property
    def deadline_before_promise(self) -> bool:
        """The business deadline comes before the promised word: members are warned (S21)."""
        return bool(self.deadline_at and self.due_at and self.deadline_at < self.due_at)

    def may_reopen(self, now: datetime, within: timedelta = timedelta(days=14)) -> bool:
        """A follow-up this soon after the solution is the same matter (S06)."""
        return self.resolved_at is not None and now - self.resolved_at <= within
