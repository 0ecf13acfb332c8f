"""The outermost door: what is far too large is refused before a byte of it is kept, and traffic is counted."""

from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings

from suketto.foundation.traffic import the_traffic
from suketto.foundation.uploads import request_limit

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
LIVE = "/live/"


class TooMuch(Exception):
    """A request without an announced length has grown past the limit."""


class Door:
    """Stands before the whole application, also where no form will ever look."""

    def __init__(self, streams: Application, pages: Application) -> None:
        self.streams, self.pages = streams, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == LIVE:
            await self.streams(scope, receive, send)
            return
        if announced(scope) > request_limit():
            await refuse(send)
            return
        try:
            with the_traffic.request():
                await self.pages(scope, counted(receive), send)
        except TooMuch:
            await refuse(send)


def announced(scope: Scope) -> int:
    """Bytes by the Content-Length header; 0 when it is absent or no number."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


def counted(receive: Receive) -> Receive:
    """The same stream of the body, cut off where it grows past the limit."""
    arrived = 0

    async def guarded() -> Any:
        nonlocal arrived
        message = await receive()
        arrived += len(message.get("body", b""))
        if arrived > request_limit():
            raise TooMuch
        return message

    return guarded


async def refuse(send: Send) -> None:
    """413 with the limits named, in both languages: nobody is signed in yet at this door."""
    one, all_of_it = settings.ATTACHMENT_MAX_BYTES // 2**20, request_limit() // 2**20
    page = (
        '<!doctype html><html lang="ja"><meta charset="utf-8"><title>大きすぎます</title>'
        "<main><h1>送れませんでした</h1>"
        f"<p>添付は一つ {one} MB、全部で {all_of_it} MB までです。「戻る」で入力に戻れます。"
        "大きなファイルは社内のファイル転送をお使いください。</p>"
        f'<p lang="en">An attachment may have {one} MB, all together {all_of_it} MB. Go back: what you typed is still '
        "there.</p></main>"
    ).encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(page)).encode()),
        (b"connection", b"close"),
        (b"content-security-policy", b"default-src 'none'"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": page})
