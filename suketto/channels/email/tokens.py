"""OAuth 2.0 for mailboxes: a refresh token or the program's own right, turned into an access token."""

import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from suketto.channels.email import sealing
from suketto.channels.email.models import Mailbox

TIMEOUT = 20.0
EARLY = 60.0
LARGEST_ANSWER = 100_000
_kept: dict[tuple[int, str], tuple[float, str]] = {}
_lock = threading.Lock()


class NoToken(Exception):
    """The issuer said no; its own word for it, never the secret."""


def secrets_of(client_secret: str, refresh_token: str) -> str:
    """What is kept for OAuth, sealed as one piece."""
    return sealing.seal(json.dumps({"client_secret": client_secret, "refresh_token": refresh_token}))


def access_token(mailbox: Mailbox) -> str:
    """A token that is good for another minute at least; asked for anew only when the last one runs out."""
    key = (mailbox.pk or 0, mailbox.secret)
    with _lock:
        until, token = _kept.get(key, (0.0, ""))
        if until > time.monotonic() + EARLY:
            return token
    answer = _ask(mailbox)
    token = str(answer.get("access_token") or "")
    if not token:
        raise NoToken(str(answer.get("error") or "no access_token"))
    with _lock:
        _kept[key] = (time.monotonic() + float(answer.get("expires_in") or 300), token)
    return token


def _ask(mailbox: Mailbox) -> dict[str, Any]:
    kept = json.loads(sealing.unseal(mailbox.secret) or "{}")
    form = {"client_id": mailbox.client_id, "client_secret": kept.get("client_secret", ""), "scope": mailbox.scope}
    if kept.get("refresh_token"):
        form |= {"grant_type": "refresh_token", "refresh_token": kept["refresh_token"]}
    else:
        form["grant_type"] = "client_credentials"
    if not mailbox.token_address.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise NoToken("https only")
    body = urllib.parse.urlencode({name: value for name, value in form.items() if value}).encode()
    request = urllib.request.Request(mailbox.token_address, body)  # noqa: S310  (checked above)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            found = json.loads(answer.read(LARGEST_ANSWER))
    except urllib.error.HTTPError as error:
        raise NoToken(_said(error)) from error
    except (OSError, ValueError) as error:
        raise NoToken(type(error).__name__) from error
    return found if isinstance(found, dict) else {}


def _said(error: urllib.error.HTTPError) -> str:
    """The issuer's error word ("invalid_client"), for the administrator."""
    try:
        return str(json.loads(error.read(LARGEST_ANSWER)).get("error", error.code))
    except (OSError, ValueError, AttributeError):
        return str(error.code)
