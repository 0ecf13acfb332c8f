"""A small request in the corridor, or a call outside the door: written down in twenty seconds, also on a bad line."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suketto.catalog.queries import guess_service
from suketto.desk.models import SmallRequest
from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.people.models import Desk, Person
from suketto.tickets import actions
from suketto.tickets.actions.proving import refuse_unproved_words
from suketto.tickets.models import Ticket

KEPT_ON_THE_WAY = timedelta(days=7)  # how long a telephone without a line may keep what was written
# Where travellers of Japanese companies call from; the name stands first, as people say it.
ZONES = {
    "Asia/Shanghai": gettext_lazy("中国"),
    "Asia/Taipei": gettext_lazy("台湾"),
    "Asia/Seoul": gettext_lazy("韓国"),
    "Asia/Singapore": gettext_lazy("シンガポール"),
    "Asia/Bangkok": gettext_lazy("タイ"),
    "Asia/Ho_Chi_Minh": gettext_lazy("ベトナム"),
    "Asia/Jakarta": gettext_lazy("インドネシア（西部）"),
    "Asia/Manila": gettext_lazy("フィリピン"),
    "Asia/Kolkata": gettext_lazy("インド"),
    "Asia/Dubai": gettext_lazy("ドバイ"),
    "Europe/London": gettext_lazy("イギリス"),
    "Europe/Berlin": gettext_lazy("ドイツ"),
    "Europe/Paris": gettext_lazy("フランス"),
    "America/New_York": gettext_lazy("アメリカ東部"),
    "America/Chicago": gettext_lazy("アメリカ中部"),
    "America/Los_Angeles": gettext_lazy("アメリカ西部"),
    "America/Mexico_City": gettext_lazy("メキシコ"),
    "America/Sao_Paulo": gettext_lazy("ブラジル"),
    "Australia/Sydney": gettext_lazy("オーストラリア東部"),
}


@transaction.atomic
def write_down(data: dict[str, Any], *, by: Person, desk: Desk) -> tuple[Ticket, str]:
    """The case, and what could not be done at once. The same `once` again gives the same case and does nothing more."""
    known = Ticket.objects.filter(once=data["once"]).first() if data["once"] else None
    if known is not None:
        return known, ""
    at = data.get("when") or said_at(data["at"])
    ticket = actions.open_ticket(
        desk=desk, by=by, requester=data["requester"], requester_words=data["requester_words"], at=at,
        channel=data["channel"], text=data["text"], service=guess_service(data["text"]), once=data["once"],
        working_place=data["working_place"], place=place_of(data["zone"], at), assignee=by,
    )  # fmt: skip
    SmallRequest.objects.create(ticket=ticket, at=at)
    if data["minutes"]:
        actions.spend(ticket, data["minutes"], by=by)
    if not data["solved"]:
        return ticket, ""
    try:
        with transaction.atomic():
            refuse_unproved_words(ticket, data["text"])
            actions.resolve(ticket, by=by, answer=data["answer"] or _("その場で対応しました。"))
    except Refusal as refusal:
        actions.note(ticket, "\n".join(part for part in (_("その場で済んだ"), data["answer"]) if part), by=by)
        return ticket, str(refusal)
    return ticket, ""


def said_at(at: datetime | None) -> datetime:
    """When it was written, where that can be; the clock of a telephone may be wrong."""
    now = clock.now()
    return at if at is not None and now - KEPT_ON_THE_WAY <= at <= now else now


def place_of(zone: str, at: datetime) -> str:
    """「シンガポール（SGT 19:30）」: where somebody abroad called from, and what time it was for them."""
    if zone not in ZONES:
        return ""
    there = timezone.localtime(at, ZoneInfo(zone))
    return f"{ZONES[zone]}（{there:%Z %H:%M}）"
