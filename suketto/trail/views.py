"""The live stream: server-sent signals for whoever is signed in."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from suketto.foundation.scope import Viewer
from suketto.trail import hub

HEARTBEAT = 15.0
Answer = TypeVar("Answer")


async def live(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Signals as `topics` after `Last-Event-ID`; ends when the session ends. 204 tells a browser to stop asking."""
    person = await request.auser()
    if not person.is_authenticated:
        return HttpResponse(status=204)
    viewer = await sync_to_async(person.viewer)()
    since = request.headers.get("Last-Event-ID", "")
    response = StreamingHttpResponse(
        _signals(viewer, int(since) if since.isdecimal() else None, request), content_type="text/event-stream"
    )
    response["Cache-Control"] = "no-cache"
    response["X-Accel-Buffering"] = "no"
    return response


async def _signals(viewer: Viewer, since: int | None, request: HttpRequest) -> AsyncIterator[str]:
    with hub.the_hub.subscription(viewer) as subscriber:
        yield "retry: 2000\n\n"
        if since is not None:
            for signal in await sync_to_async(_closing(hub.missed))(viewer, since):
                yield _line(signal)
        while True:
            try:
                told = await asyncio.wait_for(subscriber.queue.get(), HEARTBEAT)
            except TimeoutError:
                if not await sync_to_async(_closing(_still_signed_in))(request):
                    return
                yield ": \n\n"
                continue
            if told is None:
                return
            yield _line(told)


def _line(signal: hub.Signal) -> str:
    return f"id: {signal.id}\nevent: change\ndata: {json.dumps(signal.topics)}\n\n"


def _still_signed_in(request: HttpRequest) -> bool:
    key = request.session.session_key
    return key is not None and request.session.exists(key)


def _closing(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """A stream lives for hours: it must not hold a database connection between two looks."""

    def wrapped(*args: Any) -> Answer:
        try:
            return function(*args)
        finally:
            close_old_connections()

    return wrapped
