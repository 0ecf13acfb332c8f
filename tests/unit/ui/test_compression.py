"""Pages are small on the wire; what is not a page, or tiny, or a stream, stays as it is."""

import gzip
import re
from collections.abc import AsyncIterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import Client, RequestFactory

from suketto.ui.middleware import A_PACKET, CompressionMiddleware
from tests.people import a_ticket, somebody

PACKED = {"Accept-Encoding": "gzip, deflate, br"}
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')


def passed(response: HttpResponseBase, **headers: str) -> HttpResponseBase:
    request = RequestFactory().get("/", headers=headers or PACKED)
    passing = CompressionMiddleware(lambda _request: response)(request)
    assert isinstance(passing, HttpResponseBase)
    return passing


@pytest.mark.django_db
def test_a_page_is_a_fraction_of_itself_and_the_same_inside() -> None:
    browser = Client()
    browser.force_login(somebody())

    plain, packed = browser.get("/portal/ask/"), browser.get("/portal/ask/", headers=PACKED)

    assert (packed["Content-Encoding"], packed["Content-Length"]) == ("gzip", str(len(packed.content)))
    assert len(packed.content) * 2 < len(plain.content)
    assert b'id="ask-form"' in gzip.decompress(packed.content)


@pytest.mark.django_db
def test_the_token_of_a_form_is_never_twice_the_same_text() -> None:
    browser = Client()
    browser.force_login(somebody())

    tokens = {TOKEN.findall(gzip.decompress(browser.get("/portal/ask/", headers=PACKED).content))[0] for _ in range(3)}

    assert len(tokens) == 3


def test_the_same_page_has_not_always_the_same_length() -> None:
    page = "同じ文の繰り返し。" * 400

    lengths = {len(passed(HttpResponse(page)).content) for _ in range(20)}  # type: ignore[attr-defined]

    assert len(lengths) > 1


@pytest.mark.django_db
def test_a_file_goes_as_it_came() -> None:
    owner = somebody()
    ticket = a_ticket(owner, files=[SimpleUploadedFile("log.txt", b"line\n" * 1000)])
    browser = Client()
    browser.force_login(owner)

    answer = browser.get(f"/files/{ticket.attachments.get().pk}/", headers=PACKED)

    assert (answer.content, "Content-Encoding" in answer) == (b"line\n" * 1000, False)


async def signals() -> AsyncIterator[str]:
    yield "event: change\n\n" * 1000


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("x" * (A_PACKET - 1)),
        HttpResponse("{}" * A_PACKET, content_type="application/json"),
        StreamingHttpResponse(signals(), content_type="text/event-stream"),
        StreamingHttpResponse(signals(), content_type="text/html"),
    ],
    ids=["tiny", "not a page", "signals", "streamed"],
)
def test_what_stays_as_it_is(response: HttpResponseBase) -> None:
    assert "Content-Encoding" not in passed(response)


def test_whoever_cannot_unpack_gets_it_plain() -> None:
    assert "Content-Encoding" not in passed(HttpResponse("x" * A_PACKET), **{"Accept-Encoding": "identity"})
