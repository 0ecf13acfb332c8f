"""A program at the door of the API: a person's token, JSON in, JSON out."""

import json
from datetime import timedelta
from typing import Any

from django.test import Client

from suketto.api.actions import make_token
from suketto.people.models import Person


class Program:
    """Calls the API as `person`, or without a token."""

    def __init__(self, person: Person | None = None) -> None:
        self.client = Client(enforce_csrf_checks=True)
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
