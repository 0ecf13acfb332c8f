"""People of the company, where they sit, the desks that help, and who has which role until when."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import jaconv
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from suketto.foundation.scope import Viewer
from suketto.foundation.text import fold, romaji_to_kana
from suketto.people import numbers  # noqa: F401  (a model of this room, in a file of its own)
from suketto.people.duty import AtWork, Break  # noqa: F401  (tables of this room)
from suketto.people.keys import COLUMNS, Findable


class Site(models.Model):
    """A place where colleagues work: an office, a factory."""

    slug = models.SlugField(_("記号"), unique=True)
    name = models.CharField(_("拠点"), max_length=60)

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A node of the department tree; `path` is the chain of names from the top, ready to show."""

    code = models.CharField(_("部署コード"), max_length=20, unique=True)
    name = models.CharField(_("部署"), max_length=60)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=300, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]

    def __str__(self) -> str:
        return self.name


class Desk(models.Model):
    """A desk that takes questions: 情報システム, 総務. Its members see all of its tickets."""

    slug = models.SlugField(_("記号"), unique=True)
    name = models.CharField(_("窓口"), max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    email = models.EmailField(_("メール"), blank=True)
    extension = models.CharField(_("内線"), max_length=20, blank=True)
    signature = models.TextField(_("メールの署名"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def name_here(self) -> str:
        """In the language of whoever reads, where it was written down."""
        return self.name if (get_language() or "ja").startswith("ja") else self.name_en or self.name


class PersonQuerySet(models.QuerySet["Person"]):
    def active(self) -> "PersonQuerySet":
        return self.filter(is_active=True)

    def found_by(self, words: str) -> "PersonQuerySet":
        """Every word occurs in the name (kanji, kana, romaji), number, extension, mail, department or site."""
        found = self
        for word in fold(words).split()[:6]:
            kana = fold(romaji_to_kana(word))
            found = found.filter(models.Q(searchable__contains=word) | models.Q(searchable__contains=kana))
        return found


class PersonManager(BaseUserManager["Person"]):
    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def active(self) -> PersonQuerySet:
        return self.get_queryset().active()

    def found_by(self, words: str) -> PersonQuerySet:
        return self.get_queryset().found_by(words)

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(Findable, AbstractBaseUser):
    """A colleague, and their account. Nobody is ever marked; only facts that help to help are kept here."""

    class WorkingPlace(models.TextChoices):
        OFFICE = "office", _("社内")
        HOME = "home", _("自宅")
        TRIP = "trip", _("出張先・ホテル")
        ABROAD = "abroad", _("海外")

    class Employment(models.TextChoices):
        """Who employs somebody: a fact for rules about the desk's own people, never for what a colleague asks."""

        EMPLOYEE = "employee", _("社員")
        AGENCY = "agency", _("派遣")
        CONTRACTOR = "contractor", _("業務委託")
        OTHER = "other", _("その他")

    employee_number = models.CharField(_("社員番号"), max_length=20, unique=True)
    family_name = models.CharField(_("姓"), max_length=40)
    given_name = models.CharField(_("名"), max_length=40, blank=True)
    family_kana = models.CharField(_("セイ"), max_length=60, blank=True)
    given_kana = models.CharField(_("メイ"), max_length=60, blank=True)
    email = models.EmailField(_("メールアドレス"), unique=True)
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("部署"))
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("拠点"))
    extension = models.CharField(_("内線"), max_length=20, blank=True)
    title = models.CharField(_("役職"), max_length=60, blank=True)
    working_place = models.CharField(
        _("勤務場所"), max_length=10, choices=WorkingPlace.choices, default=WorkingPlace.OFFICE
    )
    employment = models.CharField(_("雇用区分"), max_length=10, choices=Employment.choices, default=Employment.EMPLOYEE)
    language = models.CharField(_("表示言語"), max_length=5, default="ja")
    is_active = models.BooleanField(_("在籍"), default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)
    searchable = models.TextField(default="", editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        ordering: ClassVar[list[str]] = ["family_kana", "given_kana", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["extension"], name="person_extension"),
            models.Index(fields=["family_kana", "given_kana", "id"], name="person_kana"),
            models.Index(Lower("email"), name="person_email_folded"),
            models.Index(fields=["family_name", "given_name"], name="person_name"),
            # PostgreSQL finds beginnings only by this class of operators; SQLite passes over the word.
            *(models.Index(fields=[key], name=f"person_{key}", opclasses=["varchar_pattern_ops"]) for key in COLUMNS),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def kana(self) -> str:
        return f"{self.family_kana} {self.given_kana}".strip()

    @property
    def employed_elsewhere(self) -> bool:
        """By an agency or another company: some acts need one of our own beside, or an agreement."""
        return self.employment in {self.Employment.AGENCY, self.Employment.CONTRACTOR}

    @property
    def whereabouts(self) -> str:
        """営業部 第二営業課・大阪: what a member wants to know at a glance."""
        return "・".join(part.name for part in (self.department, self.site) if part is not None)

    def fill_searchable(self) -> None:
        kana = fold(self.family_kana + self.given_kana)
        parts = [
            self.family_name + self.given_name, kana, jaconv.kana2alphabet(kana), self.employee_number,
            self.extension, self.email, self.department.name if self.department else "",
            self.site.name if self.site else "",
        ]  # fmt: skip
        self.searchable = " ".join(fold(part) for part in parts if part)
        self.fill_keys()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_searchable()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "searchable", *COLUMNS}
        super().save(*args, **kwargs)

    @cached_property
    def standing(self) -> "Standing":
        """The roles in force, read once for this object."""
        return Standing.of(self)

    def viewer(self) -> Viewer:
        return Viewer(person_id=self.pk, desk_ids=self.standing.desk_ids)


class PersonAddress(models.Model):
    """Another address a colleague writes from: a private phone, an old domain. Who said so, and when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    address = models.EmailField(_("ほかのメールアドレス"), unique=True)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["address"]

    def __str__(self) -> str:
        return self.address


class RoleQuerySet(models.QuerySet["Role"]):
    def in_force(self) -> "RoleQuerySet":
        return self.filter(ended_at=None, person__is_active=True)


class Role(models.Model):
    """What a person may do besides asking: who gave it and when, who took it back and when."""

    class Kind(models.TextChoices):
        KEY_PERSON = "key_person", _("キーマン")
        MEMBER = "member", _("メンバー")
        LEADER = "leader", _("リーダー")
        OWNER = "owner", _("所管")
        ADMINISTRATOR = "administrator", _("管理者")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="roles")
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = RoleQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="role_desk_for_members",
                condition=models.Q(kind__in=["member", "leader"], desk__isnull=False)
                | (~models.Q(kind__in=["member", "leader"]) & models.Q(desk__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "desk"], condition=models.Q(ended_at=None), name="role_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.kind}"


@dataclass(frozen=True, slots=True)
class Standing:
    """The roles of one person in force now."""

    desk_ids: frozenset[int]
    leads: frozenset[int]
    key_person: bool
    owner: bool
    administrator: bool

    @classmethod
    def of(cls, person: Person) -> "Standing":
        roles = list(Role.objects.filter(person_id=person.pk, ended_at=None).values_list("kind", "desk_id"))
        kinds = {kind for kind, _desk in roles}
        return cls(
            desk_ids=frozenset(desk for kind, desk in roles if kind in {"member", "leader"}),
            leads=frozenset(desk for kind, desk in roles if kind == "leader"),
            key_person="key_person" in kinds,
            owner="owner" in kinds,
            administrator="administrator" in kinds,
        )

    @property
    def member(self) -> bool:
        return bool(self.desk_ids)

    @property
    def leader(self) -> bool:
        return bool(self.leads)
