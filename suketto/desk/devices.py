"""The devices of whoever asked, and which of them a ticket is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from suketto.assets.models import Device
from suketto.assets.numbers import key_of
from suketto.assets.queries import devices_of
from suketto.people.models import Person
from suketto.tickets import actions
from suketto.tickets.models import Ticket

BETWEEN = re.compile(r"[、,，;；\n]+")
LONGEST = 120  # characters of the ticket's own field


@dataclass(frozen=True, slots=True)
class Beside:
    """One device beside a ticket; `named` when the ticket says that it is about this one."""

    device: Device
    named: bool


def devices_beside(ticket: Ticket) -> Sequence[Beside]:
    said = {key_of(part) for part in BETWEEN.split(ticket.device)}
    return [Beside(device, device.key in said) for device in devices_of(ticket.requester)]


def name_device(ticket: Ticket, number: int, *, by: Person) -> None:
    """The ticket is about this device too; whoever asked must have it. Pressed twice it is named once."""
    for each in devices_beside(ticket):
        if each.device.pk == number and not each.named:
            both = "、".join(part for part in (ticket.device, each.device.number) if part)
            actions.set_facts(ticket, by=by, device=both if len(both) <= LONGEST else each.device.number)
