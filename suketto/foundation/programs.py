"""What programs ask is answered in one piece on one thread: without cookies, forms and pages there is little to do.

Django hands a page's request four times from thread to thread and through all that only browsers need; for a program
that was a third of the work.
"""

import re
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core import signals
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpResponseBase
from django.urls import set_script_prefix
from django.utils.module_loading import import_string

Answer = tuple[int, list[tuple[bytes, bytes]], bytes]


class Programs(ASGIHandler):
    """The addresses of `PROGRAMS`, behind `MIDDLEWARE_FOR_PROGRAMS` alone."""

    def __init__(self) -> None:
        self.addresses, self.hurried = re.compile(settings.PROGRAMS), re.compile(settings.PRESSING)
        self.load_middleware()

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002  (as Django calls it)
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        chain: Any = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined]  # not in the stubs
        for path in reversed(settings.MIDDLEWARE_FOR_PROGRAMS):
            chain = convert_exception_to_response(import_string(path)(chain))
        self._middleware_chain = chain

    def meant(self, scope: dict[str, Any]) -> bool:
        return self.addresses.match(scope["path"]) is not None

    def pressing(self, scope: dict[str, Any]) -> bool:
        """Whether it is answered beside the pages and not after them: somebody's telephone is ringing."""
        return self.hurried.match(scope["path"]) is not None

    def answer(self, scope: dict[str, Any], body: bytes) -> Answer:
        """Status, headers and content; to be called on a thread whose database connection stays."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        request, refused = self.create_request(scope, BytesIO(body))
        response: Any = refused if request is None else self.get_response(request)
        try:
            return response.status_code, _headers(response), b"".join(response)
        finally:
            response.close()


def _headers(response: HttpResponseBase) -> list[tuple[bytes, bytes]]:
    cookies = [(b"set-cookie", cookie.output(header="").strip().encode()) for cookie in response.cookies.values()]
    return [(name.lower().encode(), value.encode("latin1")) for name, value in response.items()] + cookies
