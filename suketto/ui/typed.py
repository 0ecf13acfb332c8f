"""Nothing typed is lost: a form that arrives too late comes back with every word, ready to be sent again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

HIDDEN = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword"}
# What a form carries for itself: sent again with the rest, but nobody typed it.
MACHINERY = {"once", "seen", "act", "from", "template", "desk", "service", "query", "working_place", "channel"}


def ask_to_sign_in_again(request: HttpRequest) -> HttpResponse:
    """401: for a script that then asks the person; without scripts a page with everything that was typed."""
    return TemplateResponse(request, "ui/say_again.html", _typed(request, signed_out=True), status=401).render()


def ask_to_send_again(request: HttpRequest) -> HttpResponse:
    """403: the page was older than the session; one click sends the same words with a fresh token."""
    return TemplateResponse(request, "ui/say_again.html", _typed(request, signed_out=False), status=403).render()


def ask_to_wait(request: HttpRequest) -> HttpResponse:
    """503: the database did not take the words in time; they are here, ready to be sent again."""
    context = _typed(request, signed_out=False) | {"busy": True}
    response = TemplateResponse(request, "ui/say_again.html", context, status=503).render()
    response["Retry-After"] = "5"
    return response


def _typed(request: HttpRequest, *, signed_out: bool) -> dict[str, Any]:
    fields = [
        (name, value) for name, values in request.POST.lists() if name not in HIDDEN for value in map(str, values)
    ]
    shown = [value for name, value in fields if name not in MACHINERY and len(value.strip()) > 1]
    return {
        "fields": fields,
        "shown": shown,
        "signed_out": signed_out,
        "had_files": bool(request.FILES),
        "again": request.path,
    }
