"""What is done with できること・できないこと."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from suketto.catalog.models import ScopeItem, Service
from suketto.catalog.queries import forget_vocabulary
from suketto.foundation.refusals import Refusal
from suketto.foundation.text import clean, clip
from suketto.people.models import Person
from suketto.trail.actions import record


class InsteadMissing(Refusal):
    """A bare "no" helps nobody (S53)."""

    message = _("できないことには「代わりに」を必ず添えてください。代わりの方法が書かれていない行は保存できません。")
    field = "instead"


class TextMissing(Refusal):
    message = _("内容を入れてください。")
    field = "text"


@transaction.atomic
def write_scope_item(
    service: Service, *, kind: str, text: str, by: Person, instead: str = "", item: ScopeItem | None = None
) -> ScopeItem:
    """Adds a line, or changes `item`; the history keeps what it said before."""
    text, instead = clip(clean(text), 200), clip(clean(instead), 300)
    if not text:
        raise TextMissing
    if kind == ScopeItem.Kind.CANNOT and not instead:
        raise InsteadMissing
    before = {"kind": item.kind, "text": item.text, "instead": item.instead} if item else {}
    if item is None:
        last = service.scope.filter(kind=kind).aggregate(last=Max("position"))["last"] or 0
        item = ScopeItem(service=service, position=last + 1)
    item.kind, item.text, item.instead = kind, text, instead
    item.save()
    record("service.scope_written", service, by=by, desk_id=service.desk_id, item=item.pk, before=before, text=text)
    return item


@transaction.atomic
def remove_scope_item(item: ScopeItem, *, by: Person) -> None:
    service = item.service
    record(
        "service.scope_removed", service, by=by, desk_id=service.desk_id, kind_of_line=item.kind, text=item.text,
        instead=item.instead,
    )  # fmt: skip
    item.delete()


@transaction.atomic
def write_service(service: Service, *, by: Person) -> Service:
    """Opens a service or keeps what was changed in one; the words that people use for it find it (one a line)."""
    new = service.pk is None
    if new:
        service.slug = service.slug or f"service-{Service.objects.count() + 1}"
    service.save()
    forget_vocabulary()
    transaction.on_commit(forget_vocabulary)
    record("service.opened" if new else "service.changed", service, by=by, desk_id=service.desk_id, internal=True)
    return service
