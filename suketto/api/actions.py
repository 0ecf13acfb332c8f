"""Making and ending the keys to the API."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from suketto.api.models import Token
from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.foundation.text import clean, clip
from suketto.people.models import Person
from suketto.trail.actions import record

MARK = "skt_"
PREFIX_CHARACTERS = 10
TOKENS_EACH = 20
USE_NOTED_EVERY = timedelta(minutes=5)


class NameMissing(Refusal):
    message = _("何に使うトークンか、あとで分かる名前を入れてください。")
    field = "name"


class TooManyTokens(Refusal):
    message = _("使えるトークンは一人 %(limit)s 個までです。使っていないものを終わらせてください。")


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def make_token(person: Person, name: str, *, lasts: timedelta) -> tuple[Token, str]:
    """A new token and its secret, which nobody can be told a second time."""
    kept, now = clip(clean(name), 60), clock.now()
    if not kept:
        raise NameMissing
    if Token.objects.in_force(now).filter(person=person).count() >= TOKENS_EACH:
        raise TooManyTokens(limit=TOKENS_EACH)
    secret = MARK + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person=person, name=kept, prefix=secret[:PREFIX_CHARACTERS], digest=digest_of(secret), created_at=now,
        expires_at=now + lasts,
    )  # fmt: skip
    record("token.made", token, by=person, person_id=person.pk, name=kept)
    return token, secret


@transaction.atomic
def end_token(token: Token, *, by: Person) -> None:
    """From now on nothing is done with it; ended twice it stays ended at the first moment."""
    held: Token = Token.objects.select_for_update().get(pk=token.pk)
    if held.ended_at is None:
        held.ended_at = clock.now()
        held.save(update_fields=["ended_at"])
        record("token.ended", held, by=by, person_id=held.person_id, name=held.name)


def note_use(token: Token, now: datetime) -> None:
    """Remembers when it was last used, to within five minutes: a read must not become a write each time."""
    if token.last_used_at is None or now - token.last_used_at > USE_NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
