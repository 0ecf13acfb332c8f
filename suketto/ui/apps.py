from django.apps import AppConfig
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import ModelChoiceField

NOTHING = "—"


class Room(AppConfig):
    name = "suketto.ui"

    def ready(self) -> None:
        """A choice of nothing is one dash everywhere, not the nine hyphens that screen readers spell."""
        BLANK_CHOICE_DASH[0] = ("", NOTHING)
        (ModelChoiceField.__init__.__kwdefaults__ or {})["empty_label"] = NOTHING
