from suketto.procedures import actions
from suketto.trail.listening import hears
from suketto.trail.models import Event


@hears("desk.opened")
def begin_with_usual_templates(_event: Event) -> None:
    actions.bring_usual_templates()
