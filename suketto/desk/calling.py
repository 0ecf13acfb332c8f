"""A call at the desk: a number at once, a memo that is never lost, and the case when the receiver is down."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from suketto.catalog.queries import guess_service
from suketto.channels.phone import actions as phone
from suketto.channels.phone.memos import hold_memo, keep_memo, left_memos, settle_memo, unseen
from suketto.channels.phone.models import Call
from suketto.desk.forms import CallForm, said
from suketto.desk.gleaning import kind_of
from suketto.desk.quick import place_of
from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.people.models import Desk, Person
from suketto.tickets import actions
from suketto.tickets.models import Resolution, Ticket

LEFT_AFTER = timedelta(minutes=30)
NOT_WORDS = {"csrfmiddlewaretoken", "draft", "act"}
PARTS = ("situation", "unknowns", "goal")
FACTS = ("wanted", "tried", "stuck", "others", "working_place", "device", "place", "impact", "urgency")


@transaction.atomic
def take(*, by: Person, desk: Desk, once: UUID | None, call: Call | None = None, person: Person | None = None) -> Call:
    """The call with its case, whose number can be told at once. Pressed twice, or by two members, it is one case."""
    begun = call or phone.begin_by_hand(desk=desk, by=by, once=once)
    taken: Call = Call.objects.select_for_update(of=("self",)).select_related("desk", "ticket").get(pk=begun.pk)
    if taken.ticket_id is not None:
        return taken
    phone.answer_by_hand(taken, by=by)
    ticket = actions.open_ticket(
        desk=desk, by=by, requester=person, channel=Ticket.Channel.PHONE, subject=_("電話（聞き取り中）"), quiet=True,
        requester_words="" if person else str(taken.number or taken.said), assignee=by,
    )  # fmt: skip
    tied = phone.tie(taken, ticket, by=by)
    keep_memo(tied, {"requester": str(person.pk)} if person else {}, by=by)
    return tied


def words_of(posted: QueryDict) -> dict[str, str]:
    """The form as it stands, field by field; what the machine adds is left out."""
    return {name: str(posted[name]) for name in posted if name not in NOT_WORDS and name in CallForm.base_fields}


@transaction.atomic
def settle(
    call: Call,
    words: dict[str, str],
    data: dict[str, Any],
    *,
    by: Person,
    act: str = "keep",
    seen: datetime | None = None,
) -> Ticket:
    """The memo becomes the case: kept open, solved in the same breath with `answer`, or nothing was the matter.

    Sent again it does nothing; other words about a call that is the case's already stay with it as a note, and so do
    those that another member wrote in the memo after `seen`.
    """
    memo, ticket = hold_memo(call, by=by), call.ticket
    if ticket is None:
        raise Refusal(_("この通話の案件が見つかりません。「受付」から新しく書いてください。"))
    if memo.settled_by_id is not None:
        if words != memo.words:
            _note(ticket, words, by=by)
        return ticket
    if unseen(memo, by=by, seen=seen) and memo.words != words:
        _note(ticket, memo.words, by=memo.by or by)
    if act == "nothing":
        _note(ticket, words, by=by)
        if data.get("requester"):
            actions.set_facts(ticket, by=by, requester=data["requester"])
        actions.resolve(ticket, by=by, how=Resolution.How.NOTHING)
    else:
        ticket = _heard(ticket, data, by=by)
        _answered(ticket, data["answer"], by=by, solved=act == "solve")
    minutes = round((clock.now() - call.started_at).total_seconds() / 60)
    if act != "nothing" and 0 < minutes <= LEFT_AFTER.total_seconds() / 60:
        actions.spend(ticket, minutes, by=by)
    _end(call, ticket, by=by)
    settle_memo(memo, by=by, words=words)
    return ticket


def _heard(ticket: Ticket, data: dict[str, Any], *, by: Person) -> Ticket:
    data = data | _abroad(ticket, data)
    heard = {name: data[name] for name in (*PARTS, *FACTS, "text", "subject", "requester", "requester_words")}
    told = "\n".join(str(heard[name]) for name in ("subject", "text", "wanted", "stuck"))
    service = data["service"] or guess_service(told)
    kind = kind_of(told, data["deadline_at"], clock.now())
    return actions.hear(ticket, by=by, service=service, deadline_at=data["deadline_at"], deadline_kind=kind, **heard)


def _abroad(ticket: Ticket, data: dict[str, Any]) -> dict[str, str]:
    """Where somebody abroad called from, with what time it was for them."""
    place = place_of(data["zone"], ticket.opened_at)
    return {"place": place, "working_place": Person.WorkingPlace.ABROAD} if place else {"place": ticket.place}


def _answered(ticket: Ticket, answer: str, *, by: Person, solved: bool) -> None:
    """What was told is the answer, or where the case stays open a note of it."""
    if solved:
        actions.resolve(ticket, by=by, answer=answer)
    elif answer.strip():
        actions.note(ticket, _("電話で伝えた答え: %(answer)s") % {"answer": answer}, by=by)


def _end(call: Call, ticket: Ticket, *, by: Person) -> None:
    phone.finish(call, by=by)
    if ticket.requester_id is not None:
        phone.tie(call, ticket, by=by)


def settle_left_calls() -> None:
    """What was typed and never sent becomes the case by itself after half an hour; an empty one waits in the list."""
    for memo in left_memos(clock.now() - LEFT_AFTER):
        _settle_by_itself(memo.call)


@transaction.atomic
def _settle_by_itself(call: Call) -> None:
    """As it stands, without an end of the matter; whoever is still at it writes on. What cannot be understood is
    kept word for word."""
    memo, ticket = hold_memo(call), call.ticket
    if memo.settled_at is not None or ticket is None:
        return
    written = {name: text for name, text in memo.words.items() if text.strip()}
    if memo.by is not None and set(written) - {"requester", "impact", "urgency"}:
        form = CallForm(memo.words)
        try:
            if not form.is_valid():
                raise Refusal(said(form))
            with transaction.atomic():
                _heard(ticket, form.cleaned_data, by=memo.by)
            if form.cleaned_data["answer"]:
                _note(ticket, {"answer": form.cleaned_data["answer"]}, by=memo.by)
        except Refusal:
            _note(ticket, memo.words, by=memo.by)
    if memo.by is not None:
        _end(call, Ticket.objects.get(pk=ticket.pk), by=memo.by)
    settle_memo(memo, by=None)


def _note(ticket: Ticket, words: dict[str, str], *, by: Person) -> None:
    """Word for word, for the desk alone."""
    lines = [f"{name}: {text}" for name, text in words.items() if text.strip() and name != "requester"]
    if lines:
        actions.note(ticket, "\n".join([_("聞き取りのメモ（途中まで）"), *lines]), by=by)
