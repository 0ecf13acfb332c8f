"""Pages as they are read: what stands in a template on two lines stands in a page with a space between."""

from typing import Any


def in_one_line(response: Any) -> str:
    return " ".join(response.content.decode().split())
