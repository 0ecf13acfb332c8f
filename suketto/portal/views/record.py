"""自分の記録: everything the house holds about whoever looks, what they wish for, and their side of it."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.assets.queries import devices_of
from suketto.channels.phone.models import Call
from suketto.foundation import clock
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.handling import actions, queries
from suketto.handling.access import note_about, wish_of
from suketto.handling.models import PrivacyRequest
from suketto.handling.protocols import GRANTS_A_VISIT, Wish
from suketto.knowledge.models import Rating
from suketto.people.access import PersonRequest, signed_in
from suketto.people.models import Desk, Person, PersonAddress
from suketto.portal.models import Lookup
from suketto.tickets.models import IdentityCheck, Ticket

NEWEST = 10
PAGE = 20


@signed_in
def my_record(request: PersonRequest) -> HttpResponse:
    return _page(request)


def _page(request: PersonRequest, refusal: Refusal | None = None, *, part: str = "") -> HttpResponse:
    """With a refusal the same page, in the part that was meant, with what was typed."""
    person = request.user
    wishes = queries.wishes_of(person)
    context = {
        "wishes": wishes, "choices": _choices({wish.wish for wish in wishes}),
        "notes": queries.notes_about(person, clock.now()),
        "tickets": Ticket.objects.filter(requester=person).select_related("desk").order_by("-id")[:NEWEST],
        "asked": queries.requests_of(person), "kinds": PrivacyRequest.Kind.choices, "desks": list(Desk.objects.all()),
        "refusal": refusal, "part": part, "typed": request.POST, "once": uuid4(),
    } | _held(person) | _calls(request)  # fmt: skip
    return TemplateResponse(request, "portal/record.html", context, status=refusal.status if refusal else 200)


def _held(person: Person) -> dict[str, Any]:
    """The rest: how they are reached, what they have in hand, what they looked for, how they proved who they are."""
    return {
        "numbers": person.numbers.all(), "addresses": PersonAddress.objects.filter(person=person),
        "devices": devices_of(person), "checks": IdentityCheck.objects.filter(person=person).order_by("-id"),
        "lookups": Lookup.objects.filter(person=person).order_by("-at"),
        "ratings": Rating.objects.filter(person=person).select_related("article").order_by("-at"),
    }  # fmt: skip


def _choices(taken: set[str]) -> list[tuple[str, str, bool]]:
    """What may still be wished for, and whether it is a criterion of a visit."""
    return [(wish.value, str(wish.label), wish in GRANTS_A_VISIT) for wish in Wish if wish.value not in taken]


def _calls(request: PersonRequest) -> dict[str, Any]:
    """Telephone calls, newest first, by key; letters and chats stand in their tickets."""
    calls = Call.objects.filter(person=request.user).select_related("desk", "ticket", "taken_by").order_by("-id")
    if (key := number_in(request.GET.get("before", ""))) is not None:
        calls = calls.filter(pk__lt=key)
    rows = list(calls[: PAGE + 1])
    return {"calls": rows[:PAGE], "older": rows[PAGE - 1].pk if len(rows) > PAGE else None}


@signed_in
@require_POST
def wish(request: PersonRequest) -> HttpResponse:
    """A wish with the consent to show it at the desk."""
    posted = request.POST
    try:
        consent = posted.get("consent") == "1"
        actions.wish_for(posted.get("wish", ""), posted.get("words", ""), by=request.user, consent=consent)
    except Refusal as refusal:
        return _page(request, refusal, part="wishes")
    messages.success(request, _("窓口のメンバーが、応対のときに見られるようにしました。"))
    return HttpResponseRedirect(reverse("my_record"))


@signed_in
@require_POST
def wish_back(request: PersonRequest, number: int) -> HttpResponse:
    """One press: deleted."""
    actions.take_wish_back(wish_of(request.user, number), by=request.user)
    messages.success(request, _("取り下げました。記録から消しました。"))
    return HttpResponseRedirect(reverse("my_record"))


@signed_in
@require_POST
def rebuttal(request: PersonRequest, number: int) -> HttpResponse:
    """One's own side of a note about oneself."""
    written = actions.rebut(note_about(request.user, number), request.POST.get("words", ""), by=request.user)
    said = _("メモの横に、いつも一緒に出るようにしました。") if written else _("訂正・言い分を取り下げました。")
    messages.success(request, said)
    return HttpResponseRedirect(reverse("my_record"))


@signed_in
@require_POST
def ask(request: PersonRequest) -> HttpResponse:
    """開示・訂正・利用停止 of one's record, as a ticket."""
    posted = request.POST
    desk = Desk.objects.filter(slug=posted.get("desk", "")).first() or Desk.objects.first()
    try:
        if desk is None:
            raise Refusal(_("窓口がまだありません。"))
        asked = actions.ask_about_record(
            posted.get("kind", ""), posted.get("words", ""), by=request.user, desk=desk, once=_key(posted),
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, refusal, part="asking")
    messages.success(request, _("%s として受け付けました。10営業日のうちにお答えします。") % asked.ticket.label)
    return HttpResponseRedirect(reverse("my_record"))


def _key(posted: Any) -> UUID | None:
    try:
        return UUID(posted.get("once", ""))
    except ValueError:
        return None
