from django.apps import AppConfig


class Room(AppConfig):
    name = "suketto.tickets"

    def ready(self) -> None:
        from suketto.tickets import audience, jobs, listeners  # noqa: F401
