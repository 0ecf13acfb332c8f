"""Articles from a table or JSON lines: in batches, each in one transaction; run again it goes on where it was."""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from suketto.catalog.models import Service
from suketto.catalog.queries import guess_service
from suketto.foundation import clock
from suketto.foundation.tables import Row, guess_columns, read, read_mapping, require_columns, save_mapping
from suketto.foundation.text import clean, clip, fold
from suketto.knowledge import actions
from suketto.knowledge.indexing import entry_of
from suketto.knowledge.models import Article, Version
from suketto.search.actions import index_many, refresh_counts
from suketto.search.upkeep import learn_from_texts
from suketto.trail.actions import THE_HOUSE, append
from suketto.trail.chain import digest
from suketto.trail.models import Event

BATCH = 200
COLUMNS = {
    "id": ["id", "番号", "no", "ID", "記事番号"],
    "title": ["title", "題名", "タイトル", "件名", "質問", "question", "subject"],
    "body": ["body", "本文", "回答", "answer", "内容", "解決方法", "content"],
    "symptom": ["symptom", "症状", "困っていること"],
    "environment": ["environment", "環境"],
    "tags": ["tags", "タグ", "category", "カテゴリ", "分類"],
    "service": ["service", "サービス"],
    "state": ["state", "状態"],
}
# Beside the words of the product itself, in each of its languages.
STATES = {
    Article.State.WIP: "下書き 執筆中 書きかけ draft",
    Article.State.NOT_VALIDATED: "未検証 レビュー待ち 確認待ち",
    Article.State.VALIDATED: "検証済み 確認済 確認済み approved",
    Article.State.PUBLISHED: "公開中 公開済 公開済み public",
    Article.State.NEEDS_REVIEW: "見直し 要更新",
    Article.State.RETIRED: "廃止済み 非公開 無効 archived obsolete",
}


class _Wrong(Exception):
    """Why a line cannot be taken, in words."""


@dataclass
class Count:
    new: int = 0
    changed: int = 0
    same: int = 0
    wrong: int = 0


def bring_in(
    rows: Sequence[Row], *, source: str, columns: dict[str, str] | None = None, preview: bool = False,
    say: Callable[[str], None] = lambda _text: None,
) -> Count:  # fmt: skip
    """Publishes the rows as articles known by `source#id`; the same row again changes nothing, another revises it."""
    columns = columns or guess_columns(list(rows[0].cells) if rows else [], COLUMNS)
    require_columns(columns, ("title", "body"), rows)
    count, done, reader = Count(), 0, _Reader(columns)
    named = list(zip(rows, _names(rows, source, columns), strict=True))
    for batch in _batches(named):
        with transaction.atomic():
            _batch(batch, reader, count, preview=preview, say=say)
        done += len(batch)
        say(f"  {done:,}/{len(rows):,}")
    if not preview:
        refresh_counts()
        learn_from_texts.enqueue()
    return count


def _names(rows: Sequence[Row], source: str, columns: dict[str, str]) -> Iterator[str]:
    """A name for every row; an id that the file uses again is another article, `id~2`."""
    seen: Counter[str] = Counter()
    for row in rows:
        number = row.cells.get(columns.get("id", ""), "") or str(row.line)
        seen[number] += 1
        again = f"~{seen[number]}" if seen[number] > 1 else ""
        yield f"{source[:60]}#{number[:130]}{again}"


def _batches(rows: Sequence[tuple[Row, str]]) -> Iterator[Sequence[tuple[Row, str]]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _batch(
    rows: Sequence[tuple[Row, str]], reader: "_Reader", count: Count, *, preview: bool, say: Callable[[str], None]
) -> None:
    known = {article.source: article for article in Article.objects.filter(source__in=[name for _row, name in rows])}
    fresh: list[Article] = []
    for row, name in rows:
        article = known.get(name)
        try:
            facts = reader.facts(row)
            if article is None:
                fresh.append(_article(facts, name))
            changed = article is not None and _revised(article, facts, reason=name, preview=preview)
        except _Wrong as wrong:
            count.wrong += 1
            say(_("%(line)d 行目: %(reason)s") % {"line": row.line, "reason": wrong})
            continue
        count.new += article is None
        count.changed += changed
        count.same += article is not None and not changed
    if not preview:
        _publish(fresh)


class _Reader:
    """What a row says of its article; where a column is missing, or one of facts is empty, nothing is said."""

    def __init__(self, columns: dict[str, str]) -> None:
        self.columns = columns
        self.services = {key: each for each in Service.objects.all() for key in (each.slug, fold(each.name))}
        self.states = {fold(word): state for state, words in STATES.items() for word in (state, *words.split())}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                self.states |= {fold(str(state.label)): state for state in Article.State}

    def facts(self, row: Row) -> dict[str, Any]:
        cells = {name: clean(row.cells.get(head, "")).strip() for name, head in self.columns.items()}
        if not cells["title"]:
            raise _Wrong(_("題名が空です"))
        body = cells["body"].removeprefix(cells["title"]).strip() or cells["body"]
        facts: dict[str, Any] = {"title": clip(cells["title"], 200), "steps": body}
        facts |= {name: cells[name] for name in ("symptom", "environment") if name in cells}
        if tags := [tag.strip() for tag in cells.get("tags", "").replace("、", ",").split(",") if tag.strip()]:
            facts["tags"] = tags
        said = cells.get("service", "")
        if service := self.services.get(said) or self.services.get(fold(said)):
            facts["service"] = service
        if said := cells.get("state", ""):
            if fold(said) not in self.states:
                known = "・".join(str(label) for label in Article.State.labels)
                raise _Wrong(_("状態「%(text)s」が分かりません（%(known)s のどれか）") % {"text": said, "known": known})
            facts["state"] = self.states[fold(said)]
        return facts


def _revised(article: Article, facts: dict[str, Any], *, reason: str, preview: bool) -> bool:
    """Whether the row says otherwise than the article; what it says is written then, the state last."""
    texts = {name: value for name, value in facts.items() if name != "state"}
    state = facts.get("state", article.state)
    changed = any(getattr(article, name) != value for name, value in texts.items())
    _refuse_empty(state if state != article.state else "", facts.get("symptom", article.symptom), facts["steps"])
    if changed and not preview:
        article = actions.revise(article, by=None, reason=reason, **texts)
    if state != article.state and not preview:
        actions.set_state(article, state, by=None, reason=reason)
    return changed or bool(state != article.state)


def _refuse_empty(state: str, symptom: str, steps: str) -> None:
    if state in Article.READABLE and not (symptom or steps):
        raise _Wrong(str(actions.NothingToPublish()))


def _article(facts: dict[str, Any], name: str) -> Article:
    now = clock.now()
    facts = {"state": Article.State.PUBLISHED, "service": None, **facts}
    _refuse_empty(facts["state"], facts.get("symptom", ""), facts["steps"])
    facts["service"] = facts["service"] or guess_service(facts["title"])
    return Article(
        **facts, source=name, author_name=name.partition("#")[0][:120], created_at=now, changed_at=now,
        published_at=now if facts["state"] in Article.READABLE else None, review_on=(now + actions.REVIEW_AFTER).date(),
    )  # fmt: skip


def _publish(articles: list[Article]) -> None:
    """Many at once, with what each would have had from `draft`: first version, event, place in the index."""
    Article.objects.bulk_create(articles)
    Version.objects.bulk_create(
        Version(
            article=each,
            number=1,
            title=each.title,
            symptom=each.symptom,
            environment=each.environment,
            steps=each.steps,
            state=each.state,
            by_name=each.author_name,
            at=each.created_at,
        )
        for each in articles
    )
    index_many(entry_of(each) for each in articles if each.state != Article.State.RETIRED)
    append(
        Event(kind="article.drafted", about_kind="article", about_id=each.pk, actor_name=THE_HOUSE, at=each.created_at,
              data={"state": each.state}, digest=digest({"state": each.state}))
        for each in articles
    )  # fmt: skip


def command(arguments: argparse.Namespace, say: Callable[[str], None]) -> int:
    """`suketto import articles FILE`."""
    file: Path = arguments.file
    rows = read(file)
    if arguments.mapping:
        columns = read_mapping(arguments.mapping)["columns"]
    else:
        columns = guess_columns(list(rows[0].cells), COLUMNS)
    if arguments.save_mapping:
        save_mapping(arguments.save_mapping, {"columns": columns})
    source = f"{file.resolve().parent.name}/{file.stem}"
    count = bring_in(rows, source=source, columns=columns, preview=arguments.preview, say=say)
    say(f"new {count.new}, changed {count.changed}, same {count.same}, wrong {count.wrong}")
    return 1 if count.wrong else 0
