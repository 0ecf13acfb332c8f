from django.urls import path

from suketto.knowledge import views

one = "faq/<int:number>/"

urlpatterns = [
    path("faq/", views.articles, name="articles"),
    path("faq/new/", views.new_article, name="new_article"),
    path("faq/preview/", views.preview, name="article_preview"),
    path(f"{one}rating/", views.rating, name="article_rating"),
    path(f"{one}edit/", views.edit_article, name="edit_article"),
    path(f"{one}state/", views.state, name="article_state"),
    path(f"{one}versions/", views.versions, name="article_versions"),
    path(f"{one}versions/<int:version>/", views.version, name="article_version"),
    path(f"{one}versions/<int:version>/restoration/", views.restoration, name="article_restoration"),
]
