from django.urls import include, path

from bench import floor
from config.urls import handler403, handler404, handler500

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("", include("config.urls")),
    path("bench/list/", floor.fifty_rows),
    path("bench/insert/", floor.one_row),
    path("bench/postings/", floor.one_word),
]
