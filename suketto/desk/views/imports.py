"""Employees from a file: first what would happen, line by line, then, on a second press, the same thing done."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suketto.foundation.refusals import Refusal
from suketto.foundation.tables import read
from suketto.people import importing
from suketto.people.access import PersonRequest, administrator_only

ENDINGS = {".csv", ".xlsx", ".xls", ".ods", ".txt"}
KEPT_NAME = re.compile(r"[0-9a-f]{32}\.(csv|xlsx|xls|ods|txt)")
MANY = 20_000


class NoFile(Refusal):
    message = gettext_lazy("ファイルを選んでください。")


class TooManyRows(Refusal):
    message = gettext_lazy(
        "一度に取り込めるのは %(limit)s 行までです。分けるか、suketto import people をお使いください。"
    )


@administrator_only
def people(request: PersonRequest) -> HttpResponse:
    """Upload → preview → confirm. The file waits in the house's own folder between the two."""
    context: dict[str, object] = {}
    try:
        if request.method == "POST":
            kept = request.POST.get("kept", "")
            file = _kept(kept) if kept else _keep(request.FILES.get("file"))
            plan = importing.plan(read(file))
            if len(plan.lines) > MANY:
                raise TooManyRows(limit=f"{MANY:,}")
            if kept:
                return _carry_out(request, plan, file)
            changed = [line for line in plan.lines if line.verdict in {"new", "changed"}][:30]
            counts = {verdict: plan.count(verdict) for verdict in ("new", "changed", "same", "wrong")}
            context = {"plan": plan, "counts": counts, "examples": changed, "kept": file.name}
    except Refusal as refusal:
        context["refusal"] = str(refusal)
    return TemplateResponse(request, "desk/import_people.html", context, status=422 if "refusal" in context else 200)


def _carry_out(request: PersonRequest, plan: importing.Plan, file: Path) -> HttpResponse:
    importing.carry_out(plan, by=request.user)
    file.unlink(missing_ok=True)
    done = {"new": plan.count("new"), "changed": plan.count("changed"), "wrong": plan.count("wrong")}
    messages.success(
        request, _("取り込みました。新規 %(new)d、変更 %(changed)d、誤りのため除いた行 %(wrong)d。") % done
    )
    return HttpResponseRedirect(reverse("people"))


def _folder() -> Path:
    folder = Path(settings.VAR) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _keep(file: UploadedFile[Any] | None) -> Path:
    if file is None:
        raise NoFile
    ending = Path(str(file.name)).suffix.lower()
    kept = _folder() / f"{uuid4().hex}{ending if ending in ENDINGS else '.csv'}"
    with kept.open("wb") as opened:
        for chunk in file.chunks():
            opened.write(chunk)
    return kept


def _kept(name: str) -> Path:
    """The file of the preview; a name that we did not give, or one that is gone, is no file."""
    file = _folder() / name
    if not KEPT_NAME.fullmatch(name) or not file.is_file():
        raise NoFile
    return file
