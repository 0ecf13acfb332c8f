"""The only door from a request to a chat. Whose it is not, for them it does not exist: 404."""

from django.http import Http404

from suketto.channels.chat.models import ChatSession
from suketto.people.models import Person

RELATED = ("ticket__desk", "ticket__assignee", "ticket__service", "ticket__requester", "desk", "person", "taken_by")


def chat_of_person(person: Person, number: int) -> ChatSession:
    """One's own; `number` is that of its ticket."""
    return _found(number, person=person, ticket__requester=person)


def chat_for_member(person: Person, number: int) -> ChatSession:
    """Any chat of one's desks."""
    return _found(number, ticket__desk_id__in=person.standing.desk_ids)


def chat_of_either(person: Person, number: int) -> ChatSession:
    try:
        return chat_for_member(person, number)
    except Http404:
        return chat_of_person(person, number)


def _found(number: int, **whose: object) -> ChatSession:
    found: ChatSession | None = ChatSession.objects.select_related(*RELATED).filter(pk=number, **whose).first()
    if found is None:
        raise Http404
    return found
