"""The worker inside the serving process: one command, one process. SUKETTO_WORKER=0 leaves it out."""

import asyncio
import threading

from django.conf import settings

from suketto.foundation import lifespan
from suketto.jobs.worker import Worker

_running: list[tuple[Worker, threading.Thread]] = []


async def start() -> None:
    if settings.ENVIRONMENT.worker:
        worker = Worker()
        thread = threading.Thread(target=worker.run, name="worker", daemon=True)
        thread.start()
        _running.append((worker, thread))


async def stop() -> None:
    for worker, thread in _running:
        worker.stop()
        await asyncio.to_thread(thread.join, 5)


lifespan.starting.append(start)
lifespan.stopping.append(stop)
