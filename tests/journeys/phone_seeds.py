"""A desk with a telephone line at an address that the stories know."""

from suketto.channels.phone import actions
from suketto.channels.phone.models import hashed, the_sealer
from suketto.people.actions import add_number
from suketto.people.models import Desk, Person
from suketto.tickets.actions import open_ticket
from tests.journeys.seeds import small

TOKEN = "bangou-wo-shiraseru-adoresu-0001"
SANADA = "090-1234-5678"
SHARED = "043-123-4567"


def with_a_line() -> None:
    small()
    line = actions.open_line(by=None, name="代表 03-1234-5678", provider="generic", desk=Desk.objects.get(slug="it"))
    line.token_hash, line.token_sealed = hashed(TOKEN), the_sealer.seal(TOKEN)
    line.save()
    sanada = Person.objects.get(family_name="真田")
    add_number(sanada, SANADA, kind="mobile", by=None)
    for name in ("久我", "大場"):
        add_number(Person.objects.get(family_name=name), SHARED, kind="direct", by=None)
    open_ticket(
        desk=line.desk, by=sanada, requester=sanada, channel="portal", text="検査記録のフォルダーが開けません",
        subject="検査記録のフォルダーが開けません",
    )  # fmt: skip
