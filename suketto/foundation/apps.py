from django.apps import AppConfig


class Room(AppConfig):
    name = "suketto.foundation"

    def ready(self) -> None:
        from suketto.foundation import later

        later.join_lifespan()
