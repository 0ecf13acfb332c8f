"""What a page knew of the trail before it was written: its live stream begins there, so nothing falls in between."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from suketto.trail import hub


class SinceMiddleware:
    """Gives each whole page `request.live_since`, the number of the last event before anything was read for it.

    A stream that opens a second after its page was written hears of that second too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "HX-Request" not in request.headers:
            known = hub.the_hub.known()
            setattr(request, "live_since", hub.newest() if known is None else known)  # noqa: B010
        return self.get_response(request)
