from django.apps import AppConfig


class Room(AppConfig):
    name = "suketto.handling"

    def ready(self) -> None:
        from suketto.handling import jobs, listeners, saying  # noqa: F401  (they register themselves)
