from django.apps import AppConfig


class Room(AppConfig):
    name = "suketto.knowledge"

    def ready(self) -> None:
        from suketto.knowledge.indexing import SOURCE
        from suketto.search.sources import register

        register(SOURCE)
