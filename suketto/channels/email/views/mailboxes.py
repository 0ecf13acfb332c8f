"""Mailboxes, for an administrator: connect, try, change, remove."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.channels.email import actions, sealing, tokens
from suketto.channels.email.access import mailbox_for_administrator
from suketto.channels.email.examining import examine
from suketto.channels.email.forms import MailboxForm
from suketto.channels.email.models import Mailbox
from suketto.channels.email.queries import state_of, states
from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest, administrator_only
from suketto.people.models import Desk

SECRETS = ("password", "client_secret", "refresh_token")


@administrator_only
def mailboxes(request: PersonRequest) -> HttpResponse:
    return TemplateResponse(request, "email/mailboxes.html", {"states": states(clock.now())})


@administrator_only
def new_mailbox(request: PersonRequest) -> HttpResponse:
    form = MailboxForm(request.POST or None, initial=_usual())
    if request.method == "POST" and form.is_valid():
        if "try" in request.POST:
            return _page(request, form, None, tried=examine(_as_typed(form, None)))
        try:
            mailbox = actions.connect(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("%s をつなぎました。数秒で読み始めます。") % mailbox.address)
            return HttpResponseRedirect(reverse("mailbox", args=[mailbox.pk]))
    return _page(request, form, None)


@administrator_only
def mailbox(request: PersonRequest, number: int) -> HttpResponse:
    found = mailbox_for_administrator(number)
    form = MailboxForm(request.POST or None, instance=mailbox_for_administrator(number))
    if request.method == "POST" and form.is_valid():
        if "try" in request.POST:
            return _page(request, form, found, tried=examine(_as_typed(form, found)))
        try:
            actions.change(found, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("保存しました。"))
            return HttpResponseRedirect(reverse("mailbox", args=[found.pk]))
    return _page(request, form, found)


def _usual() -> dict[str, object]:
    """In a house with one desk there is nothing to choose."""
    desks = list(Desk.objects.all()[:2])
    return {"desk": desks[0].pk, "address": desks[0].email} if len(desks) == 1 else {}


def _as_typed(form: MailboxForm, saved: Mailbox | None) -> Mailbox:
    """A mailbox as the form says, not saved; a secret left empty is the saved one's."""
    data = form.cleaned_data
    trial = Mailbox(made_at=clock.now(), **{name: value for name, value in data.items() if name not in SECRETS})
    if any(data[name] for name in SECRETS):
        oauth = trial.sign_in == Mailbox.SignIn.OAUTH
        trial.secret = (
            tokens.secrets_of(data["client_secret"], data["refresh_token"]) if oauth else sealing.seal(data["password"])
        )
    elif saved is not None:
        trial.secret = saved.secret
    return trial


def _page(request: PersonRequest, form: MailboxForm, found: Mailbox | None, **more: Any) -> HttpResponse:
    """The whole page, or for a trial by htmx its outcome alone: then nothing that was typed is touched."""
    state = state_of(found, clock.now()) if found is not None else None
    part = request.headers.get("HX-Request") and "try" in request.POST
    context = {"form": form, "mailbox": found, "state": state, "retype": request.method == "POST" and not part} | more
    template = "email/trial.html" if part else "email/mailbox.html"
    return TemplateResponse(request, template, context, status=422 if form.errors else 200)


@administrator_only
@require_POST
def remove_mailbox(request: PersonRequest, number: int) -> HttpResponse:
    found = mailbox_for_administrator(number)
    actions.remove(found, by=request.user)
    messages.success(request, _("%s を外しました。届いたメールは残っています。") % found.address)
    return HttpResponseRedirect(reverse("mailboxes"))
