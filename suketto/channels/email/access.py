"""The only door from a request to a letter or a mailbox. What one may not see does not exist: 404."""

from django.core.cache import caches
from django.http import Http404

from suketto.channels.email.models import Letter, Mailbox
from suketto.people.models import Person, Standing

here = caches["here"]
# Asked for with every page of a member; once there was mail there will be.
REMEMBERED_SECONDS = 60


def letter_for(person: Person, number: int) -> Letter:
    """A letter to one of the person's desks."""
    letters = Letter.objects.seen_by(person).select_related("desk", "mailbox", "ticket", "person", "message")
    letter: Letter | None = letters.filter(pk=number).first()
    if letter is None:
        raise Http404
    return letter


def mailbox_for_administrator(number: int) -> Mailbox:
    mailbox: Mailbox | None = Mailbox.objects.select_related("desk").filter(pk=number).first()
    if mailbox is None:
        raise Http404
    return mailbox


def has_mail(standing: Standing) -> bool:
    """Whether one's desks have a mailbox or ever had a letter; an administrator answers for the whole house."""
    name = f"email-comes-{'house' if standing.administrator else sorted(standing.desk_ids)}".replace(" ", "")
    if not here.get(name):
        if not _has_mail(standing):
            return False
        here.set(name, True, REMEMBERED_SECONDS)
    return True


def _has_mail(standing: Standing) -> bool:
    boxes, letters = Mailbox.objects.all(), Letter.objects.all()
    if not standing.administrator:
        boxes, letters = boxes.filter(desk_id__in=standing.desk_ids), letters.filter(desk_id__in=standing.desk_ids)
    return boxes.order_by().exists() or letters.order_by().exists()
