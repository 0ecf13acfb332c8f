"""届いたメール: every letter to one's desks, above all those that wait for a decision."""

import secrets
import unicodedata
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.channels.email import actions, reading
from suketto.channels.email.access import letter_for
from suketto.channels.email.models import Letter
from suketto.channels.email.queries import states, waiting_for_people
from suketto.channels.email.views.pictures import with_own_pictures
from suketto.channels.email.views.styles import element, with_classes
from suketto.channels.email.words import reason_of, signs_of
from suketto.foundation import clock
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest, member_or_administrator_only
from suketto.people.models import Desk
from suketto.tickets.access import ticket_of_desk
from suketto.tickets.models import Ticket
from suketto.tickets.refusals import NoSuchTicket

PAGE = 50
Outcome = Letter.Outcome
SHOWN = {
    "waiting": (Outcome.QUARANTINED, Outcome.WAITING),
    "ignored": (Outcome.IGNORED,),
    "all": tuple(Outcome.values),
}


@member_or_administrator_only
def letters(request: PersonRequest) -> HttpResponse:
    """Newest first, by key."""
    show = request.GET.get("show", "waiting")
    found = Letter.objects.seen_by(request.user).filter(outcome__in=SHOWN.get(show, SHOWN["waiting"]))
    if (before := number_in(request.GET.get("before", ""))) is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.select_related("ticket", "person", "desk").order_by("-id")[: PAGE + 1])
    more = rows[PAGE - 1].pk if len(rows) > PAGE else None
    context = {
        "letters": [(letter, reason_of(letter), signs_of(letter)) for letter in rows[:PAGE]],
        "show": show if show in SHOWN else "waiting",
        "more": more,
        "own_desks": request.user.standing.desk_ids,
        "several_desks": request.user.standing.administrator or len(request.user.standing.desk_ids) > 1,
        "states": states(clock.now(), None if request.user.standing.administrator else request.user.standing.desk_ids),
    }
    return TemplateResponse(request, "email/letters.html", context)


@member_or_administrator_only
def mail_state(request: PersonRequest) -> HttpResponse:
    """One line for the work list: how the mailboxes of one's desks are, and how many letters wait for a decision."""
    context = {
        "states": states(clock.now(), request.user.standing.desk_ids),
        "waiting": waiting_for_people(request.user),
    }
    return TemplateResponse(request, "email/mail_state.html", context)


@member_or_administrator_only
def letter(request: PersonRequest, number: int) -> HttpResponse:
    """One letter, as it was understood and as it came."""
    return _page(request, letter_for(request.user, number))


def _page(request: PersonRequest, found: Letter, refusal: str = "") -> HttpResponse:
    read = reading.read(found.raw())
    context: dict[str, Any] = {
        "letter": found, "read": read, "reason": reason_of(found), "signs": signs_of(found), "refusal": refusal,
        "undecided": found.outcome in {Outcome.QUARANTINED, Outcome.IGNORED}, "headers": read.headers[:200],
        "typed": request.POST.get("ticket", ""), "desks": [] if found.desk_id else Desk.objects.all(),
        "ours": found.ticket is not None and found.ticket.desk_id in request.user.standing.desk_ids,
    }  # fmt: skip
    return TemplateResponse(request, "email/letter.html", context, status=422 if refusal else 200)


@member_or_administrator_only
def letter_file(request: PersonRequest, number: int) -> HttpResponse:
    """The bytes as they came, to be saved and never shown by a browser."""
    found = letter_for(request.user, number)
    return _to_save(found.raw(), f"letter-{found.pk}.eml")


@member_or_administrator_only
def attached_file(request: PersonRequest, number: int, index: int) -> HttpResponse:
    """One file of the letter, counted from 1, whatever kind it is: to be saved and never shown by a browser."""
    files = reading.read(letter_for(request.user, number).raw()).attachments
    if not 1 <= index <= len(files):
        raise Http404
    return _to_save(files[index - 1].content, files[index - 1].name or f"file-{index}")


def _to_save(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/octet-stream")
    one_line = "".join(letter for letter in name if letter.isprintable())
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=one_line) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@member_or_administrator_only
def letter_html(request: PersonRequest, number: int) -> HttpResponse:
    """The letter's own HTML, washed, on a page that runs nothing and loads nothing but what the letter carries."""
    found, nonce = letter_for(request.user, number), secrets.token_urlsafe(16)
    page, sheet = with_classes(with_own_pictures(reading.read(found.raw())))
    context = {"letter": found, "html": page, "sheet": element(sheet, nonce)}
    response = TemplateResponse(request, "email/letter_html.html", context)
    response["Content-Security-Policy"] = (
        f"default-src 'none'; img-src data:; style-src 'nonce-{nonce}'; sandbox; frame-ancestors 'self'"
    )
    response["Referrer-Policy"] = "no-referrer"
    return response


@member_or_administrator_only
@require_POST
def decide(request: PersonRequest, number: int) -> HttpResponse:
    """案件にする, この案件に加える, このままでよい."""
    found = letter_for(request.user, number)
    try:
        ticket = _act(request, found)
    except Refusal as refusal:
        return _page(request, found, str(refusal))
    if ticket is None:
        messages.success(request, _("片付けました。「案件にしなかったもの」で見られます。"))
        return HttpResponseRedirect(reverse("letters"))
    if ticket.desk_id in request.user.standing.desk_ids:
        return HttpResponseRedirect(reverse("ticket", args=[ticket.pk]))
    return HttpResponseRedirect(reverse("letter", args=[found.pk]))


def _act(request: PersonRequest, found: Letter) -> Ticket | None:
    """Does what was pressed; gives the ticket it led to."""
    match request.POST.get("act", ""):
        case "open":
            ticket = actions.make_ticket(found, by=request.user, desk=_desk(request))
            messages.success(request, _("%s として受け付けました。") % ticket.label)
        case "add":
            ticket = actions.add_to(found, _named(request), by=request.user)
            messages.success(request, _("%s に加えました。") % ticket.label)
        case _:
            actions.let_be(found, by=request.user)
            return None
    return ticket


def _named(request: PersonRequest) -> Ticket:
    """The ticket a member names; a number that is none of theirs is a slip of the pen and not a lost page."""
    typed = unicodedata.normalize("NFKC", request.POST.get("ticket", ""))
    digits = "".join(filter(str.isdecimal, typed))[:18]
    try:
        return ticket_of_desk(request.user, int(digits or 0))
    except Http404 as missing:
        raise NoSuchTicket(number=typed or "—") from missing


def _desk(request: PersonRequest) -> Desk | None:
    """The desk for a letter that came to none: the one chosen, else the member's own."""
    if chosen := request.POST.get("desk", ""):
        return Desk.objects.filter(slug=chosen).first()
    return Desk.objects.filter(pk__in=request.user.standing.desk_ids).first()
