"""The demo company's articles as a table for `bin/bench search`, so that its judged questions need no copy of them."""

import json
from pathlib import Path

from suketto.demo.content import FOLDER, articles

NAMES = {file.name[:3]: file.stem for file in sorted((FOLDER / "articles").glob("*.md"))}


def write(file: Path) -> Path:
    """Every article is known by its file's name; drafts compete too."""
    lines = [
        {"id": NAMES[each.number], "title": each.title, "body": each.steps, "symptom": each.symptom,
         "environment": each.environment, "tags": "、".join(each.tags)}
        for each in articles()
    ]  # fmt: skip
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return file
