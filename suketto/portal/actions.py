"""Self-service, counted honestly: opened, 「これで解決した」, or asked after all."""

from django.db import transaction

from suketto.foundation import clock
from suketto.foundation.text import clean, clip
from suketto.knowledge import actions as knowledge
from suketto.knowledge.models import Article
from suketto.people.models import Person
from suketto.portal.asked import Asked
from suketto.portal.models import SelfService
from suketto.search import actions as search
from suketto.trail.actions import record

SECURITY = "security"


def counts(article: Article) -> bool:
    """Whether an answer found here may count as self-service: never for security reports."""
    return article.service is None or article.service.slug != SECURITY


@transaction.atomic
def opened(article: Article, asked: Asked, *, by: Person) -> SelfService | None:
    """An article was opened from the answers; opened twice from the same list it stays one row."""
    if not counts(article):
        return None
    row, _new = SelfService.objects.get_or_create(
        person=by, article=article, shown_at=asked.at,
        defaults={"words": clip(clean(asked.words), 300), "opened_at": clock.now()},
    )  # fmt: skip
    return row


@transaction.atomic
def solved(article: Article, asked: Asked | None, *, by: Person) -> bool:
    """「これで解決した」: counted once per search; search learns that these words end here. Says if it counted."""
    if not counts(article):
        return False
    now = clock.now()
    at = asked.at if asked else now
    words = clip(clean(asked.words), 300) if asked else ""
    row, _new = SelfService.objects.select_for_update().get_or_create(
        person=by, article=article, shown_at=at, defaults={"words": words, "opened_at": now}
    )
    if row.solved_at is not None:
        return False
    row.solved_at, row.asked_at = now, None
    row.save(update_fields=["solved_at", "asked_at"])
    knowledge.count_solved(article)
    if row.words:
        search.learn("article", article.pk, question=row.words, origin=f"self-{row.pk}")
    record("article.solved", article, by=by, internal=True)
    return True


@transaction.atomic
def asked_after_all(asked: Asked, *, by: Person) -> None:
    """The articles opened from this list did not help: the person went on to ask the desk."""
    SelfService.objects.filter(person=by, shown_at=asked.at, solved_at=None).update(asked_at=clock.now())
