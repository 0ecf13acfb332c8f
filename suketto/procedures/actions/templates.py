"""Reply templates, written and kept by the desk."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from suketto.foundation.refusals import Refusal
from suketto.foundation.text import clean, clip
from suketto.people.models import Desk, Person
from suketto.procedures.filling import places_left
from suketto.procedures.models import ReplyTemplate
from suketto.procedures.usual import CHAT, USUAL
from suketto.procedures.usual_english import CHAT_ENGLISH, USUAL_ENGLISH
from suketto.trail.actions import record

KNOWN = {"requester_name", "member_name", "ticket_number", "next_contact", "instead", "answer", "goal"}
# What no template of a category may lack: nobody is answered without a name and the next time of contact (R03).
DEMANDED = {
    "receipt": {"requester_name", "member_name", "next_contact"},
    "check": {"requester_name", "member_name", "next_contact"},
    "wait": {"requester_name", "member_name", "next_contact"},
    "decline": {"requester_name", "member_name", "next_contact", "instead"},
    "apology": {"requester_name", "member_name", "next_contact"},
    "solved": {"requester_name", "member_name"},
    "chat": set(),  # a line among others: whoever reads it sees who speaks, and is there
}


class PlaceUnknown(Refusal):
    message = _("{%(place)s} という差し込みはありません。使えるのは %(known)s です。")
    field = "body"


class PlaceMissing(Refusal):
    message = _("この種類のひな形には %(places)s が必要です。")
    field = "body"


@transaction.atomic
def write_template(
    *, by: Person | None, desk: Desk | None, category: str, title: str, body: str, template: ReplyTemplate | None = None
) -> ReplyTemplate:
    """Adds a template or changes one; refuses unknown places, and one that leaves out what its category demands."""
    text = clean(body).strip()
    places = set(places_left(text))
    if places - KNOWN:
        raise PlaceUnknown(place=min(places - KNOWN), known=" ".join(f"{{{name}}}" for name in sorted(KNOWN)))
    lacking = sorted(DEMANDED[category] - places)
    if lacking:
        raise PlaceMissing(places=" ".join(f"{{{name}}}" for name in lacking))
    kept = template or ReplyTemplate(
        slug=f"template-{(ReplyTemplate.objects.order_by('-pk').values_list('pk', flat=True).first() or 0) + 1}"
    )
    kept.desk, kept.category, kept.title, kept.body = desk, category, clip(clean(title), 80), text
    kept.position = list(DEMANDED).index(category)
    kept.save()
    record("template.written", kept, by=by, desk_id=desk.pk if desk else None, internal=True, category=category)
    return kept


@transaction.atomic
def remove_template(template: ReplyTemplate, *, by: Person) -> None:
    record("template.removed", template, by=by, desk_id=template.desk_id, internal=True, title=template.title)
    template.delete()


@transaction.atomic
def bring_usual_templates(language: str = "ja") -> int:
    """A house without a single template gets its letters and lines, in the language it was set up in."""
    if ReplyTemplate.objects.exists():
        return 0
    usual = [*USUAL_ENGLISH, *CHAT_ENGLISH] if language == "en" else [*USUAL, *CHAT]
    for category, title, body in usual:
        write_template(by=None, desk=None, category=category, title=title, body=body)
    return len(usual)
