"""What is done to people's records: taken on, changed, given a role, left."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.people import telephone
from suketto.people.models import Department, Desk, Person, PersonAddress, Role, Site
from suketto.people.numbers import PersonNumber
from suketto.trail.actions import record


class AlreadySetUp(Refusal):
    """The first-run page creates one administrator and then closes for good."""

    message = _("最初の管理者はもう登録されています。サインインしてください。")


class AddressTaken(Refusal):
    message = _("このアドレスは%(name)sさんのものとして登録されています。")


class NotANumber(Refusal):
    message = _("「%(text)s」は電話番号として読めません。市外局番から入れてください。内線は「内線」の欄です。")
    field = "number"


class NotLastAdministrator(Refusal):
    message = _("管理者が一人もいなくなるため、外せません。先に別の管理者を決めてください。")


@transaction.atomic
def take_on(*, by: Person | None, password: str | None = None, **facts: Any) -> Person:
    """Adds a colleague; without a password they cannot sign in until one is set by mail."""
    person = Person(**facts)
    person.set_password(password)
    person.save()
    record("person.added", person, by=by)
    return person


@transaction.atomic
def change(person: Person, *, by: Person | None, **facts: Any) -> list[str]:
    """Writes the facts that differ and says which ones; nothing changed, nothing recorded."""
    changed = [name for name, value in facts.items() if getattr(person, name) != value]
    if changed:
        for name in changed:
            setattr(person, name, facts[name])
        person.save()
        record("person.changed", person, by=by, fields=sorted(changed))
    return changed


@transaction.atomic
def add_address(person: Person, address: str, *, by: Person | None) -> PersonAddress:
    """Notes another address somebody writes from; an address belongs to one person."""
    noted: PersonAddress
    noted, new = PersonAddress.objects.get_or_create(
        address=address.strip().lower(), defaults={"person": person, "added_by": by, "added_at": clock.now()}
    )
    if noted.person_id != person.pk:
        raise AddressTaken(name=noted.person.full_name)
    if new:
        record("person.changed", person, by=by, fields=["addresses"])
    return noted


@transaction.atomic
def add_number(person: Person, raw: str, *, kind: str, by: Person | None) -> PersonNumber:
    """Notes a number somebody is reached at; several people may have the same one."""
    number = telephone.read(raw).number
    if not number:
        raise NotANumber(text=raw.strip()[:40])
    noted: PersonNumber
    noted, new = PersonNumber.objects.get_or_create(
        person=person, number=number,
        defaults={"kind": kind, "raw": raw.strip()[:100], "added_by": by, "added_at": clock.now()},
    )  # fmt: skip
    if new:
        record("person.changed", person, by=by, fields=["numbers"])
    return noted


@transaction.atomic
def remove_number(number: PersonNumber, *, by: Person | None) -> None:
    person = number.person
    number.delete()
    record("person.changed", person, by=by, fields=["numbers"])


@transaction.atomic
def set_number(person: Person, raw: str, *, kind: str, by: Person | None) -> None:
    """What a table says: it stands in the place of the number of this kind that an earlier table said."""
    number = telephone.read(raw).number
    if number and not PersonNumber.objects.filter(person=person, number=number).exists():
        PersonNumber.objects.filter(person=person, kind=kind, added_by=None).delete()
        add_number(person, raw, kind=kind, by=None)


@transaction.atomic
def leave(person: Person, *, by: Person | None) -> None:
    """Ends the account and all roles; what the person wrote stays. Refused for the last administrator."""
    others = Role.objects.in_force().filter(kind=Role.Kind.ADMINISTRATOR).exclude(person=person)
    if person.standing.administrator and not others.exists():
        raise NotLastAdministrator
    person.is_active, person.left_at = False, clock.now()
    person.save(update_fields=["is_active", "left_at"])
    Role.objects.filter(person=person, ended_at=None).update(ended_at=person.left_at, ended_by=by)
    person.__dict__.pop("standing", None)
    record("person.left", person, by=by)


@transaction.atomic
def come_back(person: Person, *, by: Person | None) -> None:
    """Opens the account again, without the roles of before."""
    person.is_active, person.left_at = True, None
    person.save(update_fields=["is_active", "left_at"])
    record("person.returned", person, by=by)


@transaction.atomic
def give_role(
    person: Person, kind: str, *, by: Person | None, desk: Desk | None = None,
    department: Department | None = None, site: Site | None = None,
) -> Role:  # fmt: skip
    """Gives a role; given twice it stays one. Who is key person of one department may be of another as well."""
    place = {"department": department, "site": site}
    same, others = ({}, place) if desk else (place, {})
    role: Role
    role, new = Role.objects.get_or_create(
        person=person, kind=kind, desk=desk, ended_at=None, **same,
        defaults={"given_by": by, "given_at": clock.now(), **others},
    )  # fmt: skip
    if new:
        record("person.role_given", person, by=by, role=kind, desk=desk.slug if desk else "")
    person.__dict__.pop("standing", None)
    return role


@transaction.atomic
def end_role(role: Role, *, by: Person | None) -> None:
    """Takes a role back; refuses to take the last administrator's."""
    others = Role.objects.in_force().filter(kind=Role.Kind.ADMINISTRATOR).exclude(pk=role.pk)
    if role.kind == Role.Kind.ADMINISTRATOR and not others.exists():
        raise NotLastAdministrator
    role.ended_at, role.ended_by = clock.now(), by
    role.save(update_fields=["ended_at", "ended_by"])
    record("person.role_ended", role.person, by=by, role=role.kind, desk=role.desk.slug if role.desk else "")


def is_set_up() -> bool:
    return bool(Role.objects.filter(kind=Role.Kind.ADMINISTRATOR).exists())


@transaction.atomic
def open_desk(name: str, *, by: Person | None, slug: str = "") -> Desk:
    """A new desk; without a slug it is numbered."""
    desk = Desk.objects.create(name=name, slug=slug or f"desk-{Desk.objects.count() + 1}")
    record("desk.opened", desk, by=by, desk_id=desk.pk, name=name)
    return desk


@transaction.atomic
def change_desk(desk: Desk, *, by: Person | None, **facts: str) -> list[str]:
    """Renames a desk or changes how it is reached; gives what changed."""
    changed = sorted(name for name, value in facts.items() if getattr(desk, name) != value)
    if changed:
        for name in changed:
            setattr(desk, name, facts[name])
        desk.save(update_fields=changed)
        record("desk.changed", desk, by=by, desk_id=desk.pk, internal=True, fields=changed)
    return changed


@transaction.atomic
def set_up(*, password: str, desk: str = "", **facts: Any) -> Person:
    """The first administrator of a fresh house, leading its first desk if one is named; refused once there is one."""
    if is_set_up():
        raise AlreadySetUp
    person = take_on(by=None, password=password, **facts)
    give_role(person, Role.Kind.ADMINISTRATOR, by=None)
    if desk and not Role.objects.exclude(desk=None).exists():
        give_role(person, Role.Kind.LEADER, by=person, desk=_first_desk(desk, by=person))
    return person


def _first_desk(name: str, *, by: Person) -> Desk:
    """Letters may have come before anybody set the house up, and opened a desk that nobody is at."""
    desk = Desk.objects.order_by("pk").first()
    if desk is None:
        return open_desk(name, by=by)
    change_desk(desk, by=by, name=name)
    return desk


@transaction.atomic
def choose_language(person: Person, language: str) -> None:
    person.language = language
    person.save(update_fields=["language"])
