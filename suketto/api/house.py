"""The API's own ways: a token at the door, plain JSON, every error a problem, and a schema that says so."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder

from suketto.api import problems
from suketto.api.access import Bearer
from suketto.api.language import asked_for
from suketto.api.rate import PerToken
from suketto.foundation.refusals import Refusal

log = structlog.get_logger("suketto.api")


class Plain(BaseRenderer):
    """JSON with Japanese in it as Japanese, not as escapes."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        return json.dumps(data, cls=NinjaJSONEncoder, ensure_ascii=False)


class HouseAPI(NinjaAPI):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            title="Suketto", description=gettext_lazy("助っ人の窓口・案件・記事・検索を、プログラムから。"),  # type: ignore[arg-type]
            openapi_url=None, docs_url=None, auth=Bearer(), throttle=PerToken(settings.API_REQUESTS_A_MINUTE),
            renderer=Plain(), **options,
        )  # fmt: skip
        for kind, handler in HANDLERS.items():
            self.add_exception_handler(kind, handler)

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Ninja's schema with the shape of problems in it."""
        schema = super().get_openapi_schema(**options)
        shape = problems.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schema["components"]["schemas"] |= {**shape.pop("$defs"), "Problem": shape}
        return schema

    def addresses(self) -> list[URLPattern | URLResolver]:
        """The addresses of all operations, each behind the door that chooses the language and knows no HTML."""
        patterns, _app, _namespace = self.urls
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = spoken(pattern.callback)
        return patterns


def spoken(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answers in the caller's language, and turns a 404 or 405 that no operation saw into a problem."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(asked_for(request) or settings.LANGUAGE_CODE):
            try:
                response = view(request, *args, **kwargs)
            except Http404:
                response = not_found(request)
            if response.status_code == 405 and "json" not in response.headers.get("Content-Type", ""):
                allowed = response.headers.get("Allow", "")
                response = problems.problem(405, _("ここで使えるのは %s です。") % allowed)
                response["Allow"] = allowed
            response.headers["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
        return response

    wrapper.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens anything here
    return wrapper


def not_found(request: HttpRequest, _error: Exception | None = None) -> HttpResponse:
    return problems.problem(404, _("ありません。番号と宛先を確かめてください。"))


def _signed_out(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    response = problems.problem(401, _("Authorization: Bearer に、有効なトークンを入れてください。"))
    response["WWW-Authenticate"] = 'Bearer realm="Suketto"'
    return response


def _too_often(_request: HttpRequest, _error: Throttled) -> HttpResponse:
    return problems.problem(429, _("少し待ってから送ってください（Retry-After 秒後）。"))


def _unreadable(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problems.problem(error.status_code, _("本文を JSON（UTF-8）として読めませんでした。"))


def _forbidden(_request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
    return problems.problem(403, _("あなたの役割では、これはできません。"))


def _too_big(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024 // 1024
    return problems.problem(413, _("一度に送れるのは %d MB までです。") % most)


def _busy(_request: HttpRequest, error: OperationalError) -> HttpResponse:
    """The database did not take it in time; should it have after all, an `Idempotency-Key` makes it once."""
    log.warning("database not ready", error=repr(error)[:300])
    response = problems.problem(503, _("いま混み合っていて、書き込めませんでした。少し待ってから送り直してください。"))
    response["Retry-After"] = "5"
    return response


HANDLERS: dict[type[Exception], Callable[..., HttpResponse]] = {
    Refusal: problems.refused, ValidationError: problems.invalid, Http404: not_found, PermissionDenied: _forbidden,
    AuthenticationError: _signed_out, Throttled: _too_often, RequestDataTooBig: _too_big, HttpError: _unreadable,
    OperationalError: _busy,
}  # fmt: skip
