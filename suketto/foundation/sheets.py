"""Figures and words for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

RECKONED = ("=", "+", "-", "@", "\t", "\r")


def sheet(name: str, rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A CSV file that Excel opens as it is."""
    answer = HttpResponse("\ufeff" + as_csv(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """Words that a spreadsheet would reckon with are kept from it by a quote."""
    text = io.StringIO()
    csv.writer(text).writerows([[_cell(cell) for cell in row] for row in rows])
    return text.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(RECKONED) else value
