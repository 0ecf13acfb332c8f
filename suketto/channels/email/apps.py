from django.apps import AppConfig


class EmailConfig(AppConfig):
    name = "suketto.channels.email"
    label = "email"

    def ready(self) -> None:
        from suketto.channels.email import embedded, jobs  # noqa: F401  (they register themselves)
