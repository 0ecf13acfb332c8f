"""Reply templates: polite words that are ready. Procedures: ways that have worked, step by step, in versions."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from suketto.catalog.models import Service
from suketto.people.models import Desk, Person


class ReplyTemplate(models.Model):
    """A text with {places}; which of them must be filled before sending is read from the text itself."""

    class Category(models.TextChoices):
        RECEIPT = "receipt", _("受付")
        CHECK = "check", _("確認")
        WAIT = "wait", _("待ち")
        DECLINE = "decline", _("お断り＋代替")
        APOLOGY = "apology", _("お詫び")
        SOLVED = "solved", _("解決")
        CHAT = "chat", _("チャットのひとこと")

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


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    def visible_to(self, person: Person) -> "ProcedureQuerySet":
        """Those of one's desks and of the whole house; an administrator sees all of them."""
        if person.standing.administrator:
            return self
        if not person.standing.member:
            return self.none()
        return self.filter(models.Q(desk_id__in=person.standing.desk_ids) | models.Q(desk=None))

    def of_desk(self, desk_id: int) -> "ProcedureQuerySet":
        """A desk's own and those of the whole house."""
        return self.filter(models.Q(desk_id=desk_id) | models.Q(desk=None))

    def in_use(self) -> "ProcedureQuerySet":
        return self.filter(retired_at=None, published__isnull=False)


class Procedure(models.Model):
    """手順書: a way that has worked, kept by a desk (or by the whole house) and cared for by its owner.

    Everything it says stands in its versions; `revision` counts every saving, so that a stale screen is noticed.
    """

    desk = models.ForeignKey(
        Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="procedures", verbose_name=_("窓口")
    )
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("所管")
    )
    name = models.CharField(max_length=80)
    searchable = models.TextField(default="", editable=False)
    published = models.OneToOneField("Version", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by_name = models.CharField(max_length=120, blank=True)
    declined = models.CharField(max_length=16, blank=True, editable=False)  # the usual wording nobody wanted (newer.py)

    objects: ClassVar[Any] = ProcedureQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-changed_at", "-id"], name="procedure_changed"),
            models.Index(fields=["desk", "name"], name="procedure_desk"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="procedure_retired_by_somebody",
                condition=models.Q(retired_at=None, retired_by_name="")
                | (models.Q(retired_at__isnull=False) & ~models.Q(retired_by_name="")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def latest(self) -> "Version":
        """What is being written, else what is in use: one of them there always is."""
        found: Version = self.draft or self.published or self.versions.get()
        return found

    @property
    def draft(self) -> "Version | None":
        return self.versions.filter(published_at=None).first()


class PublishedVersionChanged(Exception):
    """A programming error: what was published stays as it was."""


class Version(models.Model):
    """What a procedure says: a draft until it is published, and from then on the same for ever."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(_("名前"), max_length=80)
    words = models.JSONField(default=list, blank=True)
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("サービス")
    )
    minutes = models.PositiveSmallIntegerField(_("見込みの分"), default=0)
    by_name = models.CharField(max_length=120, blank=True)
    drafted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by_name = models.CharField(max_length=120, blank=True)
    reason = models.CharField(_("変えた理由"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedure_version_once"),
            models.UniqueConstraint(
                fields=["procedure"], condition=models.Q(published_at=None), name="procedure_one_draft"
            ),
            models.CheckConstraint(
                name="procedure_published_by_somebody",
                condition=models.Q(published_at=None, published_by_name="")
                | (models.Q(published_at__isnull=False) & ~models.Q(published_by_name="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk and Version.objects.filter(pk=self.pk, published_at__isnull=False).exists():
            raise PublishedVersionChanged(str(self))
        super().save(*args, **kwargs)

    @property
    def public(self) -> bool:
        return self.published_at is not None


class Instruction(models.Model):
    """One numbered step: what to do (read aloud), what one should see, how long it takes, where to go on after it.

    できた goes on with `then`, else with the next one; 0 says the trouble is over. `otherwise` is the number of the
    step for できない, else the next one; 0 ends the way there.
    """

    class Manner(models.TextChoices):
        ACT = "act", _("相手がする")
        ASK = "ask", _("尋ねる（はい・いいえ）")
        DESK = "desk", _("窓口がする")
        PRIVILEGED = "privileged", _("窓口がする（本人確認のあとで）")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="instructions")
    number = models.PositiveSmallIntegerField()
    manner = models.CharField(_("だれが"), max_length=10, choices=Manner.choices, default=Manner.ACT)
    text = models.CharField(_("すること"), max_length=300)
    expect = models.CharField(_("見えるもの"), max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(_("分"), default=0)
    then = models.PositiveSmallIntegerField(_("できたとき"), null=True, blank=True)
    otherwise = models.PositiveSmallIntegerField(_("できないとき"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["version", "number"], name="instruction_once"),
            models.CheckConstraint(
                name="instruction_otherwise_elsewhere",
                condition=models.Q(otherwise=None) | ~models.Q(otherwise=models.F("number")),
            ),
            models.CheckConstraint(
                name="instruction_then_elsewhere", condition=models.Q(then=None) | ~models.Q(then=models.F("number"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}-{self.number}"

    @property
    def asks(self) -> bool:
        return self.manner == self.Manner.ASK

    @property
    def by_desk(self) -> bool:
        return self.manner in {self.Manner.DESK, self.Manner.PRIVILEGED}
