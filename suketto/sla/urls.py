from django.urls import path

from suketto.sla import views

urlpatterns = [
    path("desk/rota/", views.weeks, name="rota"),
    path("desk/rota/<slug:slug>/turns/", views.new_turn, name="rota_new_turn"),
    path("desk/rota/<slug:slug>/agreements/", views.new_agreement, name="rota_new_agreement"),
    path("desk/rota/<slug:slug>/rule/", views.set_rule, name="rota_rule"),
    path("desk/rota/<slug:slug>/undo/", views.undo, name="rota_undo"),
    path("desk/rota/turns/<int:number>/removal/", views.turn_removal, name="rota_turn_removal"),
    path("desk/rota/agreements/<int:number>/end/", views.agreement_end, name="rota_agreement_end"),
    path("standby/<slug:slug>/number/", views.number, name="standby_number"),
]
