"""Language by choice, refusals that no form caught, and pages made smaller for the wire."""

from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from suketto.foundation.refusals import Refusal
from suketto.foundation.uploads import refuse_if_too_large
from suketto.ui.typed import WHOSE, ask_to_wait, ask_who_it_is, say_what_arrived

A_PACKET = 1400  # bytes; what fits into one arrives no sooner for being smaller
# Where somebody becomes somebody else it is no matter whose page it was.
BECOMES_ANOTHER = {"account_login", "account_logout", "demo"}
LANGUAGES = {code for code, _name in settings.LANGUAGES}


class LanguageMiddleware:
    """Japanese unless somebody chose otherwise; the browser's own language is not a choice.

    What stands at an address depends on that cookie, and on who asks: a script gets a part, a person the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        language = chosen if chosen in LANGUAGES else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie", "HX-Request"])
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
    """Turns a refusal that reached the top into its sentence, with its status and never a stack trace.

    What was not refused has arrived, and the browser is told so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            refuse_if_too_large(int(request.META.get("CONTENT_LENGTH") or 0))
        except Refusal as refusal:
            return say(request, refusal)
        response = self.get_response(request)
        say_what_arrived(request, response)
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """A page that was opened by somebody else than who is signed in now sends nothing."""
        if request.method != "POST" or not request.user.is_authenticated:
            return None
        whose = request.headers.get("X-Person") or request.POST.get(WHOSE, "")
        match = request.resolver_match
        free = match is not None and match.url_name in BECOMES_ANOTHER
        return ask_who_it_is(request) if whose and whose != str(request.user.pk) and not free else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError) and request.method == "POST":
            return ask_to_wait(request)
        return say(request, exception) if isinstance(exception, Refusal) else None


def say(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return TemplateResponse(request, "ui/refusal.html", {"refusal": refusal}, status=refusal.status).render()
