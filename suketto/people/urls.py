from django.urls import path

from suketto.people import views

urlpatterns = [
    path("me/", views.me, name="me"),
    path("setup/", views.setup, name="setup"),
    path("house/people/new/", views.record, name="new_person"),
    path("house/people/<int:number>/record/", views.record, name="person_record"),
    path("house/people/<int:number>/numbers/", views.numbers, name="person_numbers"),
    path("house/people/<int:number>/employment/", views.employment, name="person_employment"),
    # Before the library's own: nobody changes the address that their sign-in and their mails depend on.
    path("account/email/", views.no_such_page),
    path("account/signup/", views.no_such_page),
]
