"""Lists that go to a member by mail, about no case."""

from collections.abc import Sequence
from email.utils import formataddr

from django.conf import settings
from django.utils.translation import gettext as _

from suketto.foundation import clock
from suketto.foundation.text import clip
from suketto.notices import outbox
from suketto.notices.addresses import whole_address
from suketto.notices.models import Mail
from suketto.people.models import Desk, Person


def tell_by_mail(
    person: Person, *, desk: Desk, about: str, subject: str, words: Sequence[str], page: str, asked: str = ""
) -> Mail | None:
    """In the language that is active; written down once for each `about`. None for whoever has no address or left."""
    if not person.is_active or not person.email:
        return None
    address = f"{_('この一覧のページ')}: {whole_address(page)}{asked}"
    body = "\n\n".join([_("%(name)s 様") % {"name": person.full_name}, *words, address, "-- \n" + desk.name])
    return outbox.hand_over(
        Mail(
            about=about, to=person.email, subject=clip(subject, 300), body=body, made_at=clock.now(),
            sender=formataddr((desk.name, settings.DEFAULT_FROM_EMAIL)), headers={"Auto-Submitted": "auto-generated"},
        )
    )  # fmt: skip
