from django.urls import path

from suketto.tickets import views

urlpatterns = [path("files/<int:number>/", views.attachment, name="attachment")]
