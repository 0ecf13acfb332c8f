"""What was said in tickets, to show the sentence in which the searched words stand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models.functions import Substr

from suketto.tickets.models import Attachment, FileText, Message, Ticket

READ = 8_000  # characters of one message or file
MESSAGES = 400  # of all the tickets of a page
BOXES = ("wanted", "tried", "stuck", "others")


def texts_of(tickets: Sequence[Ticket]) -> Mapping[int, Sequence[str]]:
    """By ticket: its boxes, its messages, and the words of the files that came with them; never a note."""
    found: dict[int, list[str]] = defaultdict(list)
    numbers = [ticket.pk for ticket in tickets]
    for number, *boxes in Ticket.objects.filter(pk__in=numbers).values_list("pk", *BOXES):
        found[number] += boxes
    said = Message.objects.filter(ticket__in=numbers).order_by("pk")
    for number, body in said.values_list("ticket_id", Substr("body", 1, READ))[:MESSAGES]:
        found[number].append(body)
    sent = Attachment.objects.filter(ticket__in=numbers, message__isnull=False).order_by("pk")
    files = list(sent.values_list("ticket_id", "sha256")[:MESSAGES])
    read = FileText.objects.filter(pk__in={sha256 for _number, sha256 in files})
    words = dict(read.values_list("pk", Substr("text", 1, READ))) if files else {}
    for number, sha256 in files:
        found[number].append(words.get(sha256, ""))
    return found
