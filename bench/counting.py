"""How many queries the work list asks for, with ten tickets in it and with fifty; printed as JSON."""

import json
import sys

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from suketto.people.models import Person  # noqa: E402
from suketto.tickets import queries  # noqa: E402


def queries_with(client: Client, rows: int) -> int:
    queries.PAGE = rows
    with CaptureQueriesContext(connection) as captured:
        page = client.get("/desk/")
    shown = page.content.count(b"data-row")
    if (page.status_code, shown) != (200, rows):
        raise SystemExit(f"the work list answered {page.status_code} with {shown} rows instead of {rows}")
    return len(captured)


client = Client(headers={"host": "localhost"})
client.force_login(
    Person.objects.get(pk=int(sys.argv[1])), backend="allauth.account.auth_backends.AuthenticationBackend"
)
client.get("/desk/")
sys.stdout.write(json.dumps({str(rows): queries_with(client, rows) for rows in (10, 50)}))
