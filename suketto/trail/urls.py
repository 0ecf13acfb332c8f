from django.urls import path

from suketto.trail import views

urlpatterns = [path("live/", views.live, name="live")]
