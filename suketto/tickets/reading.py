"""Reading the words of files, so that a ticket is found by what was attached to it."""

from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django_tasks import task

from suketto.foundation import clock
from suketto.foundation.documents import Unreadable, read_apart
from suketto.foundation.text import clean
from suketto.tickets.models import Attachment, FileText, Ticket, path_of


def expect(sha256: str, name: str) -> None:
    """The file will be read soon, once for the same bytes; belongs in the transaction that stores it."""
    FileText.objects.get_or_create(sha256=sha256, defaults={"name": name, "at": clock.now()})
    read_file.enqueue(sha256)


@task()
def read_file(sha256: str) -> None:
    """Reads a stored file and makes its tickets findable by it; what cannot be read is noted with the reason."""
    row = FileText.objects.get(pk=sha256)
    if row.state == FileText.State.WAITING:
        try:
            row.text, row.state = _text(row), FileText.State.READ
        except Unreadable as why:
            row.state, row.reason = FileText.State.UNREADABLE, str(why)[:40]
        row.at = clock.now()
    with transaction.atomic():
        row.save()
        if row.text:
            index_tickets_with(sha256)


def index_tickets_with(sha256: str) -> None:
    """Tickets to whose messages the file belongs; a file of a note is found by nobody, like the note."""
    from suketto.tickets.actions.indexing import index_ticket  # noqa: PLC0415  (actions store files through this room)

    sent = Attachment.objects.filter(sha256=sha256, message__isnull=False)
    for ticket in Ticket.objects.select_for_update().filter(pk__in=sent.values("ticket")).order_by("pk"):
        index_ticket(ticket)


def _text(row: FileText) -> str:
    return clean(read_apart(Path(default_storage.path(path_of(row.sha256))), row.name))
