"""What the receiving server says of the sender: its topmost Authentication-Results (RFC 8601), nobody else's."""

import re

from suketto.channels.email.reading.headers import Head
from suketto.channels.email.reading.letter import Authentication

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)


def results(head: Head) -> Authentication:
    """Fields of one server together at the top count as one; below a Received line anybody may have written them."""
    said = _topmost(head)
    if not said:
        return Authentication()
    server = _server(said[0])
    found: dict[str, list[str]] = {"spf": [], "dkim": [], "dmarc": []}
    for value in said:
        if _server(value) == server:
            for method, result in _RESULT.findall(_COMMENT.sub(" ", value)):
                found[method.lower()].append(result.lower())
    return Authentication(server=server, **{method: _best(given) for method, given in found.items()})


def _topmost(head: Head) -> list[str]:
    said: list[str] = []
    raws = iter(head.all("authentication-results"))
    for name, _ in head.fields:
        if name.lower() == "authentication-results":
            said.append(next(raws))
        elif name.lower() == "received" and said:
            break
    return said


def _server(value: str) -> str:
    first = _COMMENT.sub(" ", value).split(";")[0].split()
    return first[0].lower() if first and "=" not in first[0] else ""


def _best(given: list[str]) -> str:
    """Of several DKIM signatures one good one is enough."""
    return "pass" if "pass" in given else given[0] if given else ""
