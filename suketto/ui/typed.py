"""Nothing typed is lost: a form that arrives too late comes back with every word, ready to be sent again."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse

HIDDEN = {"as_whom", "csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword"}
# What a form carries for itself: sent again with the rest, but nobody typed it.
MACHINERY = {"once", "seen", "act", "from", "template", "desk", "service", "query", "working_place", "channel", "draft"}
WHOSE = "as_whom"  # the field that names whose page a form stands on


KEY_MAX = 400  # characters; a draft is called by its owner, its page and its form


class NotTaken(HttpResponseRedirect):
    """Back to the page with a message that says why: nothing of the form was taken."""


def say_what_arrived(request: HttpRequest, response: HttpResponseBase) -> None:
    """A form that is answered by another page has arrived: the browser may forget the draft that it was sent with."""
    if request.method != "POST" or response.status_code != 302 or isinstance(response, NotTaken):
        return
    key = request.POST.get("draft", "")
    if key.startswith("draft:") and len(key) <= KEY_MAX:
        response.set_cookie("arrived", quote(key, safe=""), max_age=300, samesite="Lax", secure=settings.HTTPS)


def ask_to_sign_in_again(request: HttpRequest) -> HttpResponse:
    """401: for a script that then asks the person; without scripts a page with everything that was typed."""
    return TemplateResponse(request, "ui/say_again.html", _typed(request, signed_out=True), status=401).render()


def ask_who_it_is(request: HttpRequest) -> HttpResponse:
    """401: the page is somebody else's than the session; nothing was done in the name of either."""
    context = _typed(request, signed_out=False) | {"another": True}
    response = TemplateResponse(request, "ui/say_again.html", context, status=401).render()
    response["X-Signed-In"] = "another"
    return response


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
