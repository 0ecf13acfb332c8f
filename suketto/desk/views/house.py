"""管理: the whole house for its administrator: who did what, people and roles, background work."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_tasks_db.models import DBTaskResult

from suketto.channels.email.queries import states
from suketto.desk.background import work_again
from suketto.desk.working import failed
from suketto.foundation import clock
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.jobs.models import Heartbeat
from suketto.jobs.worker import DEAD_AFTER
from suketto.knowledge.models import Article
from suketto.notices.models import Mail
from suketto.people import actions
from suketto.people.access import PersonRequest, administrator_only
from suketto.people.models import Department, Desk, Person, Role, Site
from suketto.tickets.about import ABOUT
from suketto.trail.models import Event
from suketto.trail.queries import page

PAGE = 50


@administrator_only
def house(request: PersonRequest) -> HttpResponse:
    """The state of the house at a glance."""
    alive = Heartbeat.objects.filter(beat_at__gte=clock.now() - DEAD_AFTER).count()
    context = {
        "worker_alive": alive,
        "failed_jobs": len(DBTaskResult.objects.failed()[:100]),
        "failed_mails": len(Mail.objects.filter(state=Mail.State.FAILED)[:100]),
        "mail_connected": bool(settings.EMAIL_HOST),
        "mailboxes": states(clock.now()),
        "people": Person.objects.active().count(),
        "articles": Article.objects.published().count(),
        "desks": Desk.objects.all(),
        "events": page(before=None, limit=15),
    }
    return TemplateResponse(request, "desk/house.html", context)


@administrator_only
def events(request: PersonRequest) -> HttpResponse:
    """Everything anybody did, newest first, by key."""
    before, actor = request.GET.get("before", ""), request.GET.get("actor", "")
    kind = request.GET.get("kind", "")[:60]
    found = page(
        before=number_in(before), kind=kind,
        actor_id=number_in(actor), limit=PAGE + 1,
    )  # fmt: skip
    more = len(found) > PAGE
    query = request.GET.copy()
    if more:
        query["before"] = str(found[PAGE - 1].pk)
    rooms = [(value, _(words)) for value, words in ABOUT.items()]
    context = {"events": found[:PAGE], "next": query.urlencode() if more else "", "kind": kind, "rooms": rooms}
    return TemplateResponse(request, "desk/events.html", context)


@administrator_only
def people(request: PersonRequest) -> HttpResponse:
    """Colleagues by name, 50 at a time, by key."""
    words, after = request.GET.get("q", "").strip(), request.GET.get("after", "")
    found = Person.objects.active().select_related("department", "site").prefetch_related("roles__desk")
    if words:
        found = found.found_by(words)
    if (key := number_in(after)) is not None:
        found = found.filter(pk__gt=key)
    rows = list(found.order_by("pk")[: PAGE + 1])
    query = request.GET.copy()
    if len(rows) > PAGE:
        query["after"] = str(rows[PAGE - 1].pk)
    context = {"people": rows[:PAGE], "words": words, "next": query.urlencode() if len(rows) > PAGE else ""}
    return TemplateResponse(request, "desk/people.html", context)


@administrator_only
def person(request: PersonRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Person.objects.select_related("department", "site"), pk=number)
    context = {
        "person": found, "roles": found.roles.filter(ended_at=None).select_related("desk", "department", "site"),
        "kinds": Role.Kind.choices, "desks": Desk.objects.all(), "sites": Site.objects.all(),
        "departments": Department.objects.all(),
        "events": Event.objects.about("person", found.pk).order_by("-id")[:20],
    }  # fmt: skip
    return TemplateResponse(request, "desk/person.html", context)


@administrator_only
@require_POST
def roles(request: PersonRequest, number: int) -> HttpResponse:
    """Gives a role, or with `end` takes one back."""
    found = get_object_or_404(Person, pk=number)
    try:
        if (ended := number_in(request.POST.get("end", ""))) is not None:
            actions.end_role(get_object_or_404(Role, pk=ended, person=found), by=request.user)
        elif request.POST.get("kind") in Role.Kind.values:
            _give(request, found)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("person", args=[found.pk]))


@administrator_only
@require_POST
def leaving(request: PersonRequest, number: int) -> HttpResponse:
    """Somebody has left the company, or with `undo` has not."""
    found = get_object_or_404(Person, pk=number)
    try:
        if request.POST.get("undo"):
            actions.come_back(found, by=request.user)
        else:
            actions.leave(found, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("person", args=[found.pk]))


class DeskMissing(Refusal):
    def __init__(self) -> None:
        super().__init__(_("メンバーとリーダーには窓口を選んでください。"))


def _give(request: PersonRequest, person: Person) -> None:
    kind = request.POST["kind"]
    works_at_desk = kind in {Role.Kind.MEMBER, Role.Kind.LEADER}
    desk = Desk.objects.filter(slug=request.POST.get("desk", "")).first() if works_at_desk else None
    if works_at_desk and desk is None:
        raise DeskMissing
    near = kind == Role.Kind.KEY_PERSON
    actions.give_role(
        person,
        kind,
        by=request.user,
        desk=desk,
        department=person.department if near else None,
        site=person.site if near else None,
    )


@administrator_only
def jobs(request: PersonRequest) -> HttpResponse:
    """Background work that failed for good, to be tried again, and the workers alive."""
    if request.method == "POST":
        number = work_again(by=request.user, job=request.POST.get("again", ""))
        told = ngettext("%s 件をもう一度やります。", "%s 件をもう一度やります。", number) % number
        messages.success(request, told if number else _("もう一度やる仕事はありませんでした。"))
        return HttpResponseRedirect(reverse("jobs"))
    context = {
        "failed": failed(limit=PAGE),
        "waiting": len(DBTaskResult.objects.ready()[:100]),
        "workers": Heartbeat.objects.order_by("-beat_at"),
        "now_alive": clock.now() - DEAD_AFTER,
    }
    return TemplateResponse(request, "desk/jobs.html", context)
