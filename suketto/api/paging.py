"""Cursors: where a list goes on, sealed, good for the list they came from and no other."""

from typing import Any

from django.core import signing
from django.utils.translation import gettext_lazy as _

from suketto.foundation.refusals import Refusal

SALT = "suketto.api.cursor"
MOST = 100
USUAL = 50


class CursorUnusable(Refusal):
    message = _("続きの位置を読み取れません。前の答えの next をそのまま、同じ条件で送ってください。")
    field = "cursor"


def seal(of: str, key: Any) -> str:
    """`of` names the list with its filter; `key` is the last row's place in its order."""
    return signing.dumps([of, key], salt=SALT, compress=True)


def unseal(cursor: str, of: str) -> Any:
    """The key, or None at the beginning; refuses what is not ours or belongs to another list."""
    if not cursor:
        return None
    try:
        kind, key = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise CursorUnusable from error
    if kind != of:
        raise CursorUnusable
    return key
