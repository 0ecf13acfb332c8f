"""What starts and ends with the serving process: rooms register here, the ASGI entry runs it."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from django.conf import settings

Hook = Callable[[], Awaitable[None]]
starting: list[Hook] = []
stopping: list[Hook] = []
STOPPED_WITHIN = 5.0


class Runs(Protocol):
    """Works in `run` until another thread says `stop`."""

    def run(self) -> None: ...

    def stop(self) -> None: ...


def run_beside(name: str, make: Callable[[], Runs]) -> None:
    """One of these works on a thread of the serving process, from its start to its end; SUKETTO_WORKER=0 leaves all of
    them out."""
    running: list[tuple[Runs, threading.Thread]] = []

    async def start() -> None:
        if settings.ENVIRONMENT.worker:
            made = make()
            thread = threading.Thread(target=made.run, name=name, daemon=True)
            thread.start()
            running.append((made, thread))

    async def stop() -> None:
        while running:
            made, thread = running.pop()
            made.stop()
            await asyncio.to_thread(thread.join, STOPPED_WITHIN)

    starting.append(start)
    stopping.append(stop)


class Lifespan:
    """The ASGI lifespan protocol over the hooks that rooms put into `starting` and `stopping`."""

    async def serve(self, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                for hook in starting:
                    await hook()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                for hook in stopping:
                    await hook()
                await send({"type": "lifespan.shutdown.complete"})
                return
