"""One article as its readers see it, and 「これで解決した」."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.knowledge.access import article_for, may_edit
from suketto.knowledge.models import Article, Rating
from suketto.people.access import PersonRequest, signed_in
from suketto.people.models import Person
from suketto.portal import actions
from suketto.portal.asked import unseal
from suketto.tickets.models import ArticleUse, Ticket

USES_SHOWN = 20


@signed_in
def article(request: PersonRequest, number: int) -> HttpResponse:
    """`/faq/12/` for good. Opened from the answers, it is remembered that it was."""
    found = article_for(request.user, number)
    asked = unseal(request.GET.get("from", ""))
    if asked is not None and found.readable and request.method == "GET":
        actions.opened(found, asked, by=request.user)
    context: dict[str, Any] = {
        "article": found,
        "from": request.GET.get("from", "") if asked else "",
        "mine": Rating.objects.filter(article=found, person=request.user).values_list("stars", flat=True).first(),
        "stars": range(1, 6),
        "counts": actions.counts(found),
        "limits": list(found.service.scope.filter(kind="cannot")[:5]) if found.service else [],
    }
    context["may_edit"] = may_edit(request.user, found)
    if request.user.standing.member or context["may_edit"]:
        context |= {"uses": uses_for(request.user, found), "states": Article.State.choices}
    return TemplateResponse(request, "portal/article.html", context)


def uses_for(person: Person, found: Article) -> list[ArticleUse]:
    """The matters it was used in, of those the person may see, newest first."""
    visible = Ticket.objects.of_desks(person.standing.desk_ids)
    uses = ArticleUse.objects.filter(article=found, ticket__in=visible).select_related("ticket")
    return list(uses.order_by("-id")[:USES_SHOWN])


@signed_in
@require_POST
def solved(request: PersonRequest, number: int) -> HttpResponse:
    found = article_for(request.user, number)
    if actions.solved(found, unseal(request.POST.get("from", "")), by=request.user):
        messages.success(request, _("よかったです。「これで解決した」を数えました。評価もいただけると助かります。"))
    return HttpResponseRedirect(reverse("article", args=[found.pk]) + "#rating")
