"""Addresses of pages as they stand in mails."""

from typing import Any

from django.conf import settings
from django.urls import reverse


def whole_address(name: str, *named: Any) -> str:
    """The address of a page with the house before it, as a mail needs it."""
    return f"{settings.ADDRESS or 'http://127.0.0.1:8000'}{reverse(name, args=named)}"
