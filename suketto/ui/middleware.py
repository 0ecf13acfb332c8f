"""Language by choice, refusals that no form caught, and pages made smaller for the wire."""

from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template.response import TemplateResponse
from django.utils import translation

from suketto.foundation.refusals import Refusal
from suketto.foundation.uploads import refuse_if_too_large
from suketto.ui.typed import ask_to_wait

A_PACKET = 1400  # bytes; what fits into one arrives no sooner for being smaller
LANGUAGES = {code for code, _name in settings.LANGUAGES}


class LanguageMiddleware:
    """Japanese unless somebody chose otherwise; the browser's own language is not a choice."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        language = chosen if chosen in LANGUAGES else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages and fragments; never a stream, whose signals would wait in the packer, and never a file.

    Its length tells nothing (BREACH): tokens against forgery are masked anew in each page, and it varies at random.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        page = response.headers.get("Content-Type", "").startswith("text/html")
        if not (page and isinstance(response, HttpResponse) and len(response.content) >= A_PACKET):
            return response
        return super().process_response(request, response)


class RefusalMiddleware:
    """Turns a refusal that reached the top into its sentence, with its status and never a stack trace."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            refuse_if_too_large(int(request.META.get("CONTENT_LENGTH") or 0))
        except Refusal as refusal:
            return say(request, refusal)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError) and request.method == "POST":
            return ask_to_wait(request)
        return say(request, exception) if isinstance(exception, Refusal) else None


def say(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return TemplateResponse(request, "ui/refusal.html", {"refusal": refusal}, status=refusal.status).render()
