"""`python -m config.listening HOST PORT PROCESSES`: the supervisor of the serving processes.

It loads the server and nothing of the house: a third of the memory of one that had looked at the database before.
Open live streams are let go after three seconds.
"""

import logging
import sys

from granian import Granian
from granian.constants import Interfaces


def listen(host: str, port: int, processes: int) -> None:
    logging.getLogger("granian").setLevel(logging.WARNING)
    Granian(
        "config.asgi:application", address=host, port=port, interface=Interfaces.ASGI, workers=processes,
        websockets=False, workers_kill_timeout=3, respawn_failed_workers=True, log_enabled=False, backlog=1024,
    ).serve()  # fmt: skip


if __name__ == "__main__":
    listen(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
