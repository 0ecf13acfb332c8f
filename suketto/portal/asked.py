"""What somebody searched for and what was shown, carried from page to page in the address, sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing

VALID_FOR = timedelta(days=1)
SALT = "suketto.portal.asked"
BOX, FORM = "box", "form"


@dataclass(frozen=True, slots=True)
class Asked:
    """`articles` are the numbers that were shown, best first; `sure` that the first was called an answer."""

    words: str
    at: datetime
    articles: Sequence[int] = ()
    sure: bool = False
    place: str = BOX

    @property
    def seal(self) -> str:
        shown = [self.words[:300], self.at.isoformat(), list(self.articles), self.sure, self.place]
        return signing.dumps(shown, salt=SALT, compress=True)


def unseal(text: str) -> Asked | None:
    """What was sealed; None for anything else, or for what is older than a day."""
    try:
        words, at, articles, sure, place = signing.loads(text, salt=SALT, max_age=VALID_FOR)
        return Asked(str(words), datetime.fromisoformat(at), tuple(articles), bool(sure), str(place))
    except (signing.BadSignature, ValueError, TypeError):
        return None
