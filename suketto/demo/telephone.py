"""Monday's calls: a line of the IT desk tells of them as on every other day; two callers wait to be called back."""

import json
from datetime import datetime, timedelta
from random import Random

from suketto.channels.phone.actions import open_line, tie
from suketto.channels.phone.models import Call, CallEvent, Line
from suketto.channels.phone.understanding import understand
from suketto.demo.company import Company
from suketto.demo.week import calls_of_week
from suketto.people.actions import add_number
from suketto.tickets.models import Ticket

MAIN = "03-5555-0100"
MOBILES = {"真田": "090-5555-0142", "柴田": "080-5555-0123", "久我": "070-5555-0118", "川辺": "043-555-0177"}
# Minutes ago; who calls (a named person, or a number); who answers; how long they talk, in seconds.
CALLS = [
    (170, "真田", "水野", 245),
    (128, "川辺", "高瀬", 132),
    (96, "非通知", "", 0),
    (64, "柴田", "水野", 388),
    (41, "久我", "", 0),
    (37, "久我", "", 0),
    (22, "050-5555-0190", "", 0),
]


def ring(company: Company, random: Random, now: datetime) -> int:
    """Gives the number of calls, those of the week before among them."""
    line = open_line(by=None, name=f"代表 {MAIN}", provider=Line.Provider.GENERIC, desk=company.desks["it"])
    before = calls_of_week(company, line, random, now)
    known = {name: number for name, number in MOBILES.items() if name in company.named}
    for name, number in known.items():
        add_number(company.named[name], number, kind="mobile" if number[1] != "4" else "direct", by=None)
    for at, (minutes, who, member, seconds) in enumerate(CALLS):
        number, began = known.get(who, who), now - timedelta(minutes=minutes)
        answerer = company.named[member].extension if member in company.named else ""
        _tell(line, f"demo-{at}", "newCall", began, number)
        if answerer:
            _tell(line, f"demo-{at}", "answer", began + timedelta(seconds=8), number, answeringNumber=answerer)
        ended = began + timedelta(seconds=8 + seconds if answerer else 31)
        _tell(line, f"demo-{at}", "hangup", ended, number, cause="normalClearing" if answerer else "cancel")
    _write_down(company, line)
    return before + len(CALLS)


def _tell(line: Line, key: str, event: str, at: datetime, number: str, **facts: str) -> None:
    said = {"event": event, "callId": key, "from": number, "to": MAIN, "direction": "in", **facts}
    body = json.dumps(said, ensure_ascii=False).encode()
    kept = CallEvent.objects.create(line=line, came_at=at, content_type="application/json", body=body)
    understand(kept.pk)


def _write_down(company: Company, line: Line) -> None:
    """What was talked about on the telephone this morning stands in the caller's open case, where there is one."""
    for call in Call.objects.filter(line=line, answered_at__isnull=False).select_related("taken_by"):
        ticket = Ticket.objects.open().filter(desk=line.desk, requester_id__in=call.candidates).order_by("-id").first()
        if ticket is not None and call.taken_by is not None:
            tie(call, ticket, by=call.taken_by)
