"""The bell, the announcements, and the outbox for an administrator."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from suketto.foundation import clock
from suketto.notices import actions
from suketto.notices.models import Mail, Notice, Notification
from suketto.notices.queries import unread_count
from suketto.people.access import PersonRequest, administrator_only, signed_in

PAGE = 50


@signed_in
def bell(request: PersonRequest) -> HttpResponse:
    return TemplateResponse(request, "notices/bell.html", {"count": unread_count(request.user)})


@signed_in
def notifications(request: PersonRequest) -> HttpResponse:
    """The last lines; looking at them reads them."""
    mine = list(Notification.objects.filter(person=request.user).select_related("ticket")[:PAGE])
    page = TemplateResponse(request, "notices/notifications.html", {"notifications": mine}).render()
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
    if before.isdecimal():
        mails = mails.filter(pk__lt=int(before))
    return TemplateResponse(request, "notices/outbox.html", {"mails": list(mails[: PAGE + 1]), "page": PAGE})


@administrator_only
def mail(request: HttpRequest, number: int) -> HttpResponse:
    return TemplateResponse(request, "notices/mail.html", {"mail": get_object_or_404(Mail, pk=number)})
