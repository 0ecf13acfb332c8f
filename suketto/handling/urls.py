from django.urls import path

from suketto.handling import views

one = "desk/handling/<int:number>/"

urlpatterns = [
    path("desk/tickets/<int:number>/handling/", views.write, name="ticket_handling"),
    path("desk/handling/", views.reviews, name="handling_reviews"),
    path("desk/handling/facts/<int:number>/review/", views.review, name="handling_review"),
    path(one, views.note, name="handling_note"),
    path(f"{one}renewal/", views.renewal, name="handling_renewal"),
    path(f"{one}removal/", views.removal, name="handling_removal"),
    path("house/refused-words/", views.words, name="refused_words"),
]
