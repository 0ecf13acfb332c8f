from django.urls import path

from suketto.procedures.views import newer, showing, trying, writing

one = "procedures/<int:number>/"

urlpatterns = [
    path("procedures/", showing.procedures, name="procedures"),
    path("procedures/new/", writing.new_procedure, name="new_procedure"),
    path("procedures/preview/", writing.preview, name="procedure_preview"),
    path("procedures/newer/", newer.newer, name="newer_procedures"),
    path(one, showing.procedure, name="procedure"),
    path(f"{one}trial/", trying.trial, name="procedure_trial"),
    path(f"{one}edit/", writing.edit_procedure, name="edit_procedure"),
    path(f"{one}publication/", showing.publication, name="procedure_publication"),
    path(f"{one}draft/removal/", showing.discard, name="procedure_discard"),
    path(f"{one}newer/", newer.decision, name="procedure_newer"),
    path(f"{one}retirement/", showing.retirement, name="procedure_retirement"),
    path(f"{one}belonging/", showing.belonging, name="procedure_belonging"),
    path(f"{one}versions/", showing.versions, name="procedure_versions"),
    path(f"{one}versions/<int:version>/", showing.version, name="procedure_version"),
    path(f"{one}versions/<int:version>/restoration/", showing.restoration, name="procedure_restoration"),
]
