"""What the words of whoever asked give away and the ticket does not say yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from suketto.foundation import clock
from suketto.foundation.text import clip
from suketto.people.models import Person
from suketto.tickets import actions, facts
from suketto.tickets.models import Message, Ticket
from suketto.ui.templatetags.ui import moment

WORDS_READ = 5
BOXES = ("wanted", "tried", "stuck", "others")


@dataclass(frozen=True, slots=True)
class Gleaning:
    """One fact to take with one press: its field, its value, how it reads, and the words that said so."""

    name: str
    value: Any
    label: str
    shown: str
    words: str = ""
    kind: str = ""
    asked: bool = False  # one of several that the words may mean: never taken with `all`
    either_half: bool = False  # asked because they may mean the morning or the afternoon

    @property
    def key(self) -> str:
        """What a press names: of several moments it must say which."""
        return f"{self.name}@{self.value:%Y-%m-%dT%H:%M}" if self.asked else self.name

    @property
    def question(self) -> str:
        """Why it is asked."""
        if self.either_half:
            return _("「%(words)s」は、午前とも午後ともとれます") % {"words": self.words}
        return _("「%(words)s」は今日はもう過ぎています") % {"words": self.words}


def gleanings(ticket: Ticket) -> list[Gleaning]:
    """Read anew at each look, so that nothing has to be kept that nobody confirmed. Times count from the words."""
    if not ticket.open:
        return []
    said = list(
        ticket.messages.filter(side=Message.Side.REQUESTER).order_by("id").values_list("body", "at")[:WORDS_READ]
    )
    found: dict[str, list[Gleaning]] = {}
    for body, at in said:
        read: dict[str, list[Gleaning]] = {}
        for each in _of(facts.find(body or ticket.subject, timezone.localtime(at))):
            if not getattr(ticket, each.name) and (not each.asked or each.value > clock.now()):
                read.setdefault(each.name, []).append(each)
        for name, several in read.items():
            if name not in found or (found[name][0].asked and not several[0].asked):
                found[name] = several
    return [each for several in found.values() for each in several]


def heard(told: str, written: QueryDict, now: datetime) -> list[Gleaning]:
    """Deadline and device that the words of a call give away and the form does not say yet."""
    found = [each for each in _of(facts.find(told, timezone.localtime(now))) if each.name in {"deadline_at", "device"}]
    return [each for each in found if not written.get(each.name, "").strip()]


def kind_of(told: str, deadline_at: datetime | None, now: datetime) -> str:
    """What the words call the deadline that was written down; empty where they speak of another one."""
    read = _of(facts.find(told, timezone.localtime(now)))
    return next((each.kind for each in read if each.name == "deadline_at" and each.value == deadline_at), "")


def take_facts(ticket: Ticket, chosen: str, *, by: Person) -> None:
    """Writes the fact of that name into the ticket, or `all` of them, read once more from the words."""
    taken = [each for each in gleanings(ticket) if chosen == each.key or (chosen == "all" and not each.asked)]
    found = {each.name: each.value for each in taken}
    for each in taken:
        if each.kind:
            found["deadline_kind"] = each.kind
    if found:
        actions.set_facts(ticket, by=by, **found)


def _when(at: datetime) -> str:
    """Tomorrow is said aloud: the words may have named the time alone."""
    local = timezone.localtime(at)
    if local.date() == clock.today() + timedelta(days=1):
        return _("明日 %(clock)s") % {"clock": f"{local:%H:%M}"}
    return moment(at)


def _of(read: facts.Facts) -> list[Gleaning]:
    taken = []
    if read.deadline is not None:
        taken.append(
            Gleaning(
                "deadline_at",
                read.deadline.at,
                _("いつまでに"),
                _when(read.deadline.at),
                read.deadline.words,
                read.deadline.kind,
            )
        )
    if read.doubt is not None:
        doubt = read.doubt
        taken += [
            Gleaning(
                "deadline_at", at, _("いつまでに"), _when(at), doubt.words, doubt.kind,
                asked=True, either_half=doubt.either_half,
            )
            for at in doubt.moments
        ]  # fmt: skip
    if read.devices:
        taken.append(Gleaning("device", "、".join(read.devices), _("機器"), "、".join(read.devices)))
    boxes = {name: getattr(read.boxes, name) for name in BOXES}
    stuck = [boxes["stuck"], *(code for code in read.errors if code not in boxes["stuck"])]
    boxes["stuck"] = "、".join(part for part in stuck if part)
    for name, value in boxes.items():
        if value:
            label = str(Ticket._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            taken.append(Gleaning(name, value, label, clip(value, 80)))
    return taken
