"""The smallest questions of a database, written out: built anew for each page they cost ten times their answer."""

from collections.abc import Mapping
from functools import cache

from django.db import connection
from django.db.models import Model


def there_is(model: type[Model], **equal: int | None) -> bool:
    """Whether any row has these values in these columns ("ticket_id"); None asks for an empty one."""
    given = tuple(name for name, value in equal.items() if value is not None)
    empty = tuple(name for name, value in equal.items() if value is None)
    with connection.cursor() as cursor:
        cursor.execute(_question(model, given, empty), [equal[name] for name in given])
        return cursor.fetchone() is not None


def which_there_are(asked: Mapping[str, tuple[type[Model], dict[str, int]]]) -> frozenset[str]:
    """The names of those of these questions to which there is a row: {"steps": (Step, {"ticket_id": 42})}.

    One statement for all of them, so that what is mostly not there costs a page next to nothing.
    """
    shape = tuple((model, tuple(equal)) for model, equal in asked.values())
    with connection.cursor() as cursor:
        cursor.execute(_questions(shape), [value for _, equal in asked.values() for value in equal.values()])
        answers = cursor.fetchone()
    return frozenset(name for name, there in zip(asked, answers, strict=True) if there)


def newest_id(model: type[Model]) -> int:
    """The highest key there is, 0 where there is no row."""
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX(id) FROM {quoted(model._meta.db_table)}")  # noqa: S608
        [highest] = cursor.fetchone()
    return int(highest or 0)


@cache
def _questions(shape: tuple[tuple[type[Model], tuple[str, ...]], ...]) -> str:
    return "SELECT " + ", ".join(f"EXISTS({_question(model, given, ())})" for model, given in shape)


@cache
def _question(model: type[Model], given: tuple[str, ...], empty: tuple[str, ...]) -> str:
    quoted = connection.ops.quote_name
    columns = {field.attname: quoted(str(field.column)) for field in model._meta.concrete_fields}
    asked = [f"{columns[name]} = %s" for name in given] + [f"{columns[name]} IS NULL" for name in empty]
    return f"SELECT 1 FROM {quoted(model._meta.db_table)} WHERE {' AND '.join(asked)} LIMIT 1"  # noqa: S608
