"""Mailboxes that desks read, and every letter that ever came: raw first, then what was made of it."""

from typing import Any, ClassVar

from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _

from suketto.people.models import Desk, Person
from suketto.tickets.models import Message, Ticket, path_of


class Mailbox(models.Model):
    """One mailbox of one desk, read over IMAP. Secrets are sealed with the key of the house (see sealing)."""

    class Security(models.TextChoices):
        TLS = "tls", _("TLS（993番）")
        STARTTLS = "starttls", _("STARTTLS（143番）")
        PLAIN = "plain", _("暗号化なし（同じ機械のみ）")

    class SignIn(models.TextChoices):
        PASSWORD = "password", _("パスワード")
        OAUTH = "oauth", _("OAuth 2.0（Microsoft 365・Google）")

    class Begin(models.TextChoices):
        UNREAD = "unread", _("いまの未読から")
        NEW = "new", _("これから届くものだけ")

    PLAIN_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="mailboxes")
    address = models.EmailField(_("メールアドレス"), unique=True)
    host = models.CharField(_("サーバー"), max_length=200)
    port = models.PositiveIntegerField(_("ポート"), default=993)
    security = models.CharField(_("暗号化"), max_length=10, choices=Security.choices, default=Security.TLS)
    sign_in = models.CharField(_("サインインの方法"), max_length=10, choices=SignIn.choices, default=SignIn.PASSWORD)
    username = models.CharField(_("ユーザー名"), max_length=200)
    secret = models.TextField(blank=True)
    token_address = models.CharField(_("トークンの発行先"), max_length=300, blank=True)
    client_id = models.CharField(_("クライアントID"), max_length=200, blank=True)
    scope = models.CharField(_("スコープ"), max_length=300, blank=True)
    folder = models.CharField(_("読むフォルダー"), max_length=200, default="INBOX")
    done_folder = models.CharField(_("読み終えたら移すフォルダー"), max_length=200, blank=True)
    begin = models.CharField(_("どこから読むか"), max_length=10, choices=Begin.choices, default=Begin.UNREAD)
    plus = models.BooleanField(_("「+」付きの宛先が届く"), default=False)
    silent_minutes = models.PositiveIntegerField(_("何分読めなければ知らせるか"), default=15)
    active = models.BooleanField(_("読む"), default=True)

    uidvalidity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    begun = models.BooleanField(default=False)
    read_at = models.DateTimeField(_("最後に読めた時刻"), null=True)
    arrived_at = models.DateTimeField(_("最後に届いた時刻"), null=True)
    trouble = models.CharField(max_length=40, blank=True)
    trouble_words = models.CharField(max_length=300, blank=True)
    trouble_since = models.DateTimeField(null=True)
    # A silence is seen at one look after the other before its desk is told of it, once.
    silence_seen_at = models.DateTimeField(null=True)
    silence_looked_at = models.DateTimeField(null=True)
    silence_told_at = models.DateTimeField(null=True)
    held_by = models.CharField(max_length=64, blank=True)
    held_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["desk_id", "id"]

    def __str__(self) -> str:
        return self.address


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> "LetterQuerySet":
        return self.filter(outcome=Letter.Outcome.WAITING)

    def seen_by(self, person: Person) -> "LetterQuerySet":
        """Letters to one's own desks or of their tickets; an administrator also sees those that came to no desk."""
        desks = person.standing.desk_ids
        mine = models.Q(desk_id__in=desks) | models.Q(ticket__desk_id__in=desks)
        return self.filter(mine | models.Q(desk=None)) if person.standing.administrator else self.filter(mine)


class Letter(models.Model):
    """A letter as it came. The bytes lie under their hash; `outcome` and `reason` say what became of it."""

    class CameBy(models.TextChoices):
        IMAP = "imap", "IMAP"
        LMTP = "lmtp", "LMTP"
        FILE = "file", _("ファイル")

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("読む前")
        OPENED = "opened", _("案件になりました")
        JOINED = "joined", _("案件に加わりました")
        IGNORED = "ignored", _("案件にしませんでした")
        QUARANTINED = "quarantined", _("確認待ち")

    desk = models.ForeignKey(Desk, null=True, on_delete=models.PROTECT, related_name="+")
    mailbox = models.ForeignKey(Mailbox, null=True, on_delete=models.SET_NULL, related_name="letters")
    came_by = models.CharField(max_length=6, choices=CameBy.choices)
    uidvalidity = models.BigIntegerField(null=True)
    uid = models.BigIntegerField(null=True)
    filed_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    came_at = models.DateTimeField()
    once = models.UUIDField(unique=True)

    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.WAITING)
    reason = models.CharField(max_length=30, blank=True)
    understood_at = models.DateTimeField(null=True)
    matched_by = models.CharField(max_length=20, blank=True)
    msgid = models.CharField(max_length=250, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    from_address = models.CharField(max_length=254, blank=True)
    # Who else stood on it, so that their answers find the ticket.
    others = models.JSONField(default=list)
    sent_at = models.DateTimeField(null=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.SET_NULL, related_name="letters")
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="letters")
    folded = models.TextField(blank=True)
    # What a reader must know: failed checks of the sender, files left out, signs that were guessed.
    warnings = models.JSONField(default=list)
    withheld = models.JSONField(default=list)

    objects: ClassVar[Any] = LetterQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mailbox", "uidvalidity", "uid"], name="letter_fetched_once"),
            models.CheckConstraint(
                name="letter_understood_when",
                condition=models.Q(outcome="waiting", understood_at=None)
                | (~models.Q(outcome="waiting") & models.Q(understood_at__isnull=False)),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["outcome", "id"], name="letter_outcome"),
            models.Index(fields=["desk", "outcome", "-id"], name="letter_desk"),
            models.Index(fields=["msgid"], name="letter_msgid"),
            models.Index(fields=["sha256"], name="letter_sha256"),
            models.Index(fields=["from_address", "-id"], name="letter_from"),
            models.Index(fields=["mailbox", "filed_at", "id"], name="letter_filed"),
        ]

    def __str__(self) -> str:
        return f"{self.from_address}: {self.subject}"

    def raw(self) -> bytes:
        """The bytes as they came."""
        with default_storage.open(path_of(self.sha256)) as kept:
            return bytes(kept.read())


class CopyQuerySet(models.QuerySet["Copy"]):
    def sent(self) -> "CopyQuerySet":
        """Those that get a copy now: colleagues until somebody takes them off, others once somebody has put them on."""
        colleague = models.Q(person__is_active=True)
        return self.filter(colleague | models.Q(person=None, added_at__isnull=False), removed_at=None)

    def offered(self) -> "CopyQuerySet":
        """Strangers who stood on a letter: nobody has put them on, nobody has taken them off."""
        return self.filter(person=None, added_at=None, removed_at=None)


class Copy(models.Model):
    """Somebody beside the asker whom the answers of one ticket go to, because they stood on a letter or were added."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="copies")
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    seen_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    removed_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = CopyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["ticket", "address"], name="copy_once"),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def reached_at(self) -> str:
        """Where it goes: a colleague's own address as it is now."""
        return (self.person.email if self.person else "") or self.address

    @property
    def shown(self) -> str:
        return self.person.full_name if self.person else self.name or self.address
