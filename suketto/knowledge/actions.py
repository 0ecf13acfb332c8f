"""What is done with articles."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from suketto.catalog.models import Service
from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.foundation.text import clean, clip
from suketto.knowledge.indexing import index_article
from suketto.knowledge.models import Article, Rating, Version
from suketto.knowledge.naming import names_in
from suketto.people.models import Person
from suketto.trail.actions import record

REVIEW_AFTER = timedelta(days=365)
TEXTS = ("title", "symptom", "environment", "steps")


class TitleMissing(Refusal):
    message = _("題名を入れてください。利用者が検索で打ちそうな言葉が向いています。")
    field = "title"


class NothingToPublish(Refusal):
    message = _("手順・答えが空のままでは公開できません。")
    field = "steps"


class NamesLeft(Refusal):
    """Asks once; `words` are what was found, to be sent back by whoever means to publish them."""

    message = _("お名前らしい言葉が残っています：%(names)s。消すか、このまま公開するときはもう一度押してください。")
    field = "confirmed"

    def __init__(self, words: list[str]) -> None:
        self.words = words
        super().__init__(names="、".join(words))


class ArticleChangedMeanwhile(Refusal):
    message = _("編集中に%(who)sさんがこの記事を更新しました（版 %(version)s）。差分を確かめてから保存してください。")
    status = 409


class NotReadable(Refusal):
    message = _("公開されている記事だけを評価できます。")


class StarsOutOfRange(Refusal):
    message = _("評価は1から5の数字で選んでください。")
    field = "stars"


@transaction.atomic
def draft(
    *, by: Person | None, title: str, service: Service | None = None, state: str = Article.State.WIP, symptom: str = "",
    environment: str = "", steps: str = "", tags: list[str] | None = None, source: str | None = None,
) -> Article:  # fmt: skip
    """A new article; its first version is kept like every later one."""
    if not title.strip():
        raise TitleMissing
    now = clock.now()
    article = Article.objects.create(
        title=clip(clean(title), 200),
        service=service,
        state=state,
        symptom=clean(symptom),
        environment=clean(environment),
        steps=clean(steps),
        tags=tags or [],
        author=by,
        author_name=by.full_name if by else "",
        created_at=now,
        changed_at=now,
        source=source,
        published_at=now if state in Article.READABLE else None,
        review_on=(now + REVIEW_AFTER).date(),
    )
    _keep_version(article, by, "")
    index_article(article)
    record("article.drafted", article, by=by, state=article.state)
    return article


@transaction.atomic
def revise(
    article: Article, *, by: Person | None, seen: int | None = None, reason: str = "", **changes: Any
) -> Article:
    """Writes the texts, the service or the tags that differ as a new version; refuses a stale screen."""
    held: Article = Article.objects.select_for_update().get(pk=article.pk)
    if seen is not None and held.version != seen:
        last = held.versions.first()
        raise ArticleChangedMeanwhile(who=last.by_name if last else "—", version=held.version)
    changes = {name: clean(value).strip() if name in TEXTS else value for name, value in changes.items()}
    if "title" in changes and not changes["title"]:
        raise TitleMissing
    changed = sorted(name for name, value in changes.items() if getattr(held, name) != value)
    if not changed:
        return held
    for name in changed:
        setattr(held, name, changes[name])
    held.title = clip(held.title, 200)
    _save_new_version(held, by, reason)
    record("article.revised", held, by=by, version=held.version, changed=changed)
    return held


@transaction.atomic
def set_state(
    article: Article, state: str, *, by: Person | None, reason: str = "", confirmed: Collection[str] = ()
) -> Article:
    """作成中 … 公開 … 廃止; publishing needs an answer to publish, and names of colleagues in it to be `confirmed`.

    A table has nobody who could be asked.
    """
    held: Article = Article.objects.select_for_update().get(pk=article.pk)
    if state == held.state:
        return held
    if state in Article.READABLE and not (held.steps.strip() or held.symptom.strip()):
        raise NothingToPublish
    if by is not None and state in Article.READABLE and not held.readable:
        _refuse_names(held, confirmed)
    held.state = state
    now = clock.now()
    if state == Article.State.PUBLISHED:
        held.published_at, held.review_on = held.published_at or now, (now + REVIEW_AFTER).date()
    _save_new_version(held, by, reason)
    record("article.state_changed", held, by=by, state=state)
    return held


def _refuse_names(article: Article, confirmed: Collection[str]) -> None:
    left = names_in(f"{article.title}\n{article.text}")
    if set(left) - set(confirmed):
        raise NamesLeft(left)


@transaction.atomic
def restore(article: Article, number: int, *, by: Person) -> Article:
    """Brings an old version's texts back as a new version; nothing in between is lost."""
    old = article.versions.get(number=number)
    return revise(
        article, by=by, reason=f"v{number}", title=old.title, symptom=old.symptom, environment=old.environment,
        steps=old.steps,
    )  # fmt: skip


@transaction.atomic
def rate(article: Article, stars: int, *, by: Person) -> Rating:
    """One voice per person; voting again changes it."""
    if not 1 <= stars <= 5:
        raise StarsOutOfRange
    held: Article = Article.objects.select_for_update().get(pk=article.pk)
    if not held.readable:
        raise NotReadable
    rating = Rating.objects.filter(article=held, person=by).first()
    held.stars_total += stars - (rating.stars if rating else 0)
    held.votes += 0 if rating else 1
    rating, _new = Rating.objects.update_or_create(
        article=held, person=by, defaults={"stars": stars, "at": clock.now()}
    )
    held.save(update_fields=["stars_total", "votes"])
    record("article.rated", held, by=by, internal=True, stars=stars)
    return rating


def count_use(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(use_count=F("use_count") + 1)


def count_solved(article: Article) -> None:
    """Somebody said 「これで解決した」."""
    Article.objects.filter(pk=article.pk).update(solved_count=F("solved_count") + 1)


def uncount_solved(article: Article) -> None:
    """They asked the desk about it after all."""
    Article.objects.filter(pk=article.pk, solved_count__gt=0).update(solved_count=F("solved_count") - 1)


def _save_new_version(article: Article, by: Person | None, reason: str) -> None:
    article.version += 1
    article.changed_at = clock.now()
    article.save()
    _keep_version(article, by, reason)
    index_article(article)


def _keep_version(article: Article, by: Person | None, reason: str) -> None:
    Version.objects.create(
        article=article, number=article.version, title=article.title, symptom=article.symptom, steps=article.steps,
        environment=article.environment, state=article.state, by=by, by_name=by.full_name if by else "", at=clock.now(),
        reason=clip(reason, 200),
    )  # fmt: skip
