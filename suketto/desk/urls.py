from django.urls import path

from suketto.desk.views import acting, house, inbox, newcomer, ticket, writing

one = "desk/tickets/<int:number>/"

urlpatterns = [
    path("desk/", inbox.inbox, name="inbox"),
    path("desk/acts/", inbox.act_on_many, name="inbox_act"),
    path("desk/acts/undo/", inbox.undo, name="inbox_undo"),
    path("desk/views/", inbox.save_view, name="save_view"),
    path("desk/views/<int:number>/removal/", inbox.forget_view, name="forget_view"),
    path("desk/new/", newcomer.new_ticket, name="new_ticket"),
    path("desk/callers/", newcomer.callers, name="callers"),
    path("desk/callers/<int:number>/", newcomer.caller, name="caller"),
    path(one, ticket.ticket, name="ticket"),
    path(f"{one}history/", ticket.history, name="ticket_history"),
    path(f"{one}presence/", ticket.presence, name="ticket_presence"),
    path(f"{one}replies/", writing.reply, name="ticket_reply"),
    path(f"{one}notes/", writing.note, name="ticket_note"),
    path(f"{one}template/", writing.template, name="ticket_template"),
    path(f"{one}preview/", writing.preview, name="ticket_preview"),
    path(f"{one}triage/", acting.triage, name="ticket_triage"),
    path(f"{one}steps/", acting.add_step, name="ticket_steps"),
    path(f"{one}steps/<int:step>/result/", acting.step_result, name="step_result"),
    path(f"{one}assignment/", acting.assignment, name="ticket_assignment"),
    path(f"{one}state/", acting.state, name="ticket_state"),
    path(f"{one}facts/", acting.facts, name="ticket_facts"),
    path(f"{one}requester/", acting.requester, name="ticket_requester"),
    path(f"{one}desk/", acting.move, name="ticket_move"),
    path(f"{one}merger/", acting.merge, name="ticket_merge"),
    path(f"{one}parts/", acting.split, name="ticket_split"),
    path(f"{one}links/", acting.link, name="ticket_links"),
    path(f"{one}minutes/", acting.minutes, name="ticket_minutes"),
    path(f"{one}article/", acting.article, name="ticket_article"),
    path(f"{one}watching/", acting.watching, name="ticket_watching"),
    path("house/", house.house, name="house"),
    path("house/events/", house.events, name="events"),
    path("house/people/", house.people, name="people"),
    path("house/people/<int:number>/", house.person, name="person"),
    path("house/people/<int:number>/roles/", house.roles, name="person_roles"),
    path("house/jobs/", house.jobs, name="jobs"),
]
