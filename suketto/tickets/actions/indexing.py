"""What search knows of a ticket: its public words only, for its desk and its requester."""

from collections import defaultdict
from collections.abc import Sequence

from suketto.search import actions as search
from suketto.search.sources import Entry, Source
from suketto.tickets.models import Attachment, FileText, Message, Ticket

LONGEST = 20_000
MESSAGES_MAX = 50
FILES_LONGEST = 400_000  # characters of all its files together: found letter by letter, the first of them by words too


def index_ticket(ticket: Ticket, bodies: Sequence[str] | None = None) -> None:
    """Writes the ticket into the index, in the same transaction; reads its messages unless they are given."""
    if bodies is None:
        bodies = list(Message.objects.filter(ticket=ticket).values_list("body", flat=True)[:MESSAGES_MAX])
        search.index_entry(_entry(ticket, bodies, _file_texts([ticket.pk])[ticket.pk]))
    else:
        search.index_entry(_entry(ticket, bodies))  # just opened: its files are read after this


def learnt_from(ticket: Ticket) -> str:
    """Under which name search keeps what it learnt from a ticket, to take it back when the matter goes on."""
    return f"ticket-{ticket.pk}"


def entries(numbers: Sequence[int]) -> list[Entry]:
    """What is to be found of these tickets, as they are now."""
    bodies: dict[int, list[str]] = defaultdict(list)
    said = Message.objects.filter(ticket__in=numbers).order_by("ticket_id", "pk").values_list("ticket_id", "body")
    for ticket_id, body in said:
        if len(bodies[ticket_id]) < MESSAGES_MAX:
            bodies[ticket_id].append(body)
    files = _file_texts(numbers)
    tickets = Ticket.objects.filter(pk__in=numbers).order_by("pk")
    return [_entry(ticket, bodies[ticket.pk], files[ticket.pk]) for ticket in tickets]


def _file_texts(numbers: Sequence[int]) -> dict[int, list[str]]:
    """Names and words of the files in messages; those of notes are nobody's to find."""
    found: dict[int, list[str]] = defaultdict(list)
    sent = Attachment.objects.filter(ticket__in=numbers, message__isnull=False).order_by("pk")
    rows = list(sent.values_list("ticket_id", "name", "sha256"))
    texts = FileText.objects.filter(pk__in={sha256 for *_, sha256 in rows}, state=FileText.State.READ)
    known = dict(texts.values_list("pk", "text")) if rows else {}
    for ticket_id, name, sha256 in rows:
        found[ticket_id] += [name, known.get(sha256, "")]
    return found


def _numbers(after: int, limit: int) -> Sequence[int]:
    return list(Ticket.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


def _entry(ticket: Ticket, bodies: Sequence[str], files: Sequence[str] = ()) -> Entry:
    parts = [ticket.wanted, ticket.tried, ticket.stuck, ticket.others, *bodies]
    said = "\n".join(part for part in parts if part)[:LONGEST]
    attached = "\n".join(part for part in files if part)[:FILES_LONGEST]
    return Entry(
        "ticket", ticket.pk, title=ticket.subject, body=f"{said}\n{attached}" if attached else said,
        desk_id=ticket.desk_id, person_id=ticket.requester_id,
    )  # fmt: skip


SOURCE = Source("ticket", _numbers, entries, Ticket.objects.count)
