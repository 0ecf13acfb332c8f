from django.apps import AppConfig


class Room(AppConfig):
    name = "suketto.desk"

    def ready(self) -> None:
        from suketto.desk import jobs, listeners  # noqa: F401
