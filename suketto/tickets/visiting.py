"""When somebody comes (R25): criteria that everybody may read. Asking is always allowed; rank and tone are no criteria.

No database beyond the ticket that is given.
"""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from suketto.tickets.models import Step, Ticket

DEAD = re.compile(
    r"電源が(?:入ら|つか|点か|落ち)|起動(?:し|でき)(?:ない|ません)|立ち上がら|画面が真っ(?:暗|黒)|"
    r"ブルースクリーン|won't (?:start|boot)"
)
BROKEN = re.compile(
    r"煙|焦げ|異臭|異音|水をこぼ|濡れ|割れ|折れ|壊れ|故障|断線|抜けな|紙詰まり|紙づまり|トナー|"
    r"充電(?:でき|し)(?:ない|ません)|発熱|熱く"
)
OFFLINE = re.compile(
    r"(?:ネット|ネットワーク|LAN|Wi-?Fi|インターネット|VPN)[^。\n]{0,10}(?:つなが(?:ら|り)|接続でき)(?:な|ま)",
    re.IGNORECASE,
)
URGENT_PRIORITY = 2
STEP_OF_REMOTE = "遠隔操作"  # how the step begins that an appointment for it puts into 手段
LABELS: dict[str, str | Promise] = {
    "dead": _("起動しない・電源が入らない"),
    "hardware": _("機械そのものの故障（部品・配線・紙）"),
    "urgent": _("優先順位が P1・P2"),
    "remote_failed": _("遠隔操作を試してだめだった、または回線がない"),
    "accommodation": _("ご本人の事情（体・場所）で電話では難しい"),
}


@dataclass(frozen=True, slots=True)
class Criterion:
    key: str
    label: str
    met: bool


def criteria_of(ticket: Ticket, *, accommodated: bool = False) -> list[Criterion]:
    """Each criterion with what the record says of it; the member may add what only they have heard.

    `accommodated`: whoever asked has named, for themself, why the telephone is hard for them.
    """
    told = "\n".join([ticket.subject, ticket.wanted, ticket.stuck, ticket.tried, *_own_words(ticket)])
    met = {
        "dead": bool(DEAD.search(told)),
        "hardware": bool(BROKEN.search(told)),
        "urgent": ticket.priority <= URGENT_PRIORITY,
        "remote_failed": bool(OFFLINE.search(told)) or _remote_failed(ticket),
        "accommodation": accommodated,
    }
    return [Criterion(key, str(label), met[key]) for key, label in LABELS.items()]


def _own_words(ticket: Ticket) -> list[str]:
    return list(ticket.messages.filter(side="requester").values_list("body", flat=True)[:5])


def _remote_failed(ticket: Ticket) -> bool:
    """A step by remote control that could not be done."""
    return bool(ticket.steps.filter(text__startswith=STEP_OF_REMOTE, result=Step.Result.CANNOT).exists())
