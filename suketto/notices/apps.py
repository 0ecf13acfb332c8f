from django.apps import AppConfig


class Room(AppConfig):
    name = "suketto.notices"

    def ready(self) -> None:
        from suketto.notices import chats, listeners  # noqa: F401
