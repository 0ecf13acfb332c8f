from django.apps import AppConfig


class Room(AppConfig):
    name = "suketto.procedures"

    def ready(self) -> None:
        from suketto.procedures import listeners  # noqa: F401
