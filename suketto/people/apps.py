from django.apps import AppConfig


class Room(AppConfig):
    name = "suketto.people"

    def ready(self) -> None:
        from suketto.people import listeners  # noqa: F401
