"""The caller's language: what Accept-Language names, else the language of the person behind the token."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from suketto.people.models import Person

OURS = {code for code, _name in settings.LANGUAGES}


def asked_for(request: HttpRequest) -> str | None:
    """The first of our languages in the header, by the caller's own order; None when it names none of them."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.split("-")[0] in OURS:
            return code.split("-")[0]
    return None


def speak_with(person: Person, request: HttpRequest) -> None:
    """From here on in this request everything is said in the language of whoever asked."""
    if asked_for(request) is None and person.language in OURS:
        translation.activate(person.language)
