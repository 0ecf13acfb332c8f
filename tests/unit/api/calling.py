"""A program at the door of the API: a person's token, JSON in, JSON out."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse
from django.test import Client

from suketto.api.actions import make_token
from suketto.foundation.programs import Programs
from suketto.people.models import Person


@cache
def door() -> Programs:
    return Programs()


@contextmanager
def connections_kept() -> Iterator[None]:
    """A test's transaction outlives the request, as with Django's own client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


class Straight:
    """Django's test client in small, for the way that requests of programs take in the real server."""

    def get(self, path: str, query: dict[str, Any] | None = None, *, headers: dict[str, str]) -> Any:
        return self.send("GET", path, urlencode(query or {}), headers, b"")

    def post(self, path: str, body: str | bytes, content_type: str, headers: dict[str, str]) -> Any:
        sent = body.encode() if isinstance(body, str) else body
        return self.send("POST", path, "", headers | {"Content-Type": content_type}, sent)

    def send(self, method: str, path: str, query: str, headers: dict[str, str], body: bytes) -> Any:
        given = {"Host": "testserver", "Content-Length": str(len(body))} | headers
        scope = {
            "type": "http", "method": method, "path": path, "query_string": query.encode(), "scheme": "http",
            "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
            "client": ("127.0.0.1", 5), "server": ("testserver", 80),
        }  # fmt: skip
        assert door().meant(scope)
        with connections_kept():
            status, answered, content = door().answer(scope, body)
        named = {name.decode().title(): value.decode("latin1") for name, value in answered}
        response = HttpResponse(content, status=status, headers=named)
        response.json = lambda: json.loads(content)  # type: ignore[attr-defined]
        return response


class Program:
    """Calls the API as `person`, or without a token; `large` by the way that large requests and all pages take."""

    def __init__(self, person: Person | None = None, *, large: bool = False) -> None:
        self.client: Any = Client(enforce_csrf_checks=True) if large else Straight()
        self.secret = make_token(person, "試験", lasts=timedelta(days=30))[1] if person else ""

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", query, headers=self._headers())

    def post(self, path: str, body: Any, **headers: str) -> Any:
        sent = body if isinstance(body, (str, bytes)) else json.dumps(body)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(
            f"/api/v1/{path}", sent, content_type="application/json", headers=self._headers() | given
        )

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"} if self.secret else {}


def case(response: Any) -> tuple[int, str]:
    """Status and the name of the problem; fails when the answer is not a problem."""
    assert response.headers["Content-Type"] == "application/problem+json"
    said = response.json()
    assert (said["status"], bool(said["title"]), bool(said["detail"])) == (response.status_code, True, True)
    return response.status_code, said["type"].rpartition(":")[2]
