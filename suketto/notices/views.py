"""The bell, the announcements, and the outbox for an administrator."""

import re
from email.header import decode_header, make_header

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from suketto.foundation import clock
from suketto.foundation.numbers import number_in
from suketto.notices import actions
from suketto.notices import outbox as sending
from suketto.notices.clicks import ticket_by_click
from suketto.notices.forms import ThanksForm
from suketto.notices.models import Mail, Notice, Notification
from suketto.notices.queries import unread_count
from suketto.notices.saying import said_of
from suketto.people.access import PersonRequest, administrator_only, signed_in
from suketto.people.models import Person
from suketto.tickets.actions import rate, thank
from suketto.tickets.models import Ticket
from suketto.trail.models import Event

PAGE = 50
# What lets its holder act for somebody: thank, go on with a procedure, choose a password.
CLICK = re.compile(r"(/(?:thanks|guide|password/reset/key)/)[\w:.-]+/?")


@signed_in
def bell(request: PersonRequest) -> HttpResponse:
    return TemplateResponse(request, "notices/bell.html", {"count": unread_count(request.user)})


@signed_in
def notifications(request: PersonRequest) -> HttpResponse:
    """The last lines; looking at them reads them."""
    mine = list(Notification.objects.filter(person=request.user).select_related("ticket")[:PAGE])
    stuck = [each.event_id for each in mine if each.kind == Notification.Kind.STUCK]
    procedures = dict(Event.objects.filter(pk__in=stuck).values_list("pk", "about_id")) if stuck else {}
    said = said_of(mine)
    context = {"notifications": [(each, procedures.get(each.event_id), said.get(each.event_id)) for each in mine]}
    page = TemplateResponse(request, "notices/notifications.html", context).render()
    actions.read_all(request.user)
    return page


@signed_in
def notice(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Notice.objects.filter(published_at__lte=clock.now()), pk=number)
    return TemplateResponse(request, "notices/notice.html", {"notice": found})


@administrator_only
def outbox(request: HttpRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    mails = Mail.objects.select_related("ticket")
    if request.GET.get("lost"):
        mails = mails.filter(state__in=[Mail.State.FAILED, Mail.State.BOUNCED])
    if (key := number_in(before)) is not None:
        mails = mails.filter(pk__lt=key)
    rows = list(mails[: PAGE + 1])
    more = rows[PAGE - 1].pk if len(rows) > PAGE else None
    return TemplateResponse(request, "notices/outbox.html", {"mails": rows[:PAGE], "more": more})


@administrator_only
def mail(request: HttpRequest, number: int) -> HttpResponse:
    """What the house wrote; the addresses by which its reader acts are theirs alone, also before an administrator."""
    found = get_object_or_404(Mail, pk=number)
    body = CLICK.sub(r"\1…/", found.body)
    sender = str(make_header(decode_header(found.sender)))
    return TemplateResponse(request, "notices/mail.html", {"mail": found, "body": body, "sender": sender})


@require_POST
@administrator_only
def send_again(request: HttpRequest, number: int) -> HttpResponse:
    sending.send_again(get_object_or_404(Mail, pk=number))
    messages.success(request, _("もう一度送ります。"))
    return HttpResponseRedirect(reverse("mail", args=[number]))


@never_cache
def thanks_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Opened from a mail without signing in: shows what would be said, and says it only when the button is pressed."""
    ticket, person = ticket_by_click(token)
    with translation.override(person.language):
        form = ThanksForm(request.POST if request.method == "POST" else None, ticket=ticket)
        done = form.is_valid()
        if done:
            _say(ticket, person, **form.cleaned_data)
        context = {"ticket": ticket, "form": form, "done": done, "language": person.language}
        status = 422 if form.errors else 200
        return TemplateResponse(request, "notices/thanks.html", context, status=status).render()


@transaction.atomic
def _say(ticket: Ticket, person: Person, *, thanks: bool, words: str, stars: str = "") -> None:
    if thanks:
        thank(ticket, by=person, words=words)
    if stars:
        rate(ticket, int(stars), by=person)
