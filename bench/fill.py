"""Fills an empty house: the demo company, a first part of the tickets as the demo makes them, the rest copies of those.

Prints as JSON what the clients need: signed-in sessions, tokens, numbers of tickets. Copies keep every row and every
posting, so lists, pages, index and history have their full size; the hashes of copied events are not a chain.
"""

import json
import sys
from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from random import Random
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Max, Model  # noqa: E402
from django.utils import timezone  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from suketto.api.actions import make_token  # noqa: E402
from suketto.demo.calendar import arrivals  # noqa: E402
from suketto.demo.company import found  # noqa: E402
from suketto.demo.year import live_through  # noqa: E402
from suketto.jobs.schedule import queue_due  # noqa: E402
from suketto.people.models import Person  # noqa: E402
from suketto.search import letters  # noqa: E402
from suketto.search.actions import refresh_counts  # noqa: E402
from suketto.search.learning import learn_words  # noqa: E402
from suketto.search.models import Collection, Document, Posting, Text  # noqa: E402
from suketto.sla.queries import hours_of  # noqa: E402
from suketto.tickets.models import Message, Resolution, Step, Thanks, Ticket, Triage  # noqa: E402
from suketto.trail.models import Event  # noqa: E402

FIRST_PART = 6_000
OPEN_ONE_IN = 20
PROGRAMS = 8


def fill(wanted: int) -> dict[str, Any]:
    random = Random(20260401)  # noqa: S311  (the same house every time)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-1000000")
    company = found(random)
    hours, today = hours_of(company.desks["it"]), timezone.localdate()
    moments = arrivals(random, hours, today - timedelta(days=1500), today - timedelta(days=1))
    made = live_through(company, hours, islice(moments, min(wanted, FIRST_PART)), random, first=1)
    told(f"{made} tickets by the demo's own hand")
    go_on_counting([Ticket, Message, Document, Event])
    copy_until(wanted)
    open_some(random, wanted)
    refresh_counts()
    settle()
    colleagues = random.sample(company.colleagues, PROGRAMS)
    members = company.members[:3]
    return {
        "member": session_of(members[0]), "member_id": members[0].pk,
        "colleague": session_of(colleagues[0]),
        "colleague_tokens": [make_token(person, "bench", lasts=timedelta(days=1))[1] for person in colleagues],
        "member_tokens": [make_token(person, "bench", lasts=timedelta(days=1))[1] for person in members],
        "open": list(Ticket.objects.filter(desk_id=1, turn=0).order_by("?").values_list("pk", flat=True)[:400]),
        "done": list(Ticket.objects.filter(desk_id=1, turn=2).order_by("?").values_list("pk", flat=True)[:200]),
        "tickets": Ticket.objects.count(), "messages": Message.objects.count(), "people": Person.objects.count(),
        "postings": Posting.objects.count(),
    }  # fmt: skip


def told(text: str) -> None:
    sys.stderr.write(f"  {text}\n")


def copy_until(wanted: int) -> None:
    """Copies the first part as often as it takes, then cuts off what is too much (the last numbers)."""
    size = Ticket.objects.count()
    times = -(-wanted // size) - 1
    ticket = Ticket.objects.aggregate(last=Max("id"))["last"]
    document = Document.objects.aggregate(last=Max("id"))["last"]
    last = {model: model._default_manager.aggregate(last=Max("id"))["last"] for model in (Message, Event)}
    own = (Message, Triage, Step, Resolution, Thanks)
    for number in range(1, times + 1):
        with transaction.atomic():
            copy(Ticket, {"id": number * ticket}, f"id <= {ticket}")
            for model in own:
                copy(model, {"ticket_id": number * ticket}, f"ticket_id <= {ticket}")
            copy(Event, {"about_id": number * ticket}, f"id <= {last[Event]} AND about_kind = 'ticket'")
            kind = "kind = 'ticket'"
            copy(Document, {"id": number * document, "object_id": number * ticket}, f"id <= {document} AND {kind}")
            of_tickets = f"(SELECT id FROM search_document WHERE id <= {document} AND {kind})"  # noqa: S608
            copy(Text, {"document_id": number * document}, f"document_id IN {of_tickets}")
            copy(Posting, {"document_id": number * document}, f"document_id IN {of_tickets}")
    cut_off(wanted)
    go_on_counting([Ticket, Document])


def copy(model: type[Model], moved: dict[str, int], where: str) -> None:
    """Every row again, the named columns moved on; a number of one's own is left to the database."""
    columns = [field.column for field in model._meta.local_concrete_fields]
    if model._meta.pk.column == "id" and "id" not in moved:
        columns.remove("id")
    taken = [f"{column} + {moved[column]}" if column in moved else f'"{column}"' for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {', '.join(taken)} FROM {table} WHERE {where}")  # noqa: S608


def cut_off(wanted: int) -> None:
    """Tickets beyond the wanted number lose their row here; what hung on them stays in no list."""
    many = list(Ticket.objects.order_by("id").values_list("pk", flat=True)[wanted:])
    for chunk in (many[at : at + 500] for at in range(0, len(many), 500)):
        Ticket.objects.filter(pk__in=chunk).delete()


def go_on_counting(models: Iterable[type[Model]]) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in models:
                table = model._meta.db_table
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608


def open_some(random: Random, wanted: int) -> None:
    """One in twenty is open: most of them ours, arrived over the last days, some overdue."""
    now, opened = timezone.now(), []
    numbers = range(OPEN_ONE_IN, wanted + 1, OPEN_ONE_IN)
    for number in numbers:
        ours = random.random() < 0.7
        at = now - timedelta(minutes=random.randrange(20_000))
        due = at + timedelta(minutes=random.randrange(30, 30_000)) if ours else None
        opened.append(
            Ticket(
                pk=number,
                turn=0 if ours else 1,
                resolved_at=None,
                opened_at=at,
                due_at=due,
                sort_at=due or at,
                state=random.choice(["new", "working"]) if ours else "waiting_requester",
                overdue_since=due if due and due < now else None,
            )
        )
    names = ["turn", "resolved_at", "opened_at", "due_at", "sort_at", "state", "overdue_since"]
    Ticket.objects.bulk_update(opened, names, batch_size=100)
    for chunk in (list(numbers)[at : at + 500] for at in range(0, len(numbers), 500)):
        Resolution.objects.filter(ticket_id__in=chunk).delete()


def settle() -> None:
    """What the nightly hours would have done to a database of this age; their turns are taken until the next night."""
    for kind in list(Collection.objects.values_list("kind", flat=True)):
        learn_words(kind)
        while letters.bundle(kind):
            pass
    queue_due(timezone.now())
    DBTaskResult.objects.all().delete()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("PRAGMA synchronous=FULL")


def session_of(person: Person) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(fill(int(sys.argv[1]))))
