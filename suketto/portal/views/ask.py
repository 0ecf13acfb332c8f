"""窓口に聞く: one free sentence, five boxes proposed from it, and what is known already beside them."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from suketto.assets.queries import devices_of
from suketto.catalog.models import Service
from suketto.catalog.queries import guess_service
from suketto.foundation import clock
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest, signed_in
from suketto.people.models import Desk
from suketto.people.queries import key_persons_near
from suketto.portal import actions as self_service
from suketto.portal.answers import Answers, answers_to
from suketto.portal.asked import FORM, unseal
from suketto.portal.forms import AskForm, local_text
from suketto.portal.queries import just_sent
from suketto.tickets import actions, sentence
from suketto.tickets.models import Ticket
from suketto.ui.templatetags.ui import moment

FACTS = ("wanted", "tried", "stuck", "others", "deadline_at", "deadline_kind", "working_place", "place", "device")
SAYS_ENOUGH = 8  # characters; 「保存」 alone does not say what would not be saved
PREFILLED = ("text", "wanted", "tried", "stuck", "others", "place", "device")


class NoDeskYet(Refusal):
    message = gettext_lazy("窓口がまだ一つもありません。書いたものはこの画面に残っています。管理者に知らせてください。")


@signed_in
def ask(request: PersonRequest) -> HttpResponse:
    """Opens a ticket; with `use` a proposal moves into its box, with `read` proposals are shown without scripts."""
    if request.method != "POST":
        return _page(request, AskForm(initial=_beginning(request)))
    if request.POST.get("use") or request.POST.get("act") == "read":
        return _filled_in(request)
    form = AskForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            before = just_sent(request.user, form.cleaned_data)
            ticket = _sent_again(request, before, form.cleaned_data) if before else _open(request, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return HttpResponseRedirect(reverse("my_ticket", args=[ticket.pk]) + "?arrived=ask")
    return _page(request, form, status=422)


def _sent_again(request: PersonRequest, ticket: Ticket, data: dict[str, Any]) -> Ticket:
    """The Back button brings the words back with a new `once`: no second ticket, and no file is lost."""
    known = {file.name for message in ticket.messages.all() for file in message.attachments.all()}
    new = [file for file in (*data["files"], *data["camera"]) if file.name not in known]
    if new:
        actions.write(ticket, "", by=request.user, files=new)
    messages.info(request, _("さきほど %s として届いています。") % ticket.label)
    return ticket


def _beginning(request: PersonRequest) -> dict[str, Any]:
    """What is known before anything is typed: the place from the person, words and service from the address."""
    asked = unseal(request.GET.get("from", ""))
    first = {name: request.GET[name][:2000] for name in PREFILLED if request.GET.get(name)}
    if asked and asked.words:
        first.setdefault("text", asked.words)
    service = Service.objects.filter(slug=request.GET.get("service", "")).first()
    return {"working_place": request.user.working_place, "service": service, "once": uuid4()} | first


def _open(request: PersonRequest, data: dict[str, Any]) -> Ticket:
    service = data["service"] or guess_service(_words(data)) or _answering(_answers(data, request))
    desk = service.desk if service else Desk.objects.first()
    if desk is None:
        raise NoDeskYet
    ticket = actions.open_ticket(
        desk=desk, by=request.user, requester=request.user, channel=Ticket.Channel.PORTAL, text=data["text"],
        service=service, once=data["once"], files=[*data["files"], *data["camera"]],
        **{name: data[name] for name in FACTS},
    )  # fmt: skip
    for seal in ("from", "shown"):
        if asked := unseal(request.POST.get(seal, "")):
            self_service.asked_after_all(asked, by=request.user, ticket=ticket)
    messages.success(request, _("%s を受け付けました。返信はこのページとメールに届きます。") % ticket.label)
    return ticket


def _words(data: Any) -> str:
    return " ".join(str(data.get(name) or "") for name in ("text", "stuck", "wanted")).strip()


def _heart(data: Any) -> str:
    """What to search with: where they are stuck says more than courtesies, attempts and deadlines around it."""
    text = str(data.get("text") or "")
    read = sentence.read(text, timezone.localtime(clock.now()))
    stuck = str(data.get("stuck") or read.stuck)
    if len(stuck) < SAYS_ENOUGH:
        stuck = " ".join(part for part in (str(data.get("tried") or read.tried), stuck) if part)
    return stuck or str(data.get("wanted") or read.wanted or text)


def _page(request: PersonRequest, form: AskForm, *, status: int = 200) -> HttpResponse:
    typed = {name: form[name].value() or "" for name in ("text", "stuck", "wanted")}
    context = {
        "form": form,
        "from": request.POST.get("from") or request.GET.get("from", ""),
        "had_files": bool(request.FILES),
        "proposals": proposals(form),
        "devices": devices_of(request.user),
    } | _known(request, typed, form["service"].value())
    return TemplateResponse(request, "portal/ask.html", context, status=status)


def _known(request: PersonRequest, typed: Any, chosen: Any = None) -> dict[str, Any]:
    """What stands beside the form: answers, the service meant with its limits, people nearby."""
    service, words = None, _words(typed)
    if chosen:
        number = chosen.pk if isinstance(chosen, Service) else number_in(str(chosen)) or 0
        service = Service.objects.filter(pk=number).select_related("desk").first()
    answers = _answers(typed, request)
    service = service or (_meant(words[:2000], answers) if words else None)
    return {
        "answers": answers,
        "service": service,
        "scope": list(service.scope.all()) if service else [],
        "key_persons": key_persons_near(request.user),
    }


def _answers(typed: Any, request: PersonRequest) -> Answers:
    return answers_to(_heart(typed), request.user, limit=3, place=FORM)


def _meant(words: str, answers: Answers) -> Service | None:
    """The service by its own words or by the first sure article; None where these two speak of different ones."""
    guessed, answering = guess_service(words), _answering(answers)
    return guessed or answering if guessed is None or answering in (None, guessed) else None


def _answering(answers: Answers) -> Service | None:
    """The service of an article that is surely the answer."""
    first = answers.articles[0] if answers.sure else None
    return first.service if first else None


@signed_in
@require_POST
def beside(request: PersonRequest) -> HttpResponse:
    """While somebody types: what is known, what the sentence proposes, how many boxes are filled."""
    form = AskForm(request.POST)
    context = {"form": form, "proposals": proposals(form), "from": request.POST.get("from", ""), "drawn_again": True}
    context |= _known(request, request.POST, request.POST.get("service"))
    return TemplateResponse(request, "portal/ask_beside.html", context)


def proposals(form: AskForm) -> list[dict[str, Any]]:
    """What the sentence says of boxes that are still empty, ready for one click each; what must be asked comes last."""
    read = sentence.read(str(form["text"].value() or ""), timezone.localtime(clock.now()))
    empty = [box for box in AskForm.BOXES if not str(form[box].value() or "").strip()]
    labels = {box: str(form.fields[box].label) for box in empty}
    sure = [
        {"box": box, "label": labels[box], "words": _shown(getattr(read, box))} for box in empty if getattr(read, box)
    ]
    if read.doubt is None or "deadline_at" not in empty:
        return sure
    return sure + [
        {"box": _key(at), "label": labels["deadline_at"], "words": moment(at), "asked": read.doubt.words,
         "either_half": read.doubt.either_half}
        for at in read.doubt.moments
    ]  # fmt: skip


def _shown(value: Any) -> str:
    return f"{value.month}/{value.day} {value:%H:%M}" if isinstance(value, datetime) else str(value)


def _key(at: datetime) -> str:
    return f"deadline_at@{local_text(at)}"


def _filled_in(request: PersonRequest) -> HttpResponse:
    """The same form with what was proposed for the box `use` (or nothing but the proposals) in it."""
    typed, box = request.POST.copy(), request.POST.get("use", "")
    proposed = sentence.read(typed.get("text", ""), timezone.localtime(clock.now()))
    if proposed.doubt is not None and (meant := [at for at in proposed.doubt.moments if _key(at) == box]):
        proposed, box = replace(proposed, deadline_at=meant[0], deadline_kind=proposed.doubt.kind), "deadline_at"
    chosen = AskForm.BOXES if box == "all" else (box,)
    for name in AskForm.BOXES:
        if name in chosen and not typed.get(name, "").strip():
            value = getattr(proposed, name)
            typed[name] = local_text(value) if name == "deadline_at" else str(value)
            if name == "deadline_at":
                typed["deadline_kind"] = typed.get("deadline_kind") or proposed.deadline_kind
    form = AskForm(initial=typed.dict())
    if request.headers.get("HX-Request"):
        context = {"form": form, "proposals": proposals(form), "drawn_again": True}
        return TemplateResponse(request, "portal/ask_boxes.html", context)
    return _page(request, form)
