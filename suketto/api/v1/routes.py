"""One way to declare an operation, so that each lists every problem it may answer and none is forgotten."""

from collections.abc import Callable
from typing import Any

from ninja import Router

from suketto.api.once import PARAMETER
from suketto.api.problems import responses

Declared = Callable[[Callable[..., Any]], Callable[..., Any]]


def reads(router: Router, path: str, shape: type, name: str, summary: Any) -> Declared:
    """A GET."""
    return router.get(
        path, response=shape, operation_id=name, summary=summary,
        openapi_extra={"responses": responses(401, 403, 404, 422, 429, 503)},
    )  # fmt: skip


def does(router: Router, path: str, shape: type, name: str, summary: Any) -> Declared:
    """A POST that makes something (201), safe to repeat with an `Idempotency-Key`. Goes around `@once`."""
    return router.post(
        path, response={201: shape}, operation_id=name, summary=summary,
        openapi_extra={
            "parameters": [PARAMETER], "responses": responses(400, 401, 403, 404, 409, 413, 422, 429, 503),
        },
    )  # fmt: skip
