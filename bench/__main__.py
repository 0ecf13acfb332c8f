"""bin/bench: builds a scratch house, measures it, prints a table and, when asked, JSON."""

import argparse
import json
import sys
from pathlib import Path
from statistics import median
from typing import Any

from bench import browser, measures
from bench.house import House
from bench.report import table


def main() -> None:
    arguments = _arguments()
    house = House(arguments.database, arguments.tickets)
    try:
        found = _measured(house)
    finally:
        house.away()
    sys.stdout.write(table(found))
    if arguments.json:
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


def say(text: str) -> None:
    sys.stderr.write(f"bench: {text}\n")


def _arguments() -> argparse.Namespace:
    program = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    program.add_argument("what", nargs="?", choices=["house"], default="house")
    program.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite", help="or both")
    program.add_argument("--tickets", type=int, default=100_000)
    program.add_argument("--json", type=Path, help="write the figures here, too")
    return program.parse_args()


main()
