"""What a database reads to answer a question, in a table that the test filled: a few rows are read whole by right."""

import json
from typing import Any

from django.db import connection


def reads_little(rows: Any, index: str, *, at_most: int) -> str:
    """Empty, or the plan that reads more.

    PostgreSQL chooses among its indexes by what the table holds, so there the rows are counted that it touched.
    SQLite says what it will use, and `index` is the one that was made for the question.
    """
    if connection.vendor != "postgresql":
        shown = str(rows.explain())
        return "" if index in shown else shown
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {connection.ops.quote_name(rows.model._meta.db_table)}")
    shown = rows.explain(format="json", analyze=True)
    return "" if _touched(json.loads(shown)[0]["Plan"]) <= at_most else shown


def _touched(node: dict[str, Any]) -> int:
    inner = sum(_touched(each) for each in node.get("Plans", []))
    if "Scan" not in node["Node Type"]:
        return inner
    thrown = sum(node.get(f"Rows Removed by {way}", 0) for way in ("Filter", "Index Recheck"))
    return inner + int((node["Actual Rows"] + thrown) * node["Actual Loops"])
