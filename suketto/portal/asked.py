"""What somebody searched for and when the answers were shown, carried from page to page in the address, sealed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing

VALID_FOR = timedelta(days=1)
SALT = "suketto.portal.asked"


@dataclass(frozen=True, slots=True)
class Asked:
    words: str
    at: datetime

    @property
    def seal(self) -> str:
        return signing.dumps([self.words[:300], self.at.isoformat()], salt=SALT, compress=True)


def unseal(text: str) -> Asked | None:
    """What was sealed; None for anything else, or for what is older than a day."""
    try:
        words, at = signing.loads(text, salt=SALT, max_age=VALID_FOR)
        return Asked(str(words), datetime.fromisoformat(at))
    except (signing.BadSignature, ValueError, TypeError):
        return None
