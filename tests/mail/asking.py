"""Questions to a house of the tests, asked inside it: python -m tests.mail.asking EXPRESSION prints JSON."""

import json
import os
import sys
from typing import Any

import django


def answer(question: str) -> Any:
    from suketto.channels.email.models import Letter, Mailbox  # noqa: PLC0415
    from suketto.notices.clicks import click_address  # noqa: PLC0415
    from suketto.notices.models import Mail  # noqa: PLC0415
    from suketto.people.models import Person  # noqa: PLC0415
    from suketto.tickets import actions  # noqa: PLC0415
    from suketto.tickets.models import Message, Ticket  # noqa: PLC0415
    from suketto.trail.models import Event  # noqa: PLC0415

    names = {"Letter": Letter, "Mailbox": Mailbox, "Mail": Mail, "Person": Person, "actions": actions,
             "Message": Message, "Ticket": Ticket, "Event": Event, "click_address": click_address}  # fmt: skip
    return eval(question, names)  # noqa: S307  (the test's own words)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    sys.stdout.write(json.dumps(answer(sys.argv[1]), ensure_ascii=False, default=str))
