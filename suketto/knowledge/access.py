"""The only door from a request to an article. What one may not see does not exist: 404."""

from django.http import Http404

from suketto.knowledge.models import Article
from suketto.people.models import Person


def article_for(person: Person, number: int) -> Article:
    """A published article, or for members any article."""
    found: Article | None = (
        Article.objects.visible_to(person).select_related("service__desk", "author").filter(pk=number).first()
    )
    if found is None:
        raise Http404
    return found
