"""What the screen of a run needs: the present step, what was passed, the ways out, who asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from suketto.foundation import clock
from suketto.handling.queries import grants_a_visit
from suketto.people.queries import key_persons_near
from suketto.procedures.models import Instruction
from suketto.sla.hours import next_opening
from suketto.sla.queries import hours_of
from suketto.tickets import actions
from suketto.tickets.actions.guiding import LINK_GOOD_FOR
from suketto.tickets.actions.proving import came_signed_in
from suketto.tickets.identity import is_privileged_work, touches_secrets
from suketto.tickets.models import Attempt, OtherWay, Run, Ticket
from suketto.tickets.queries import words_of
from suketto.tickets.visiting import criteria_of
from suketto.ui.templatetags.ui import moment

SOON = timedelta(hours=1)
LINK = "【リンク】"
TIMES = ("【時刻】", "[time]")
LINKS = (LINK, "[link]")


def screen_of(run: Run, typed: QueryDict | None = None) -> dict[str, Any]:
    """Everything that the fragment `run` shows; `typed` is what was refused."""
    ticket = run.ticket
    step = run.step
    instruction = step.instruction if step is not None else None
    attempts = list(run.attempts.filter(undone_at=None).select_related("step__instruction"))
    return {
        "run": run, "ticket": ticket, "version": run.insertion.version, "step": instruction, "present": step,
        "count": run.insertion.version.instructions.count(), "passed": attempts, "reasons": Attempt.Reason.choices,
        "needs_proof": instruction is not None and instruction.manner == Instruction.Manner.PRIVILEGED,
        "link_words": guide_words(), "going_alone": run.link_until is not None and run.ended_at is None,
    } | proof_of(ticket) | ways_of(ticket, run, typed)  # fmt: skip


def ways_of(ticket: Ticket, run: Run | None, typed: QueryDict | None = None) -> dict[str, Any]:
    """The other ways, with what would be said to the requester for each, or what was `typed` instead."""
    typed = typed if typed and "way" in typed else QueryDict()
    at = next_quarter(next_opening(hours_of(ticket.desk_id), clock.now() + SOON))
    criteria = criteria_of(ticket, accommodated=grants_a_visit(ticket.requester_id))
    granted = any(each.met for each in criteria)
    return {
        "wants_another": run is not None and actions.wants_another_way(run),
        "planned_at": at, "criteria": criteria, "granted": granted,
        "criteria_met": typed.getlist("criteria") if typed else [each.key for each in criteria if each.met],
        "ways": [
            WayOut(way, str(way.label), typed.get(f"words_{way}") or way_words(way, granted=granted))
            for way in OtherWay.Way
        ],
        "key_persons": key_persons_near(ticket.requester) if ticket.requester else [],
        "chosen_ways": ticket.other_ways.select_related("key_person", "by"),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class WayOut:
    way: str
    label: str
    words: str


def way_words(way: str, *, granted: bool) -> str:
    """What the requester is told; 【時刻】 stands in it for the time until that is chosen."""
    if way == OtherWay.Way.VISIT:
        if granted:
            return _("お手もとに伺って直します。【時刻】 に参ります。ご都合が悪ければ、お知らせください。")
        return _(
            "伺うのは、機械の故障・起動しない・お急ぎ（P1・P2）・遠隔操作ができないときと決めています。"
            "今回は画面を一緒に見ながら直せますので、【時刻】 に遠隔操作でおつなぎします。"
        )
    return {
        OtherWay.Way.REMOTE: _("【時刻】 に、画面を一緒に見ながら（遠隔操作で）続きを進めます。"),
        OtherWay.Way.KEY_PERSON: _("【時刻】 に、お近くの詳しい方にお手もとを見ていただきます。"),
        OtherWay.Way.LATER: _("【時刻】 に、あらためてこちらからお電話します。"),
    }[OtherWay.Way(way)]


def with_time(words: str, at: datetime | None) -> str:
    for mark in TIMES:
        words = words.replace(mark, moment(at))
    return words


def with_link(words: str, address: str) -> str:
    """The link where its mark stands, else below."""
    text = words
    for mark in LINKS:
        text = text.replace(mark, address)
    return text if address in text else f"{text}\n{address}"


def guide_words() -> str:
    """The message that carries the link."""
    return _(
        "電話の続きを、ご自分の都合のよいときに進められます。次のページを開いて、一つずつお試しください"
        "（サインインは要りません。%(days)s 日のあいだ使えます）。\n%(link)s\n"
        "うまくいかないところは「できない」を押してください。こちらの画面にすぐ届きます。"
    ) % {"days": LINK_GOOD_FOR.days, "link": _(LINK)}


def proof_of(ticket: Ticket) -> dict[str, Any]:
    return {
        "proved": actions.proved(ticket), "proof": actions.identity_of(ticket),
        "proof_numbers": actions.registered_numbers(ticket), "proof_signed_in": came_signed_in(ticket),
    }  # fmt: skip


def next_quarter(moment_: datetime) -> datetime:
    """The next full quarter of an hour in local time."""
    local = timezone.localtime(moment_).replace(second=0, microsecond=0)
    return local + timedelta(minutes=(15 - local.minute % 15) % 15)


def opens_doors(ticket: Ticket) -> bool:
    """Whether it is about a secret, a right or somebody's data, as far as its words say."""
    words = words_of(ticket)
    return touches_secrets(words) or is_privileged_work(words)
