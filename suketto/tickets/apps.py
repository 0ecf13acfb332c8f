from django.apps import AppConfig


class Room(AppConfig):
    name = "suketto.tickets"

    def ready(self) -> None:
        from suketto.search.sources import register
        from suketto.tickets import audience, jobs, listeners  # noqa: F401
        from suketto.tickets.actions.indexing import SOURCE

        register(SOURCE)
