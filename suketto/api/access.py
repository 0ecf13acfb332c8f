"""The door for programs: a token in the Authorization header, never a cookie."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.security import HttpBearer

from suketto.api.actions import digest_of, note_use
from suketto.api.language import speak_with
from suketto.api.models import Token
from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.people.models import Person
from suketto.tickets.access import ticket_of_requester
from suketto.tickets.models import Ticket


class TokenRequest(HttpRequest):
    """A request whose token is in force."""

    auth: Token


class OnlyMembers(Refusal):
    message = _("これができるのは、この窓口のメンバーだけです。")
    status = 403


class OnlyDirectory(Refusal):
    message = _("社員名簿を読めるのは、窓口のメンバーと管理者だけです。")
    status = 403


class Bearer(HttpBearer):
    """`Authorization: Bearer skt_…`. Unknown, ended and expired tokens are one and the same 401."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        now = clock.now()
        found: Token | None = (
            Token.objects.in_force(now).select_related("person").filter(digest=digest_of(token.strip())).first()
        )
        if found is not None:
            note_use(found, now)
            speak_with(found.person, request)
        return found


def person_of(request: TokenRequest) -> Person:
    return request.auth.person


def ticket_at_desk(person: Person, number: int) -> Ticket:
    """A ticket of one of the person's desks. 404 when they may not see it, 403 when they see it from outside."""
    ticket = ticket_of_requester(person, number)
    if not at_desk(person, ticket):
        raise OnlyMembers
    return ticket


def at_desk(person: Person, ticket: Ticket) -> bool:
    return ticket.desk_id in person.standing.desk_ids


def person_for(reader: Person, number: int) -> Person:
    """Oneself, or for members and administrators anybody; 404 otherwise."""
    people: Any = Person.objects.active().select_related("department", "site")
    if not may_read_directory(reader):
        people = people.filter(pk=reader.pk)
    found: Person | None = people.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def may_read_directory(person: Person) -> bool:
    return person.standing.member or person.standing.administrator
