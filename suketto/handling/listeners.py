from suketto.handling import telling
from suketto.trail.listening import hears
from suketto.trail.models import Event


@hears("handling.written", "handling.renewed")
def ask_for_review(event: Event) -> None:
    telling.ask_for_review(event)


@hears("handling.reviewed")
def tell_the_person(event: Event) -> None:
    telling.tell_the_person(event)


@hears("handling.declined")
def tell_author_of_decline(event: Event) -> None:
    telling.tell_author_of_decline(event)


@hears("handling.rebutted")
def tell_of_rebuttal(event: Event) -> None:
    telling.tell_of_rebuttal(event)


@hears("privacy.asked")
def tell_of_request(event: Event) -> None:
    telling.tell_of_request(event)
