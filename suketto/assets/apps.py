from django.apps import AppConfig


class Room(AppConfig):
    name = "suketto.assets"
