"""The program at another moment, its clock going on from there: python -m tests.journeys.clock MOMENT serve …"""

import os
import sys
from datetime import datetime
from typing import Any

import time_machine

from config.listening import listen
from suketto.console import main as suketto


def here(_program: str, words: list[str]) -> Any:
    """Another program would have another clock: it is run in this one."""
    listen(words[3], int(words[4]), int(words[5]))
    sys.exit(0)


def main(moment: str, *arguments: str) -> None:
    sys.argv = ["suketto", *arguments]
    os.execv = here
    with time_machine.travel(datetime.fromisoformat(moment), tick=True):
        suketto()


if __name__ == "__main__":
    main(*sys.argv[1:])
