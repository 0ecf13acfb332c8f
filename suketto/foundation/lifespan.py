"""What starts and ends with the serving process: rooms register here, the ASGI entry runs it."""

from collections.abc import Awaitable, Callable
from typing import Any

Hook = Callable[[], Awaitable[None]]
starting: list[Hook] = []
stopping: list[Hook] = []


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
