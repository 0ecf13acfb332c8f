"""The way in: home by role, the one search box, and the page for newcomers."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from suketto.channels.chat.queries import chat_to_go_on_with
from suketto.foundation import clock
from suketto.knowledge.models import Article
from suketto.notices.queries import current_notices
from suketto.people.access import PersonRequest, signed_in
from suketto.people.actions import is_set_up
from suketto.people.models import Person
from suketto.people.queries import key_persons_near
from suketto.portal.answers import answers_to, own_open
from suketto.search import queries as search

FIRST_DAYS = "新入社員 初日 はじめて サインイン"


def home(request: HttpRequest) -> HttpResponse:
    """`/`: each role's own beginning; a house that nobody has set up begins with its administrator."""
    if not request.user.is_authenticated:
        return HttpResponseRedirect(reverse("account_login" if is_set_up() else "setup"))
    return HttpResponseRedirect(reverse(home_of(request.user)))


def home_of(person: Person) -> str:
    """The name of the page a person's day begins with."""
    if person.standing.member:
        return "inbox"
    return "house" if person.standing.administrator else "portal"


@signed_in
def portal(request: PersonRequest) -> HttpResponse:
    """One box that answers; the same address gives the answers alone to a script and the whole page to anyone."""
    answers = answers_to(request.GET.get("q", ""), request.user)
    if request.headers.get("HX-Request"):
        return TemplateResponse(request, "portal/answers.html", {"answers": answers})
    context = {
        "answers": answers,
        "open_tickets": own_open(request.user, 5),
        "notices": current_notices(),
        "key_persons": key_persons_near(request.user),
        "chat": chat_to_go_on_with(request.user, clock.now()),
    }
    return TemplateResponse(request, "portal/portal.html", context)


@signed_in
def newcomers(request: PersonRequest) -> HttpResponse:
    """はじめての方へ: how to ask, what is promised, what people look for on their first days."""
    hits = search.find(FIRST_DAYS, kinds=("article",), viewer=request.user.viewer(), limit=8)
    found = Article.objects.published().in_bulk([hit.object_id for hit in hits])
    context = {
        "articles": [found[hit.object_id] for hit in hits if hit.object_id in found],
        "key_persons": key_persons_near(request.user),
    }
    return TemplateResponse(request, "portal/newcomers.html", context)
