from django.urls import path

from suketto.demo import views

urlpatterns = [path("demo/", views.demo, name="demo"), path("demo/become/", views.become, name="become")]
