"""Articles from a table or JSON lines: in batches, each in one transaction; run again it goes on where it was."""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from suketto.catalog.models import Service
from suketto.catalog.queries import guess_service
from suketto.foundation import clock
from suketto.foundation.tables import ColumnMissing, Row, guess_columns, read
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
    for needed in ("title", "body"):
        if needed not in columns:
            raise ColumnMissing(column=needed, columns="、".join(rows[0].cells) if rows else "—")
    count, done = Count(), 0
    services = {key: each for each in Service.objects.all() for key in (each.slug, fold(each.name))}
    named = list(zip(rows, _names(rows, source, columns), strict=True))
    for batch in _batches(named):
        with transaction.atomic():
            _batch(batch, columns, services, count, preview=preview, say=say)
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
    rows: Sequence[tuple[Row, str]],
    columns: dict[str, str],
    services: dict[str, Service],
    count: Count,
    *,
    preview: bool,
    say: Callable[[str], None],
) -> None:
    wanted = {name: _facts(row, name, columns, services) for row, name in rows}
    known = {article.source: article for article in Article.objects.filter(source__in=wanted)}
    fresh: list[Article] = []
    for name, facts in wanted.items():
        article = known.get(name)
        if not facts["title"]:
            count.wrong += 1
            say(f"  {name}: no title, left out")
        elif article is None:
            count.new += 1
            fresh.append(_article(facts))
        elif any(getattr(article, field) != facts[field] for field in ("title", "symptom", "environment", "steps")):
            count.changed += 1
            if not preview:
                texts = {field: facts[field] for field in ("title", "symptom", "environment", "steps")}
                actions.revise(article, by=None, reason=name, **texts)
        else:
            count.same += 1
    if not preview:
        _publish(fresh)


def _facts(row: Row, name: str, columns: dict[str, str], services: dict[str, Service]) -> dict[str, Any]:
    cells = {name: clean(row.cells.get(head, "")).strip() for name, head in columns.items()}
    title = clip(cells["title"], 200)
    body = cells["body"].removeprefix(cells["title"]).strip() or cells["body"]
    service = services.get(cells.get("service", "")) or services.get(fold(cells.get("service", "")))
    return {
        "title": title, "symptom": cells.get("symptom", ""), "environment": cells.get("environment", ""), "steps": body,
        "tags": cells.get("tags", ""), "service": service or guess_service(title), "source": name,
        "state": cells.get("state") if cells.get("state") in Article.State.values else Article.State.PUBLISHED,
    }  # fmt: skip


def _article(facts: dict[str, Any]) -> Article:
    now = clock.now()
    tags = [tag.strip() for tag in facts.pop("tags").replace("、", ",").split(",") if tag.strip()]
    published = now if facts["state"] in Article.READABLE else None
    return Article(
        **facts, tags=tags, author_name=facts["source"].partition("#")[0][:120], created_at=now, changed_at=now,
        published_at=published, review_on=(now + actions.REVIEW_AFTER).date(),
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
    index_many(entry_of(each) for each in articles)
    append(
        Event(kind="article.drafted", about_kind="article", about_id=each.pk, actor_name=THE_HOUSE, at=each.created_at,
              data={"state": each.state}, digest=digest({"state": each.state}))
        for each in articles
    )  # fmt: skip


def command(arguments: argparse.Namespace, say: Callable[[str], None]) -> int:
    """`suketto import articles FILE`."""
    file: Path = arguments.file
    rows = read(file)
    columns = guess_columns(list(rows[0].cells) if rows else [], COLUMNS)
    if arguments.mapping:
        columns = json.loads(arguments.mapping.read_text(encoding="utf-8"))["columns"]
    if arguments.save_mapping:
        arguments.save_mapping.write_text(
            json.dumps({"columns": columns}, ensure_ascii=False, indent=2), encoding="utf-8"
        )
    source = f"{file.resolve().parent.name}/{file.stem}"
    count = bring_in(rows, source=source, columns=columns, preview=arguments.preview, say=say)
    say(f"new {count.new}, changed {count.changed}, same {count.same}, wrong {count.wrong}")
    return 1 if count.wrong else 0
