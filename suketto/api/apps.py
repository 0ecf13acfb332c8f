from django.apps import AppConfig


class Room(AppConfig):
    name = "suketto.api"

    def ready(self) -> None:
        from suketto.api import jobs  # noqa: F401  (the schedule must know it)
