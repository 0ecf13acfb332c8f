"""What every page's shell needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "standing": user.standing if signed_in and user is not None else None,
        "demo": settings.DEMO,
        "language": getattr(request, "LANGUAGE_CODE", "ja"),
        "here": request.path,
    }
