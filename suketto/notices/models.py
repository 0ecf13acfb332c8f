"""What leaves the desk by itself: announcements, mails on their way, and the small bell of each member."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from suketto.channels.email.models import Copy
from suketto.people.models import Person
from suketto.tickets.models import Message, Ticket


class NoticeQuerySet(models.QuerySet["Notice"]):
    def current(self, now: Any) -> "NoticeQuerySet":
        return self.filter(published_at__lte=now).filter(models.Q(ends_at=None) | models.Q(ends_at__gt=now))


class Notice(models.Model):
    """An announcement that everybody sees at the same minute."""

    class Kind(models.TextChoices):
        OUTAGE = "outage", _("障害")
        MAINTENANCE = "maintenance", _("工事・停止")
        NEWS = "news", _("お知らせ")

    kind = models.CharField(_("種類"), max_length=12, choices=Kind.choices, default=Kind.NEWS)
    title = models.CharField(_("題名"), max_length=200)
    body = models.TextField(_("本文"))
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(_("公開日時"))
    ends_at = models.DateTimeField(_("掲載終了"), null=True, blank=True)

    objects: ClassVar[Any] = NoticeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-published_at"]

    def __str__(self) -> str:
        return self.title


class Mail(models.Model):
    """The outbox: a mail is here before it is sent and says what became of it. Its source can only be a Message."""

    class State(models.TextChoices):
        WAITING = "waiting", _("送信待ち")
        SENT = "sent", _("送信済み")
        KEPT = "kept", _("保存のみ（送信サーバー未設定）")
        FAILED = "failed", _("送れませんでした")
        BOUNCED = "bounced", _("届きませんでした")

    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.CASCADE, related_name="mails")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="mails")
    # The same answer on its way to somebody who stood on the letter; None for whoever asked.
    copy = models.ForeignKey(Copy, null=True, on_delete=models.CASCADE, related_name="mails")
    about = models.CharField(max_length=40, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    html = models.TextField(blank=True)
    sender = models.CharField(max_length=400, blank=True)
    reply_to = models.CharField(max_length=254, blank=True)
    msgid = models.CharField(max_length=250, blank=True)
    headers = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "id"], name="mail_state"),
            models.Index(fields=["to", "-made_at"], name="mail_to"),
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"

    @property
    def trying(self) -> bool:
        """A try has failed in passing and another will follow."""
        return self.state == self.State.WAITING and bool(self.error)

    @property
    def lost(self) -> bool:
        return self.state in {self.State.FAILED, self.State.BOUNCED}


class Notification(models.Model):
    """One line behind a person's bell."""

    class Kind(models.TextChoices):
        MENTIONED = "mentioned", _("あなたへの呼びかけ")
        ASSIGNED = "assigned", _("担当になりました")
        WRITTEN = "written", _("新しい書き込み")
        REPLIED = "replied", _("返信が届きました")
        THANKED = "thanked", _("助かった！が届きました")
        RESOLVED = "resolved", _("解決しました")
        HELPED = "helped", _("まわりの方の回答")
        BOUNCED = "bounced", _("返信が届きませんでした")
        SILENT = "silent", _("メールボックスを読めません")
        WELL = "well", _("メールボックスをまた読めます")
        STUCK = "stuck", _("手順書でつまずいています")
        GUIDED = "guided", _("手順案内をご本人が進めました")
        RESTING = "resting", _("メンバーが10分休憩に入りました")
        HANDLING = "handling", _("応対メモ")
        RECORD = "record", _("あなたについての応対メモ")
        PRIVACY = "privacy", _("記録についての請求")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notifications")
    # None where it is about no ticket, but about what brings them.
    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    event_id = models.BigIntegerField()
    by_name = models.CharField(max_length=120)
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["event_id", "person"], name="notification_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "-id"], name="notification_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"
