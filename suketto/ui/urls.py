from django.urls import path

from suketto.ui import views

urlpatterns = [
    path("language/", views.language, name="language"),
    path("healthz", views.healthz, name="healthz"),
]
