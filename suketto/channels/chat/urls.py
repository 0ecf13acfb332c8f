from django.urls import path

from suketto.channels.chat import views

urlpatterns = [
    path("chats/count/", views.count, name="chat_count"),
    path("chats/<int:number>/here/", views.here, name="chat_here"),
]
