"""Where telephone systems tell of calls: stored, answered, and only then understood."""

from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from suketto.channels.phone.access import line_with
from suketto.channels.phone.adapters import ADAPTERS, Push
from suketto.channels.phone.lines import address_of, refused
from suketto.channels.phone.models import Line, the_sealer
from suketto.channels.phone.storing import LARGEST, take
from suketto.foundation.refusals import Refusal
from suketto.people.queries import by_number
from suketto.people.telephone import shown

PLAIN = "text/plain; charset=utf-8"
NOTHING: dict[str, str] = {}


@csrf_exempt
@require_http_methods(["POST"])
def told(request: HttpRequest, token: str) -> HttpResponse:
    """404 for a token that is none, 403 for a wrong signature, 413 for far too much; anything else is stored."""
    line = line_with(token)
    if line is None:
        return HttpResponse("not found\n", status=404, content_type=PLAIN)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST or len(request.body) > LARGEST:
        return HttpResponse("too large\n", status=413, content_type=PLAIN)
    push = Push(
        body=request.body, content_type=request.content_type or "", query=request.META.get("QUERY_STRING", ""),
        headers={name.lower(): value for name, value in request.headers.items()},
    )  # fmt: skip
    adapter, address = ADAPTERS[line.provider], address_of(line, token)
    secret = _secret(line)
    if secret is None or not adapter.genuine(push, secret, address):
        refused(line)
        return HttpResponse("wrong signature\n", status=403, content_type=PLAIN)
    try:
        take(line, push)
    except IntegrityError:  # removed in another process since we looked
        return HttpResponse("not found\n", status=404, content_type=PLAIN)
    said = adapter.answer(push, address)
    return HttpResponse(said.content, content_type=said.content_type)


def _secret(line: Line) -> str | None:
    """None for one that can no longer be opened: where a signature was asked for, none can be right any more."""
    try:
        return the_sealer.unseal(line.secret)
    except Refusal:
        return None


@require_http_methods(["GET"])
def contact(request: HttpRequest, token: str) -> HttpResponse:
    """3CX asks who has a number before it rings: name and page of the one person, or nobody when there are several."""
    line = line_with(token)
    if line is None or line.provider != Line.Provider.THREECX:
        return HttpResponse("not found\n", status=404, content_type=PLAIN)
    found = by_number(request.GET.get("number", "")[:100])
    if len(found) != 1:
        return JsonResponse({"contact": NOTHING})
    person = found[0]
    said = shown(request.GET.get("number", "")[:100])
    return JsonResponse(
        {
            "contact": {
                "id": str(person.pk), "firstname": person.given_name, "lastname": person.family_name,
                "company": person.whereabouts, "email": person.email, "phone": said,
                "url": f"{settings.ADDRESS}{reverse('new_ticket')}?person={person.pk}",
            }
        },
        json_dumps_params={"ensure_ascii": False},
    )  # fmt: skip
