"""The figures beside their budgets."""

from typing import Any

INBOX, TICKET, SUGGESTION, CREATE, START, MEMORY, BYTES, REQUESTS = 3, 4, 60, 66, 4, 350, 150, 15


def table(found: dict[str, Any]) -> str:
    size = ", ".join(f"{found[name]:,} {name}" for name in ("tickets", "messages", "people", "postings"))
    head = f"\n{found['database']}: {size}"
    rows = [("", "measured", "floor", "ratio", "budget", ""), *_timed(found), *_sizes(found)]
    widths = [max(len(row[at]) for row in rows) for at in range(6)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([head, *lines]) + "\n"


def _row(
    name: str, measured: Any, floor: Any = "", ratio: Any = "", budget: str = "", *, kept: bool | None = None
) -> Any:
    verdict = "" if kept is None else ("kept" if kept else "OVER")
    return (name, str(measured), str(floor), str(ratio), budget, verdict)


def _timed(found: dict[str, Any]) -> list[Any]:
    inbox, ticket, suggestion = found["inbox"], found["ticket"], found["suggestion"]
    search, create, reply = found["search"], found["create"], found["reply"]
    rows = []
    for name, each, most in (("work list", inbox, INBOX), ("ticket page", ticket, TICKET)):
        kept = each["ratio"] <= most
        rows += [
            _row(f"{name}, ms at 1 client", each["p50"], each["floor_p50"], each["ratio"], f"≤ {most} x", kept=kept),
            _row(f"{name}, p95", each["p95"]),
            _row(f"{name}, a second at 8", each["a_second_at_8"], each["floor_a_second_at_8"],
                 round(each["floor_a_second_at_8"] / max(each["a_second_at_8"], 0.1), 2)),
        ]  # fmt: skip
    rows.append(_row("similar tickets and articles beside it, loaded after", ticket["loaded_after"]))
    p95, rate = suggestion["p95"], create["a_second_at_8"]
    return [
        *rows,
        _row("suggestion while typing, p50 ms", suggestion["p50"]),
        _row("suggestion while typing, p95 ms", p95, budget=f"≤ {SUGGESTION} ms", kept=p95 <= SUGGESTION),
        _row("suggestions, a second at 8", suggestion["a_second_at_8"]),
        _row("search among tickets, ms at 1", search["p50"], search["floor_p50"], search["ratio"]),
        _row("search, a second at 8", search["a_second_at_8"], search["floor_a_second_at_8"]),
        _row("create a ticket, ms at 1", create["p50"], create["floor_p50"], create["ratio"]),
        _row("create, a second at 8", rate, create["floor_a_second_at_8"],
             round(create["floor_a_second_at_8"] / max(rate, 0.1), 2), f"≥ {CREATE}", kept=rate >= CREATE),
        _row("reply, ms at 1", reply["p50"], reply["floor_p50"], reply["ratio"]),
        _row("reply, a second at 8", reply["a_second_at_8"]),
    ]  # fmt: skip


def _sizes(found: dict[str, Any]) -> list[Any]:
    queries, memory = found["queries"], found["memory"]["house"]
    rows = [
        _row("queries of the work list, 10 / 50 rows", f"{queries['10']} / {queries['50']}", budget="equal",
             kept=queries["10"] == queries["50"]),
        _row("cold start, s", found["cold_start"], budget=f"≤ {START} s", kept=found["cold_start"] <= START),
        _row("memory after the run, MB", memory, budget=f"≤ {MEMORY} MB", kept=memory <= MEMORY),
    ]  # fmt: skip
    if "database" in found["memory"]:
        rows.append(_row("memory of PostgreSQL beside it, MB", found["memory"]["database"]))
    for who, page in found["pages"].items():
        kept = page["kilobytes"] <= BYTES and page["requests"] <= REQUESTS
        said = f"{page['kilobytes']} kB, {page['requests']} requests, shift {page['layout_shift']}"
        rows.append(_row(f"first page of a {who}", said, budget=f"≤ {BYTES} kB, ≤ {REQUESTS}", kept=kept))
    return rows
