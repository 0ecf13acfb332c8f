from suketto.people.models import Person
from suketto.procedures import actions
from suketto.trail.listening import hears
from suketto.trail.models import Event


def _language(event: Event) -> str:
    """Of whoever opened the desk."""
    opened_by = Person.objects.filter(pk=event.actor_id or 0).first()
    return opened_by.language if opened_by else "ja"


@hears("desk.opened")
def begin_with_usual_templates(event: Event) -> None:
    actions.bring_usual_templates(_language(event))


@hears("desk.opened")
def begin_with_usual_procedures(event: Event) -> None:
    """They are written in Japanese: a house set up in another language begins with its own."""
    if _language(event) == "ja":
        actions.bring_usual_procedures()
