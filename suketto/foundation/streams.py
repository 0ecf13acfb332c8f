"""Live streams share two threads: what each of them asks of the database now and then takes a moment, and it lives for
hours.

Left to itself Django keeps a thread for each stream, and each thread an open database: half a megabyte for a page that
merely waits.
"""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from typing import Any

from asgiref.sync import ThreadSensitiveContext

THREADS = 2
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


class StandingStreams:
    """Runs streams; whatever they do outside of the event loop is done on one of `THREADS` threads that stay."""

    def __init__(self, application: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self.application = application
        self.threads = cycle(
            [ThreadPoolExecutor(1, thread_name_prefix=f"stream-{number}") for number in range(THREADS)]
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with ThreadSensitiveContext(executor=next(self.threads)):
            await self.application(scope, receive, send)
