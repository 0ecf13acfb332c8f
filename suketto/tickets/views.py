"""Files, seen by whoever sees the words that they came with."""

from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

from suketto.people.access import PersonRequest, signed_in
from suketto.tickets.access import attachment_for
from suketto.tickets.models import path_of


@signed_in
def attachment(request: PersonRequest, number: int) -> HttpResponse:
    """Pictures that we decoded ourselves are shown; anything else is a download, whatever it calls itself."""
    found = attachment_for(request.user, number)
    # Read whole, not streamed: at most 25 MB, and a stream would hold its thread for as long as a slow line takes.
    with default_storage.open(path_of(found.sha256)) as file:
        response = HttpResponse(file.read(), content_type=found.picture or "application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(not found.picture, found.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_cache_control(response, private=True, max_age=3600)
    return response
