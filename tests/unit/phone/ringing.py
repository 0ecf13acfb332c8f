"""A line and what it says, as the exchanges say it."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.test import Client

from suketto.channels.phone import actions
from suketto.channels.phone.lines import address_of
from suketto.channels.phone.models import Call, Line
from suketto.people.models import Desk
from tests.people import a_desk

MONDAY = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)  # 10:00 in Japan, a working day
CALLER = "090-1234-5678"
NUMBER = "+819012345678"


def a_line(provider: str = "generic", desk: Desk | None = None, secret: str = "") -> Line:
    return actions.open_line(by=None, name="代表", provider=provider, desk=desk or a_desk(), secret=secret)


def path_of(line: Line) -> str:
    return "/cti/" + address_of(line).rpartition("/")[2]


def said(event: str, call: str = "c1", **facts: Any) -> dict[str, Any]:
    usual = {"event": event, "callId": call, "from": CALLER, "to": "0312345678", "direction": "in"}
    return {name: value for name, value in {**usual, **facts}.items() if value is not None}


def tell(line: Line, event: str, call: str = "c1", **facts: Any) -> Any:
    """Posted as JSON, as by a generic line."""
    body = json.dumps(said(event, call, **facts), ensure_ascii=False)
    return Client().post(path_of(line), body, content_type="application/json")


def tell_form(line: Line, form: dict[str, Any], **headers: str) -> Any:
    body = urlencode(form, doseq=True)
    return Client().post(path_of(line), body, content_type="application/x-www-form-urlencoded", headers=headers)


def a_call(line: Line, *events: str, call: str = "c1", **facts: Any) -> Call:
    for event in events:
        own = {"cause": facts.get("cause", "normalClearing")} if event == "hangup" else {}
        told = {name: value for name, value in facts.items() if name != "cause"}
        assert tell(line, event, call, **told, **own).status_code == 200
    found: Call = Call.objects.get(line=line, key=call)
    return found


def missed(line: Line, call: str = "m1", **facts: Any) -> Call:
    return a_call(line, "newCall", "hangup", call=call, **{"cause": "cancel", **facts})
