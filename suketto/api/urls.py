from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from suketto.api import views
from suketto.api.house import spoken
from suketto.api.v1 import api


def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """An address without an operation says so as the others do, not as a page."""
    raise Http404


urlpatterns = [
    path("me/tokens/", views.tokens, name="tokens"),
    path("me/tokens/<int:number>/ending/", views.ending, name="token_ending"),
    path("api/v1/docs", views.docs, name="api_docs"),
    path("api/v1/openapi.json", views.schema, name="api_schema"),
    path("api/v1/", include((api.addresses(), "ninja"), namespace="api-1")),
    path("api/v1/<path:rest>", spoken(nothing_here)),
]
