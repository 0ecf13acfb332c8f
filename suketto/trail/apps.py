from django.apps import AppConfig


class Room(AppConfig):
    name = "suketto.trail"

    def ready(self) -> None:
        from suketto.trail import hub, jobs  # noqa: F401  (jobs register themselves)

        hub.join_lifespan()
