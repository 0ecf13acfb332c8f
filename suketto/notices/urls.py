from django.urls import path

from suketto.notices import views

urlpatterns = [
    path("bell/", views.bell, name="bell"),
    path("notifications/", views.notifications, name="notifications"),
    path("notices/<int:number>/", views.notice, name="notice"),
    path("house/outbox/", views.outbox, name="outbox"),
    path("house/outbox/<int:number>/", views.mail, name="mail"),
    path("house/outbox/<int:number>/sending/", views.send_again, name="send_again"),
    path("thanks/<str:token>/", views.thanks_by_mail, name="thanks_by_mail"),
]
