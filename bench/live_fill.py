"""Fills an empty house with the demo company and so many chats that go on, and prints what their clients need."""

import json
import sys
from random import Random
from typing import Any

import django

django.setup()

from bench.fill import session_of  # noqa: E402
from suketto.channels.chat import actions  # noqa: E402
from suketto.demo.company import found  # noqa: E402
from suketto.people.attendance import say_at_work  # noqa: E402
from suketto.sla.models import BusinessCalendar  # noqa: E402
from suketto.sla.queries import forget  # noqa: E402

ROUND_THE_CLOCK = {str(day): [[0, 1440]] for day in range(7)}


def fill(wanted: int) -> dict[str, Any]:
    company = found(Random(20260401))  # noqa: S311  (the same company every time)
    desk = company.desks["it"]
    BusinessCalendar.objects.update_or_create(
        desk=desk, defaults={"week": ROUND_THE_CLOCK, "national_holidays": False, "days_off": []}
    )
    forget(desk)
    members = company.members[:3]
    for member in members:
        say_at_work(member)
    chats = []
    for number, person in enumerate(company.colleagues[:wanted]):
        session = actions.begin(desk=desk, person=person, text=f"計測の相談 {number}")
        actions.take(session, by=members[number % len(members)])
        last = session.ticket.messages.latest("pk").pk
        chats.append(
            {"number": session.pk, "session": session_of(person), "last": last, "member": number % len(members)}
        )
    return {"chats": chats, "members": [session_of(member) for member in members]}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(fill(int(sys.argv[1]))))
