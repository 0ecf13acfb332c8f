"""createadmin, password-link, seed, import."""

import argparse
import getpass
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q

from suketto.assets import importing as devices_importing
from suketto.console.serving import migrate_quietly, say
from suketto.foundation.refusals import Refusal
from suketto.knowledge import importing as knowledge_importing
from suketto.notices.addresses import whole_address
from suketto.people import actions
from suketto.people import importing as people_importing
from suketto.people.models import Person, Role
from suketto.people.passwords import password_key
from suketto.tickets import importing as tickets_importing


def create_admin(arguments: argparse.Namespace) -> int:
    """Asks for the password on a terminal; elsewhere makes one and prints it once."""
    existing = Person.objects.filter(email__iexact=arguments.email).first()
    if existing is not None:
        actions.give_role(existing, Role.Kind.ADMINISTRATOR, by=None)
        say(f"{existing.full_name} is an administrator now.")
        return 0
    typed = getpass.getpass("Password (12 characters or more): ") if sys.stdin.isatty() else ""
    password = typed or secrets.token_urlsafe(15)
    try:
        validate_password(password)
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from error
    person = actions.take_on(
        by=None, password=password, email=arguments.email, family_name=arguments.family_name,
        given_name=arguments.given_name, employee_number=arguments.employee_number,
    )  # fmt: skip
    actions.give_role(person, Role.Kind.ADMINISTRATOR, by=None)
    say(f"{person.full_name} can sign in as {person.email}.")
    if not typed:
        say(f"Password, shown only now: {password}")
    return 0


def password_link(arguments: argparse.Namespace) -> int:
    """Prints the address with which somebody chooses a new password, where mail does not reach them."""
    named = arguments.person.strip()
    person = Person.objects.filter(Q(employee_number=named) | Q(email__iexact=named)).first()
    if person is None:
        raise Refusal(f"nobody here has the employee number or mail address {named}")
    uid, key = password_key(person, by=None)
    say(
        f"{person.full_name} chooses a new password here, once, within {settings.PASSWORD_RESET_TIMEOUT // 3600} hours."
    )
    say("Give it to nobody else, and only after making sure who asks:")
    say(whole_address("account_reset_password_from_key", uid, key))
    return 0


def seed(arguments: argparse.Namespace) -> int:
    from suketto.demo.scenes import fill, is_empty  # noqa: PLC0415

    migrate_quietly()
    if not is_empty():
        raise Refusal("there is something in this house already: a scene wants an empty one (another SUKETTO_VAR)")
    fill(arguments.scene, say=say)
    return 0


def bring_in(arguments: argparse.Namespace) -> int:
    """Prints a preview with line numbers, then the progress, then what was new, changed, equal and wrong."""

    file: Path = arguments.file
    if not file.is_file():
        raise Refusal(f"there is no file {file}")
    if arguments.what in {"people", "devices"} and (arguments.mapping or arguments.save_mapping):
        raise Refusal(f"{arguments.what} are read by the heads of their columns, without a mapping")
    ways: dict[str, Callable[[argparse.Namespace], int]] = {
        "devices": lambda given: devices_importing.command(given, say),
        "people": lambda given: people_importing.command(given, say),
        "articles": lambda given: knowledge_importing.command(given, say),
        "tickets": lambda given: tickets_importing.command(given, say),
    }
    return ways[arguments.what](arguments)
