from django.apps import AppConfig


class Room(AppConfig):
    name = "suketto.jobs"

    def ready(self) -> None:
        from suketto.jobs import embedded, jobs  # noqa: F401
