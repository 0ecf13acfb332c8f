"""`Idempotency-Key`: a request that comes twice is done once, and answered twice with the same words."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Status
from pydantic import BaseModel

from suketto.api.access import TokenRequest, person_of
from suketto.api.models import Answer
from suketto.foundation import clock
from suketto.foundation.refusals import Refusal

HEADER = "Idempotency-Key"
LONGEST = 255
PARAMETER = {
    "in": "header", "name": HEADER, "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST},
}  # fmt: skip
Act = Callable[..., Status[Any]]


class KeyUnusable(Refusal):
    message = _("Idempotency-Key は、空白でない ASCII 文字で %(limit)s 文字までです。")
    field = HEADER
    status = 400


class KeyUsedBefore(Refusal):
    message = _("この Idempotency-Key は、別の内容の依頼に使われています。新しいキーで送ってください。")
    field = HEADER


def once(act: Act) -> Callable[..., HttpResponse]:
    """Around an act that answers `Status(code, shape)`: with the header, act and stored answer are one transaction.

    A second request that arrives meanwhile waits for the first one's commit. A refusal stores nothing.
    """

    @wraps(act)
    def wrapper(request: TokenRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = _key(request)
        if key is None:
            return _said(act(request, *args, **kwargs))
        place = {"key": key, "principal": person_of(request), "route": f"{request.method} {request.path}"[:200]}
        fingerprint = hashlib.sha256(request.body).hexdigest()
        stored = Answer.objects.filter(**place).first()
        if stored is not None:
            return _again(stored, fingerprint)
        try:
            with transaction.atomic():
                row = Answer.objects.create(**place, fingerprint=fingerprint, at=clock.now())
                response = _said(act(request, *args, **kwargs))
                row.status, row.body = response.status_code, response.content.decode()
                row.save(update_fields=["status", "body"])
                return response
        except IntegrityError:
            stored = Answer.objects.filter(**place).first()
            if stored is None:
                raise
            return _again(stored, fingerprint)

    return wrapper


def _key(request: TokenRequest) -> str | None:
    key: str | None = request.headers.get(HEADER)
    if key is not None and not (key.isascii() and key.isprintable() and 0 < len(key.strip()) <= len(key) <= LONGEST):
        raise KeyUnusable(limit=LONGEST)
    return key


def _said(done: Status[Any]) -> HttpResponse:
    shape: BaseModel = done.value
    return _json(shape.model_dump_json(), done.status_code)


def _again(stored: Answer, fingerprint: str) -> HttpResponse:
    if stored.fingerprint != fingerprint:
        raise KeyUsedBefore
    response = _json(stored.body, stored.status)
    response["Idempotent-Replayed"] = "true"
    return response


def _json(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="application/json; charset=utf-8")
