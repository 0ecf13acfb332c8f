"""Doors by role. Signed out: sign in first (what was typed is kept). Wrong role: 403 without a word of the content."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from suketto.people.models import Person, Standing
from suketto.ui.typed import ask_to_sign_in_again


class PersonRequest(HttpRequest):
    """A request whose sender is signed in."""

    user: Person


View = Callable[..., HttpResponseBase]


def sees_employment(viewer: Person, person: Person) -> bool:
    """By whom somebody is employed is seen by themself and by administrators; beside a question nobody needs it."""
    return viewer.pk == person.pk or viewer.standing.administrator


def signed_in(view: View) -> View:
    """Only for people who are signed in."""
    return _door(view, lambda _standing: True)


def member_only(view: View) -> View:
    """Only for members or leaders of some desk."""
    return _door(view, lambda standing: standing.member)


def member_or_owner_only(view: View) -> View:
    """For those who write articles: members, and the owners of systems."""
    return _door(view, lambda standing: standing.member or standing.owner)


def leader_only(view: View) -> View:
    return _door(view, lambda standing: standing.leader)


def leader_or_administrator_only(view: View) -> View:
    """For those who arrange what a desk offers."""
    return _door(view, lambda standing: standing.leader or standing.administrator)


def administrator_only(view: View) -> View:
    return _door(view, lambda standing: standing.administrator)


def member_or_administrator_only(view: View) -> View:
    return _door(view, lambda standing: standing.member or standing.administrator)


def _door(view: View, may_enter: Callable[[Standing], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _sign_in_first(request)
        if not may_enter(request.user.standing):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" or request.headers.get("HX-Request"):
        return ask_to_sign_in_again(request)
    return redirect_to_login(request.get_full_path())
