"""Secrets that the house must be able to say again: never in clear in the database, or in a backup without the key."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from suketto.foundation.refusals import Refusal


class CannotUnseal(Refusal):
    """The key of the house is another than when the secret was written."""

    message = _("保存されている秘密を開けません（この家の鍵が変わりました）。入れ直してください。")


class Sealer:
    """Seals for one purpose: what is sealed for one cannot be passed off as sealed for another."""

    def __init__(self, purpose: str) -> None:
        self.purpose = purpose

    def seal(self, secret: str) -> str:
        return self._key().encrypt(secret.encode()).decode() if secret else ""

    def unseal(self, sealed: str) -> str:
        try:
            return self._key().decrypt(sealed.encode()).decode() if sealed else ""
        except InvalidToken as error:
            raise CannotUnseal from error

    def _key(self) -> Fernet:
        digest = hashlib.sha256(self.purpose.encode() + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(digest))
