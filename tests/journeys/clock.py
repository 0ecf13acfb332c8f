"""The program at another moment, its clock going on from there: python -m tests.journeys.clock MOMENT serve …"""

import sys
from datetime import datetime

import time_machine

from suketto.console import main as suketto


def main(moment: str, *arguments: str) -> None:
    sys.argv = ["suketto", *arguments]
    with time_machine.travel(datetime.fromisoformat(moment), tick=True):
        suketto()


if __name__ == "__main__":
    main(*sys.argv[1:])
