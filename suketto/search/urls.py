from django.urls import path

from suketto.search import views

one = "wording/<int:number>/"

urlpatterns = [
    path("wording/", views.groups, name="wording"),
    path("wording/new/", views.add, name="new_wording"),
    path("wording/reach/", views.reach, name="wording_reach"),
    path("wording/seed/", views.change, name="change_seed"),
    path("wording/seed/end/", views.end, name="end_seed"),
    path("wording/changes/", views.changes, name="wording_changes"),
    path("wording/changes/<int:number>/undo/", views.undoing, name="undo_wording"),
    path("wording/export/", views.written_out, name="export_wording"),
    path("wording/import/", views.taking_in, name="import_wording"),
    path(one, views.change, name="change_wording"),
    path(f"{one}end/", views.end, name="end_wording"),
    path(f"{one}resumption/", views.resumption, name="resume_wording"),
]
