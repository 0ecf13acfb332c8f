"""Nothing typed is lost: a form that arrives too late comes back with every word, ready to be sent again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

HIDDEN = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword"}


def ask_to_sign_in_again(request: HttpRequest) -> HttpResponse:
    """401: for a script that then asks the person; without scripts a page with everything that was typed."""
    return TemplateResponse(request, "ui/say_again.html", _typed(request, signed_out=True), status=401).render()


def ask_to_send_again(request: HttpRequest) -> HttpResponse:
    """403: the page was older than the session; one click sends the same words with a fresh token."""
    return TemplateResponse(request, "ui/say_again.html", _typed(request, signed_out=False), status=403).render()


def _typed(request: HttpRequest, *, signed_out: bool) -> dict[str, Any]:
    fields = [
        (name, value) for name, values in request.POST.lists() if name not in HIDDEN for value in map(str, values)
    ]
    shown = [value for _name, value in fields if len(value) > 15 or "\n" in value]
    return {
        "fields": fields,
        "shown": shown,
        "signed_out": signed_out,
        "had_files": bool(request.FILES),
        "again": request.path,
    }
