"""Files, seen by whoever sees the words that they came with."""

from django.core.files.storage import default_storage
from django.http import FileResponse
from django.utils.cache import patch_cache_control

from suketto.people.access import PersonRequest, signed_in
from suketto.tickets.access import attachment_for
from suketto.tickets.files import path_of


@signed_in
def attachment(request: PersonRequest, number: int) -> FileResponse:
    """Pictures that we decoded ourselves are shown; anything else is a download, whatever it calls itself."""
    found = attachment_for(request.user, number)
    response = FileResponse(
        default_storage.open(path_of(found.sha256)), as_attachment=not found.picture, filename=found.name,
        content_type=found.picture or "application/octet-stream",
    )  # fmt: skip
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_cache_control(response, private=True, max_age=3600)
    return response
