from django.apps import AppConfig


class Room(AppConfig):
    name = "suketto.portal"

    def ready(self) -> None:
        from suketto.portal import chatting, jobs  # noqa: F401  (they register themselves)
