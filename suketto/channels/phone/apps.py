from django.apps import AppConfig


class PhoneConfig(AppConfig):
    name = "suketto.channels.phone"
    label = "phone"

    def ready(self) -> None:
        from suketto.channels.phone import busy, jobs  # noqa: F401  (they register themselves)
