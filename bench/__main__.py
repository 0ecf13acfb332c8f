"""bin/bench: builds a scratch house, measures it, prints a table and, when asked, JSON."""

import argparse
import json
import sys
from pathlib import Path
from statistics import median
from typing import Any

from bench import browser, cti, demo_articles, live, mailbox, measures
from bench.house import ROOT, House
from bench.report import table

ABOUT_DEMO = ROOT / "bench" / "data"  # folders of questions about the demo's own articles


def main() -> None:
    arguments = _arguments()
    if arguments.what == "search":
        _search(arguments)
        return
    if arguments.what == "mailbox":
        _mailbox(arguments)
        return
    if arguments.what == "mail":
        _mail(arguments)
        return
    if arguments.what == "index":
        _index(arguments)
        return
    if arguments.what in {"callers", "cti"}:
        (_callers if arguments.what == "callers" else _cti)(arguments)
        return
    if arguments.what == "live":
        _live(arguments)
        return
    house = House(arguments.database, arguments.tickets)
    try:
        found = _measured(house)
    finally:
        house.away()
    sys.stdout.write(table(found))
    if isinstance(arguments.json, Path):
        arguments.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _measured(house: House) -> dict[str, Any]:
    say(f"building a house of {house.tickets:,} tickets on {house.kind}")
    built = house.build()
    known = house.known
    counted = json.loads(house.run(sys.executable, "-m", "bench.counting", str(known["member_id"])))
    starts = []
    for _ in range(3):
        house.stop()
        starts.append(house.start())
    facts = {name: known[name] for name in ("tickets", "messages", "people", "postings")}
    return {
        "database": house.kind, **facts, "built_in_seconds": round(built, 1), "cold_start": round(median(starts), 2),
        "queries": counted, "pages": browser.first_pages(house.port, {"colleague": known["colleague"],
        "member": known["member"]}), "memory_at_rest": house.megabytes(), **measures.all_of(house, say),
    }  # fmt: skip


def _index(arguments: argparse.Namespace) -> None:
    """So many documents in a scratch house, then saving and suggesting; a table for people or JSON."""
    house = House(arguments.database, 0)
    house.var = house.var.with_name(f"index-{arguments.database}")
    try:
        house.begin()
        _tell(json.loads(house.run(sys.executable, "-m", "bench.indexing", str(arguments.documents))), arguments.json)
    finally:
        house.away()


def _callers(arguments: argparse.Namespace) -> None:
    house = House(arguments.database, 0)
    house.var = house.var.with_name(f"callers-{arguments.database}")
    try:
        house.begin()
        found = json.loads(house.run(sys.executable, "-m", "bench.callers", str(arguments.people)))
    finally:
        house.away()
    _tell(found, arguments.json)


def _live(arguments: argparse.Namespace) -> None:
    house = House(arguments.database, 0)
    house.var = house.var.with_name(f"live-{arguments.database}")
    try:
        found = live.measure(house, arguments.streams, arguments.answers, say)
    finally:
        house.away()
    _tell(found, arguments.json)


def _cti(arguments: argparse.Namespace) -> None:
    house = House(arguments.database, min(arguments.tickets, 5_000))
    house.var = house.var.with_name(f"cti-{arguments.database}")
    try:
        house.build()
        found = cti.measure(house, say)
    finally:
        house.away()
    _tell(found, arguments.json)


def _mailbox(arguments: argparse.Namespace) -> None:
    house = House(arguments.database, arguments.tickets)
    house.var = house.var.with_name(f"mailbox-{arguments.database}")
    try:
        house.build()
        found = mailbox.measure(house, arguments.letters, say)
    finally:
        house.away()
    _tell(found, arguments.json)


def _mail(arguments: argparse.Namespace) -> None:
    """So many letters on their whole way in a scratch house, then one of 25 MB in a process of its own."""
    house = House(arguments.database, 0)
    house.var = house.var.with_name(f"mail-{arguments.database}")
    try:
        house.begin()
        found = json.loads(house.run(sys.executable, "-m", "bench.letters", str(arguments.letters)))
        found |= json.loads(house.run(sys.executable, "-m", "bench.letters", "large"))
    finally:
        house.away()
    _tell(found, arguments.json)


def _search(arguments: argparse.Namespace) -> None:
    """Loads the folder into a scratch house and asks it the questions; one line of JSON, or a table for people."""
    if arguments.data is None:
        raise SystemExit("bench: --data DIR is missing: a folder with articles.jsonl and queries.jsonl")
    articles = arguments.articles or _articles(arguments.data)
    if articles is None or not (arguments.data / "queries.jsonl").exists():
        raise SystemExit(f"bench: {arguments.data} holds no articles.jsonl and queries.jsonl")
    house = House(arguments.database, 0)
    house.var = house.var.with_name(f"search-{arguments.database}")
    given = ["--data", arguments.data.resolve(), "--articles", articles.resolve(), "--folds", str(arguments.folds)]
    given += ["--past", arguments.past.resolve()] if arguments.past else []
    given += ["--rankings", arguments.rankings.resolve()] if arguments.rankings else []
    given += ["--halves"] if _about_demo(arguments.data) else []
    try:
        house.begin()
        found = json.loads(house.run(sys.executable, "-m", "bench.searching", *given))
    finally:
        house.away()
    _tell(found, arguments.json)


def _tell(found: dict[str, Any], file: Path | bool | None) -> None:  # noqa: FBT001
    line = json.dumps(found, ensure_ascii=False)
    if isinstance(file, Path):
        file.write_text(line + "\n", encoding="utf-8")
    rows = "".join(f"{name:<23}  {value}\n" for name, value in found.items())
    sys.stdout.write(rows if file is None else line + "\n")


def _articles(folder: Path) -> Path | None:
    """The demo's articles live in the demo; two sets of questions may share one set of articles."""
    if _about_demo(folder):
        return demo_articles.write(ROOT / "var" / "bench" / "demo" / "articles.jsonl")
    places = (folder / "articles.jsonl", folder.parent / "alchemy_ja" / "articles.jsonl")
    return next((file for file in places if file.exists()), None)


def _about_demo(folder: Path) -> bool:
    return folder.resolve().parent == ABOUT_DEMO


def say(text: str) -> None:
    sys.stderr.write(f"bench: {text}\n")


def _arguments() -> argparse.Namespace:
    program = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    kinds = ["live", "house", "search", "index", "mail", "mailbox", "callers", "cti"]
    program.add_argument("what", nargs="?", choices=kinds, default="house")
    program.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite", help="or both")
    program.add_argument("--tickets", type=int, default=100_000)
    program.add_argument("--documents", type=int, default=100_000, help="index: how many")
    program.add_argument("--people", type=int, default=100_000, help="callers: how many")
    program.add_argument("--streams", type=int, default=300, help="live: how many open pages")
    program.add_argument("--answers", type=int, default=150, help="live: how many are given")
    program.add_argument("--letters", type=int, default=3_000, help="mail: how many")
    program.add_argument(
        "--json", type=Path, nargs="?", const=True, help="write the figures here; search: or print them"
    )
    search = program.add_argument_group("search")
    search.add_argument("--data", type=Path, help="folder with articles.jsonl and queries.jsonl")
    search.add_argument("--articles", type=Path, help="the articles, where they are not in that folder")
    search.add_argument("--past", type=Path, help='past questions with the article that answered: {"text","article"}')
    search.add_argument("--rankings", type=Path, help="write the first ten of every question here, to compare")
    search.add_argument("--folds", type=int, default=1, help="learn from the other parts of the questions")
    return program.parse_args()


main()
