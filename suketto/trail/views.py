"""The live stream: server-sent signals for whoever is signed in."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

from asgiref.sync import sync_to_async
from django.contrib.auth import SESSION_KEY, get_user_model
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from suketto.foundation.numbers import number_in
from suketto.foundation.scope import Viewer
from suketto.trail import hub

HEARTBEAT = 15.0
Answer = TypeVar("Answer")


async def live(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Signals as `topics` after `Last-Event-ID`, at first after `since`, which the page knew before it was written.

    Ends when the session ends. 204 tells a browser to stop asking.
    """
    person = await request.auser()
    if not person.is_authenticated:
        return HttpResponse(status=204)
    viewer = await sync_to_async(person.viewer)()
    since = request.headers.get("Last-Event-ID") or request.GET.get("since", "")
    response = StreamingHttpResponse(_signals(viewer, number_in(since), request), content_type="text/event-stream")
    response["Cache-Control"] = "no-cache"
    response["X-Accel-Buffering"] = "no"
    return response


async def _signals(viewer: Viewer, since: int | None, request: HttpRequest) -> AsyncIterator[str]:
    with hub.the_hub.subscription(viewer) as subscriber:
        yield "retry: 2000\n\n"
        if since is not None:
            for signal in await sync_to_async(_closing(hub.missed_by))(viewer, since):
                yield _line(signal)
        looked = time.monotonic()
        while True:
            try:
                told = await asyncio.wait_for(subscriber.queue.get(), HEARTBEAT)
                line = _line(told) if told is not None else ""
            except TimeoutError:
                line = ": \n\n"
            if time.monotonic() - looked >= HEARTBEAT:
                looked, seeing = time.monotonic(), await sync_to_async(_closing(_who_looks_now))(request)
                if seeing is None:
                    return
                subscriber.viewer = seeing
            if not line:
                return
            yield line


def _line(signal: hub.Signal) -> str:
    number = f"id: {signal.id}\n" if signal.id else ""
    return f"{number}event: change\ndata: {json.dumps(signal.topics)}\n\n"


def _who_looks_now(request: HttpRequest) -> Viewer | None:
    """The viewer as their roles are now; None when the session or the account has ended."""
    key = request.session.session_key
    if key is None or not request.session.exists(key) or SESSION_KEY not in request.session:
        return None
    person = get_user_model().objects.filter(pk=request.session[SESSION_KEY], is_active=True).first()
    return person.viewer() if person is not None else None


def _closing(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """A stream lives for hours: it must not hold a database connection between two looks."""

    def wrapped(*args: Any) -> Answer:
        try:
            return function(*args)
        finally:
            connection.close()

    return wrapped
