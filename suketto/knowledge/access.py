"""The only door from a request to an article. What one may not see does not exist: 404."""

from django.http import Http404

from suketto.knowledge.models import Article
from suketto.people.models import Person


def article_for(person: Person, number: int) -> Article:
    """A published article; for members any that somebody checked, and the drafts of their desks."""
    found: Article | None = (
        Article.objects.visible_to(person).select_related("service__desk", "author").filter(pk=number).first()
    )
    if found is None:
        raise Http404
    return found


def may_edit(person: Person, article: Article) -> bool:
    """Members: their desks' services, none, and what they wrote; system owners: their service's drafts.

    Asked only of what the person may see.
    """
    standing, service = person.standing, article.service
    if standing.member and (service is None or service.desk_id in standing.desk_ids or article.author_id == person.pk):
        return True
    return article.draft and service is not None and service.owner_id == person.pk


def article_to_edit(person: Person, number: int) -> Article:
    """An article this person may change; for everybody else there is none to change, whatever they may read."""
    article = article_for(person, number)
    if not may_edit(person, article):
        raise Http404
    return article
