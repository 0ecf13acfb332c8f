"""The written part of the demo company: files of people's words, read as they are."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

FOLDER = Path(__file__).parent / "content"


@cache
def load(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class WrittenArticle:
    number: str
    title: str
    service: str
    state: str
    tags: list[str]
    symptom: str
    environment: str
    steps: str


@cache
def articles() -> list[WrittenArticle]:
    return [_article(file) for file in sorted((FOLDER / "articles").glob("*.md"))]


def _article(file: Path) -> WrittenArticle:
    """Front matter between two ---, then the sections 困っていること, 環境, 手順 and what follows."""
    _empty, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
    facts = dict(line.split(": ", 1) for line in head.strip().splitlines())
    sections: dict[str, str] = {}
    for part in body.split("## ")[1:]:
        name, _newline, text = part.partition("\n")
        sections[name.strip()] = text.strip()
    last = sections.get("それでも解決しないとき", "")
    return WrittenArticle(
        number=file.name[:3], title=facts["title"], service=facts["service"], state=facts["state"],
        tags=[tag.strip() for tag in facts["tags"].split(",")], symptom=sections["困っていること"],
        environment=sections["環境"],
        steps=sections["手順"] + (f"\n\n### それでも解決しないとき\n{last}" if last else ""),
    )  # fmt: skip


CATEGORIES = {
    "account": 18,
    "permission": 14,
    "mail_chat": 12,
    "how_to": 11,
    "business_app": 13,
    "pc": 9,
    "printer": 7,
    "network": 8,
    "software": 3,
    "security": 2,
    "joiner": 2,
    "other": 1,
}
MINUTES = {
    "account": 6, "permission": 12, "mail_chat": 11, "how_to": 12, "business_app": 16, "pc": 28, "printer": 15,
    "network": 16, "software": 15, "security": 30, "joiner": 60, "other": 5,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """One inquiry with its places filled: what is asked, and how it went on."""

    category: str
    subject: str
    body: str
    wanted: str
    tried: str
    stuck: str
    others: str
    answer: str
    goal: str
    situation: str
    steps: list[str]
    service: str
    article: str | None


def story(random: Random) -> Story:
    """A different one nearly each time, by the shares of numbers.md 4.2."""
    tickets = load("tickets")
    category = random.choices(list(CATEGORIES), weights=list(CATEGORIES.values()))[0]
    pattern = random.choice(tickets[category])
    slots = {name: random.choice(values) for name, values in tickets["slots"].items()}
    filled = {name: _fill(pattern[name], slots) for name in pattern if isinstance(pattern[name], str)}
    subject = random.choice(tickets["subject_forms"]).replace("{subject}", filled["subject"])
    greeted = filled["body"].startswith(("お疲れ", "おはよう", "お世話", "すみません", "恐れ入"))
    opener = "" if greeted else _fill(random.choice(tickets["body_openers"]), slots)
    body = opener + filled["body"] + _fill(random.choice(tickets["body_closers"]), slots)
    return Story(
        category=category,
        subject=_fill(subject, slots),
        body=body,
        wanted=filled["wanted"],
        tried=filled["tried"],
        stuck=filled["stuck"],
        others=filled["others"],
        answer=filled["answer"],
        goal=filled["goal"],
        situation=filled["situation"],
        steps=[_fill(step, slots) for step in pattern["steps"]],
        service=pattern["service"],
        article=pattern["article"],
    )


def _fill(text: str, slots: dict[str, str]) -> str:
    for name, value in slots.items():
        text = text.replace("{" + name + "}", value)
    return text
