from suketto.desk.menus import forget_menus
from suketto.trail.listening import hears
from suketto.trail.models import Event


# Not when facts of a person change: an import would queue a job for each, and menus forget by themselves in seconds.
@hears(
    "service.opened", "service.changed", "desk.opened", "desk.changed", "person.role_given", "person.role_ended",
    "person.left", "template.written", "template.removed",
)  # fmt: skip
def menus_changed(event: Event) -> None:
    forget_menus()
