"""A new password for somebody whom no mail reaches."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from suketto.foundation.refusals import Refusal
from suketto.people.models import Person
from suketto.trail.actions import record


class CannotSignIn(Refusal):
    message = _("%(name)sさんは退職しているため、サインインできません。")


@transaction.atomic
def password_key(person: Person, *, by: Person | None) -> tuple[str, str]:
    """The two parts of an address that lets its holder choose this person's password, once; recorded, whoever asks."""
    if not person.is_active:
        raise CannotSignIn(name=person.family_name)
    record("person.password_key_made", person, by=by, internal=True)
    return user_pk_to_url_str(person), default_token_generator.make_token(person)
