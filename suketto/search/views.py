"""言い換え: the words that mean one thing in this house, arranged by administrators and leaders."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.foundation.sheets import sheet
from suketto.foundation.tables import BOOKS, Row, read
from suketto.people.access import PersonRequest, leader_or_administrator_only
from suketto.search import rewording, vocabulary, wording, wording_table
from suketto.search.models import Rebuild, Rewording, Wording

PAGE = 50
SHOWS = ("own", "seed", "ended")
TABLE_MAX_BYTES = 2 * 1024 * 1024


class NoFile(Refusal):
    message = gettext_lazy("ファイルを選んでください。")


class FileTooLarge(Refusal):
    message = gettext_lazy("ファイルが大きすぎます。%(limit)s MBまでに分けてください。")


@leader_or_administrator_only
def groups(request: PersonRequest) -> HttpResponse:
    """The house's own, those it began with, or those taken out of force; by key, searched by letters."""
    show = request.GET.get("show", "own")
    show, words = show if show in SHOWS else "own", request.GET.get("q", "").strip()[:100]
    before = request.GET.get("before", "")
    if show == "seed":
        found, after = vocabulary.seeds(words), number_in(before) or 0
        page, more = found[after : after + PAGE], str(after + PAGE) if len(found) > after + PAGE else ""
    else:
        start = number_in(before)
        found = vocabulary.groups(words, ended=show == "ended", before=start, limit=PAGE + 1)
        page, more = found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else ""
    query = request.GET.copy()
    query["before"] = more
    context = {
        "groups": page, "show": show, "words": words, "next": query.urlencode() if more else "",
        "just_done": vocabulary.just_done(request.user),
        "rebuilding": Rebuild.objects.filter(finished_at=None).first(),
        "waiting": Rewording.objects.filter(indexed_at=None).exists(),
    }  # fmt: skip
    return TemplateResponse(request, "search/wording.html", context)


@leader_or_administrator_only
def add(request: PersonRequest) -> HttpResponse:
    """A new group; where a word has a group already, one more press puts the others into that one."""
    if request.method != "POST":
        return _form(request, request.GET.get("words", "")[:1000])
    words = wording_table.split(request.POST.get("words", ""))
    try:
        if request.POST.get("act") == "join":
            _join_all(request, words)
        else:
            rewording.add(words, by=request.user)
    except Refusal as refusal:
        return _form(request, request.POST.get("words", ""), refusal=refusal)
    return _done(request, _("言い換えを足しました。数秒で検索に効きます。"))


def _join_all(request: PersonRequest, words: list[str]) -> None:
    group = next((found for word in words if (found := rewording.group_of(word))), None)
    if group is None:
        rewording.add(words, by=request.user)
    else:
        rewording.change(group, [*group.words, *words], by=request.user)


@leader_or_administrator_only
def change(request: PersonRequest, number: int | None = None) -> HttpResponse:
    """A group of the house, or by `first` a line that came with the product, which is the house's own from then on."""
    group = _group(request, number)
    if request.method != "POST":
        return _form(request, "\n".join(group.words), group=group)
    words, seen = wording_table.split(request.POST.get("words", "")), wording_table.split(request.POST.get("seen", ""))
    try:
        made = rewording.change(group, words, by=request.user, seen=seen)
    except Refusal as refusal:
        return _form(request, request.POST.get("words", ""), group=group, refusal=refusal)
    return _done(
        request, _("言い換えを直しました。数秒で検索に効きます。") if made else _("変わったところはありません。")
    )


def _group(request: PersonRequest, number: int | None) -> Wording:
    if number is not None:
        return get_object_or_404(Wording, pk=number)
    first = wording.key(request.GET.get("first", ""))
    found = next((group for group in rewording.untouched_seeds() if group.seed == first), None)
    if found is None:
        raise Http404
    return found


@leader_or_administrator_only
@require_POST
def end(request: PersonRequest, number: int | None = None) -> HttpResponse:
    rewording.end(_group(request, number), by=request.user)
    return _done(request, _("言い換えを止めました。"))


@leader_or_administrator_only
@require_POST
def resumption(request: PersonRequest, number: int) -> HttpResponse:
    try:
        rewording.resume(_group(request, number), by=request.user)
    except Refusal as refusal:
        return _done(request, str(refusal), level=messages.ERROR)
    return _done(request, _("また使うようにしました。"))


@leader_or_administrator_only
def changes(request: PersonRequest) -> HttpResponse:
    """Who changed what and when, each ready to be taken back."""
    before = request.GET.get("before", "")
    start = number_in(before)
    found = vocabulary.changes(before=start, limit=PAGE + 1)
    more = f"before={found[PAGE - 1].pk}" if len(found) > PAGE else ""
    return TemplateResponse(request, "search/wording_changes.html", {"changes": found[:PAGE], "next": more})


@leader_or_administrator_only
@require_POST
def undoing(request: PersonRequest, number: int) -> HttpResponse:
    try:
        rewording.undo(get_object_or_404(Rewording, pk=number), by=request.user)
    except Refusal as refusal:
        return _done(request, str(refusal), level=messages.ERROR)
    return _done(request, _("元に戻しました。"))


@leader_or_administrator_only
@require_POST
def reach(request: PersonRequest) -> HttpResponse:
    """While somebody types: how many articles hold each of the words."""
    words = wording_table.split(request.POST.get("words", "")[:2000])
    return TemplateResponse(request, "search/wording_reach.html", {"reach": vocabulary.reach(words)})


@leader_or_administrator_only
def written_out(request: PersonRequest) -> HttpResponse:
    """The house's own groups as CSV that Excel opens."""
    return sheet("wording", wording_table.written_out())


@leader_or_administrator_only
def taking_in(request: PersonRequest) -> HttpResponse:
    """A table: first what would happen, then, on a second press, the same thing done."""
    context: dict[str, Any] = {}
    try:
        if "table" in request.POST:
            wording_table.take_in(wording_table.rows_of(request.POST["table"].splitlines()), by=request.user)
            return _done(request, _("取り込みました。数秒で検索に効きます。"))
        if request.method == "POST":
            rows = _rows(request.FILES.get("file"))
            context = {"taking": wording_table.considered(rows), "table": wording_table.text_of(rows)}
    except Refusal as refusal:
        context["refusal"] = str(refusal)
    return TemplateResponse(request, "search/wording_import.html", context, status=422 if "refusal" in context else 200)


def _rows(file: UploadedFile[Any] | None) -> list[Row]:
    if file is None:
        raise NoFile
    if (file.size or 0) > TABLE_MAX_BYTES:
        raise FileTooLarge(limit=TABLE_MAX_BYTES // 1024 // 1024)
    name = str(file.name)
    with NamedTemporaryFile(suffix=Path(name).suffix[:8]) as kept:
        kept.writelines(file.chunks())
        kept.flush()
        return list(read(Path(kept.name), name, titled=Path(name).suffix.lower() in BOOKS))


def _form(
    request: PersonRequest, typed: str, *, group: Wording | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    context = {
        "typed": typed, "group": group, "refusal": refusal,
        "taken": isinstance(refusal, rewording.WordTaken) and group is None,
        "reach": vocabulary.reach(wording_table.split(typed[:2000])),
    }  # fmt: skip
    return TemplateResponse(request, "search/wording_form.html", context, status=refusal.status if refusal else 200)


def _done(request: PersonRequest, words: str, *, level: int = messages.SUCCESS) -> HttpResponse:
    messages.add_message(request, level, words)
    return HttpResponseRedirect(reverse("wording"))
