"""The one internal event, and how pushes are taken apart whoever sent them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from urllib.parse import parse_qsl

Kind = Literal["new", "answer", "hangup"]
FIELDS_MAX = 200
TEXT_MAX = 250


class Unreadable(ValueError):
    """What came is no push of this kind; the text says why, for an administrator."""


@dataclass(frozen=True, slots=True)
class Push:
    """A request as it came. Header names are lower case."""

    body: bytes
    content_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    query: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    content: bytes = b"{}"
    content_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Told:
    """Something happened to a call. `direction` is empty where the push does not say; `at` where it happened now."""

    kind: Kind
    call: str
    direction: str = ""
    caller: str = ""
    called: str = ""
    users: tuple[str, ...] = ()
    queue: str = ""
    cause: str = ""
    at: datetime | None = None


Fields = dict[str, list[str]]


def fields(push: Push) -> Fields:
    """The fields of a form or of a JSON object, whatever the header says of it: exchanges are careless about that."""
    body = push.body.strip()
    if not body:
        raise Unreadable("empty")
    if body[:1] in b"{[":
        return _of_json(body)
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=FIELDS_MAX)
    except (UnicodeDecodeError, ValueError) as error:
        raise Unreadable("neither a form nor JSON") from error
    if not pairs:
        raise Unreadable("neither a form nor JSON")
    found: Fields = {}
    for name, value in pairs:
        found.setdefault(name.removesuffix("[]"), []).append(value)
    return found


def _of_json(body: bytes) -> Fields:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("broken JSON") from error
    if not isinstance(said, dict):
        raise Unreadable("JSON, but no object")
    return {str(name).removesuffix("[]"): _texts(value) for name, value in list(said.items())[:FIELDS_MAX]}


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(one) for one in values if isinstance(one, str | int | float) and not isinstance(one, bool)]


def first(said: Fields, *names: str) -> str:
    """The first of the named fields that says something."""
    for name in names:
        for value in said.get(name, []):
            if text := value.strip()[:TEXT_MAX]:
                return text
    return ""


def several(said: Fields, *names: str) -> tuple[str, ...]:
    found = [value.strip()[:100] for name in names for value in said.get(name, []) if value.strip()]
    return tuple(dict.fromkeys(found))[:50]


def needed(said: Fields, *names: str) -> str:
    found = first(said, *names)
    if not found:
        raise Unreadable(f"{names[0]} is missing")
    return found
