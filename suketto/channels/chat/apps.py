from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "suketto.channels.chat"
    label = "chat"

    def ready(self) -> None:
        from suketto.channels.chat import jobs, listeners, queries  # noqa: F401  (they register themselves)
