from django.urls import path

from suketto.portal.views import ask, faq, home, mine, report, searches, services

mine_one = "my/tickets/<int:number>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("portal/", home.portal, name="portal"),
    path("portal/searches/", searches.finished, name="finished_search"),
    path("portal/newcomers/", home.newcomers, name="newcomers"),
    path("portal/ask/", ask.ask, name="ask"),
    path("portal/ask/beside/", ask.beside, name="ask_beside"),
    path("my/tickets/", mine.my_tickets, name="my_tickets"),
    path(mine_one, mine.my_ticket, name="my_ticket"),
    path(f"{mine_one}replies/", mine.replies, name="my_replies"),
    path(f"{mine_one}solution/", mine.solution, name="my_solution"),
    path(f"{mine_one}reopening/", mine.reopening, name="my_reopening"),
    path(f"{mine_one}thanks/", mine.thanks, name="my_thanks"),
    path(f"{mine_one}rating/", mine.rating, name="my_rating"),
    path(f"{mine_one}help/", mine.help_asked, name="my_help"),
    path("searches/", searches.searches, name="searches"),
    path("searches/decisions/", searches.decisions, name="search_decisions"),
    path("searches/decisions/<int:number>/removal/", searches.undecide, name="search_undecide"),
    path("searches/synonyms/", searches.synonyms, name="search_synonyms"),
    path("self-service/", report.report, name="self_service"),
    path("self-service/export/", report.export, name="self_service_export"),
    path("faq/<int:number>/", faq.article, name="article"),
    path("faq/<int:number>/solution/", faq.solved, name="article_solved"),
    path("services/", services.services, name="services"),
    path("services/<slug:slug>/", services.service, name="service"),
    path("services/<slug:slug>/scope/", services.scope, name="service_scope"),
    path("charter/", services.charter, name="charter"),
]
