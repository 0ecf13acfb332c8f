"""Every address of the house; each room names its own."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("suketto.api.urls")),  # first: programs ask most often
    path("", include("suketto.ui.urls")),
    path("", include("suketto.trail.urls")),
    path("", include("suketto.people.urls")),
    path("", include("suketto.search.urls")),
    path("", include("suketto.knowledge.urls")),
    path("", include("suketto.assets.urls")),
    path("", include("suketto.sla.urls")),
    path("", include("suketto.procedures.urls")),
    path("", include("suketto.tickets.urls")),
    path("", include("suketto.channels.email.urls")),
    path("", include("suketto.channels.chat.urls")),
    path("", include("suketto.channels.phone.urls")),
    path("", include("suketto.notices.urls")),
    path("", include("suketto.handling.urls")),
    path("", include("suketto.portal.urls")),
    path("", include("suketto.desk.urls")),
    path("account/", include("allauth.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("", include("suketto.demo.urls")))

handler400 = "suketto.ui.views.not_understood"
handler403 = "suketto.ui.views.forbidden"
handler404 = "suketto.ui.views.not_found"
handler500 = "suketto.ui.views.broken"
