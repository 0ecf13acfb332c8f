"""Questions to a house of the tests, asked inside it: python -m tests.phone.asking EXPRESSION prints JSON."""

import json
import os
import sys
from typing import Any

import django


def answer(question: str) -> Any:
    from suketto.channels.phone.models import Call, CallBack, CallEvent  # noqa: PLC0415

    return eval(question, {"Call": Call, "CallBack": CallBack, "CallEvent": CallEvent})  # noqa: S307  (the test's words)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    sys.stdout.write(json.dumps(answer(sys.argv[1]), ensure_ascii=False, default=str))
