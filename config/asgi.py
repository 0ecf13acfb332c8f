"""The one process: pages and live streams, and in the same process the worker, unless SUKETTO_WORKER=0."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_asgi_application()

from suketto.foundation.door import Door  # noqa: E402  (the apps must be ready before rooms are imported)
from suketto.foundation.lifespan import Lifespan  # noqa: E402
from suketto.foundation.programs import Programs  # noqa: E402
from suketto.foundation.streams import StandingStreams  # noqa: E402
from suketto.foundation.threads import StandingThreads  # noqa: E402

lifespan, door = Lifespan(), Door(StandingStreams(django_application), StandingThreads(django_application, Programs()))


async def application(
    scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    if scope["type"] == "lifespan":
        await lifespan.serve(receive, send)
    else:
        await door(scope, receive, send)
