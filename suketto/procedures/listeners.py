from suketto.people.models import Person
from suketto.procedures import actions
from suketto.trail.listening import hears
from suketto.trail.models import Event


@hears("desk.opened")
def begin_with_usual_templates(event: Event) -> None:
    opened_by = Person.objects.filter(pk=event.actor_id).first()
    actions.bring_usual_templates(opened_by.language if opened_by else "ja")
