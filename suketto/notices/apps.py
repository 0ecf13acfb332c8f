from django.apps import AppConfig


class Room(AppConfig):
    name = "suketto.notices"

    def ready(self) -> None:
        from suketto.notices import listeners  # noqa: F401
