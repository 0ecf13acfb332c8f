from django.urls import path

from suketto.notices import views

urlpatterns = [
    path("bell/", views.bell, name="bell"),
    path("notifications/", views.notifications, name="notifications"),
    path("notices/<int:number>/", views.notice, name="notice"),
    path("house/outbox/", views.outbox, name="outbox"),
    path("house/outbox/<int:number>/", views.mail, name="mail"),
]
