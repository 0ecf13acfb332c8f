"""Signing in, out and failing to, into the trail."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver
from django.http import HttpRequest

from suketto.people.models import Person
from suketto.trail.actions import record


@receiver(user_logged_in)
def signed_in(sender: Any, request: HttpRequest | None, user: Person, **_rest: Any) -> None:
    with transaction.atomic():
        record("person.signed_in", user, by=user, internal=True, address=_address(request))
        if hasattr(request, "user"):
            # However somebody came in, the list of their sessions knows of it.
            UserSession.objects.create_from_request(request)


@receiver(user_logged_out)
def signed_out(sender: Any, request: HttpRequest | None, user: Person | None, **_rest: Any) -> None:
    if user is not None:
        with transaction.atomic():
            record("person.signed_out", user, by=user, internal=True, address=_address(request))


@receiver(user_login_failed)
def failed(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_rest: Any) -> None:
    """Kept at the account that was aimed at; a name that nobody has is not kept, it may be a password typed wrongly."""
    name = str(credentials.get("email") or credentials.get("username") or "")
    person = Person.objects.filter(Q(email__iexact=name) | Q(employee_number=name)).first() if name else None
    if person is not None:
        with transaction.atomic():
            record("person.sign_in_failed", person, by=None, internal=True, address=_address(request))


def _address(request: HttpRequest | None) -> str:
    return str(request.META.get("REMOTE_ADDR", "")) if request is not None else ""
