"""A few threads that stay: pages are made on them one after the other, each with its own open database connection.

Left to itself the server makes a thread for each request, and each of them opens the database anew: more work than
some of our pages. Bodies are read before a thread is taken, so a slow line holds none.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

from asgiref.sync import ThreadSensitiveContext

from suketto.foundation.programs import Programs

THREADS = 4  # more only fight for the interpreter: 8 made a fifth fewer tickets a second, 2 no more
SMALL = 64 * 1024
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


class StandingThreads:
    """Runs the application on one of `THREADS` threads; large bodies and streams get a thread of their own."""

    def __init__(
        self, application: Callable[[Scope, Receive, Send], Awaitable[None]], programs: Programs | None = None
    ) -> None:
        self.application, self.programs = application, programs
        self.free: asyncio.LifoQueue[ThreadPoolExecutor] | None = None
        self.reserved: ThreadPoolExecutor | None = None  # for what may not wait behind pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not small(scope):
            await self.application(scope, receive, send)
            return
        messages = await read_ahead(receive)
        if self.programs is not None and self.programs.pressing(scope):
            self.reserved = self.reserved or ThreadPoolExecutor(1, thread_name_prefix="pressing")
            await self._answer(self.programs, self.reserved, scope, messages, send)
            return
        free = self._threads()
        thread = await free.get()
        try:
            if self.programs is not None and self.programs.meant(scope):
                await self._answer(self.programs, thread, scope, messages, send)
            else:
                async with ThreadSensitiveContext(executor=thread):
                    await self.application(scope, replayed(messages, receive), send)
        finally:
            free.put_nowait(thread)

    async def _answer(
        self, programs: Programs, thread: ThreadPoolExecutor, scope: Scope, messages: list[Any], send: Send
    ) -> None:
        """One visit to the thread; whoever hung up before the whole question had arrived gets nothing done."""
        if messages[-1]["type"] == "http.disconnect":
            return
        body = b"".join(message.get("body", b"") for message in messages)
        answering = asyncio.get_running_loop().run_in_executor(thread, copy_context().run, programs.answer, scope, body)
        status, headers, content = await answering
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    def _threads(self) -> "asyncio.LifoQueue[ThreadPoolExecutor]":
        """The last one used comes first: on a quiet day one thread and one connection do."""
        if self.free is None:
            self.free = asyncio.LifoQueue()
            for number in range(THREADS):
                self.free.put_nowait(ThreadPoolExecutor(1, thread_name_prefix=f"page-{number}"))
        return self.free


def small(scope: Scope) -> bool:
    """No body, or one whose announced length fits into memory without a thought."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"0" if b"transfer-encoding" not in headers else b"")
    return length.isdigit() and int(length) <= SMALL


async def read_ahead(receive: Receive) -> list[Any]:
    """The whole body, taken in."""
    messages = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())
    return messages


def replayed(messages: list[Any], receive: Receive) -> Receive:
    """The same body once more; what comes after it (the browser went away) is still heard."""
    waiting = iter(messages)

    async def replay() -> Any:
        for message in waiting:
            return message
        return await receive()

    return replay
