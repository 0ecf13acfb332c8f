from django.apps import AppConfig


class Room(AppConfig):
    name = "suketto.trail"

    def ready(self) -> None:
        from suketto.trail import hub

        hub.join_lifespan()
