from django.apps import AppConfig


class Room(AppConfig):
    name = "suketto.search"

    def ready(self) -> None:
        from suketto.search import jobs  # noqa: F401
