"""Articles: the list for everybody, writing and versions for members. The page of one article mixes rooms: portal."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.catalog.models import Service
from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.knowledge import actions
from suketto.knowledge.access import article_for, article_to_edit, may_edit
from suketto.knowledge.diff import compare
from suketto.knowledge.forms import ArticleForm, StarsForm, StateForm
from suketto.knowledge.models import Article, Version
from suketto.knowledge.queries import browse
from suketto.people.access import PersonRequest, member_only, member_or_owner_only, signed_in


@signed_in
def articles(request: PersonRequest) -> HttpResponse:
    """The same address gives the rows alone to a script that searches while typing."""
    words, state = request.GET.get("q", "").strip()[:300], request.GET.get("state", "")
    service = Service.objects.filter(slug=request.GET.get("service", "")).first()
    chosen = state if request.user.standing.member and state in Article.State.values else ""
    page = browse(
        request.user, words=words, service_id=service.pk if service else None, state=chosen,
        after=request.GET.get("after", ""),
    )  # fmt: skip
    query = request.GET.copy()
    query["after"] = page.after
    context = {
        "page": page, "words": words, "service": service, "services": Service.objects.all(), "state": chosen,
        "states": Article.State.choices, "next": query.urlencode(),
    }  # fmt: skip
    name = "knowledge/rows.html" if request.headers.get("HX-Request") else "knowledge/articles.html"
    return TemplateResponse(request, name, context)


@signed_in
@require_POST
def rating(request: PersonRequest, number: int) -> HttpResponse:
    """One voice per person, changeable (S107)."""
    article = article_for(request.user, number)
    form = StarsForm(request.POST)
    try:
        if not form.is_valid():
            raise actions.StarsOutOfRange
        actions.rate(article, form.cleaned_data["stars"], by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("評価 ★%s を受け取りました。あとから変えられます。") % form.cleaned_data["stars"])
    return HttpResponseRedirect(reverse("article", args=[article.pk]) + "#rating")


@member_only
def new_article(request: PersonRequest) -> HttpResponse:
    known = {name: request.GET[name][:2000] for name in ("title", "symptom", "tags") if name in request.GET}
    form = ArticleForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            article = actions.draft(by=request.user, **form.texts())
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return HttpResponseRedirect(reverse("article", args=[article.pk]) + "?arrived=article")
    return TemplateResponse(request, "knowledge/edit.html", {"form": form}, status=422 if form.errors else 200)


@member_or_owner_only
def edit_article(request: PersonRequest, number: int) -> HttpResponse:
    """A screen older than the article is refused with the difference; nothing typed is lost."""
    article = article_to_edit(request.user, number)
    form = ArticleForm(request.POST or None, instance=article)
    context: dict[str, Any] = {"article": article, "form": form}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise(
                article,
                by=request.user,
                seen=form.cleaned_data["seen"],
                reason=form.cleaned_data["reason"],
                **form.texts(),
            )
        except actions.ArticleChangedMeanwhile as refusal:
            form = _with_the_version_that_stands(request, article)
            form.add_error(None, str(refusal))
            context |= {"form": form, "meanwhile": _since(article, request.POST.get("seen", ""))}
            status = refusal.status
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("記事を保存しました。"))
            return HttpResponseRedirect(reverse("article", args=[article.pk]) + "?arrived=article")
    if form.errors and status == 200:
        status = 422
    return TemplateResponse(request, "knowledge/edit.html", context, status=status)


def _with_the_version_that_stands(request: PersonRequest, article: Article) -> ArticleForm:
    """The same words once more; sent again they replace what now stands, which the writer has seen by then."""
    article.refresh_from_db()
    typed = request.POST.copy()
    typed["seen"] = str(article.version)
    form = ArticleForm(typed, instance=article)
    form.is_valid()
    return form


def _since(article: Article, seen: str) -> list[dict[str, Any]]:
    before = article.versions.filter(number=number_in(seen) or 0).first()
    now = article.versions.first()
    return differences(before, now) if before and now else []


@member_or_owner_only
@require_POST
def preview(request: PersonRequest) -> HttpResponse:
    """The article as readers would see it."""
    typed = {name: request.POST.get(name, "")[:100_000] for name in ("title", "symptom", "environment", "steps")}
    return TemplateResponse(request, "knowledge/preview.html", {"article": typed})


@member_or_owner_only
@require_POST
def state(request: PersonRequest, number: int) -> HttpResponse:
    """Names that are left are shown once; the button there sends back just these, so another text asks anew."""
    article = article_to_edit(request.user, number)
    form = StateForm(request.POST)
    try:
        if form.is_valid():
            actions.set_state(
                article, form.cleaned_data["state"], by=request.user, reason=form.cleaned_data["reason"],
                confirmed=request.POST.getlist("confirmed"),
            )  # fmt: skip
    except actions.NamesLeft as refusal:
        context = {"article": article, "refusal": refusal, "typed": form.cleaned_data}
        return TemplateResponse(request, "knowledge/names.html", context, status=refusal.status)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("article", args=[article.pk]))


@member_only
def versions(request: PersonRequest, number: int) -> HttpResponse:
    article = article_for(request.user, number)
    context = {"article": article, "versions": article.versions.all()[:200]}
    return TemplateResponse(request, "knowledge/versions.html", context)


@member_only
def version(request: PersonRequest, number: int, version: int) -> HttpResponse:
    """One version beside another: the one before it, or the one named by `with`."""
    article = article_for(request.user, number)
    chosen = get_object_or_404(Version, article=article, number=version)
    wanted = number_in(request.GET.get("with", ""))
    earlier = article.versions.filter(number=version - 1 if wanted is None else wanted).first()
    context = {
        "article": article, "version": chosen, "earlier": earlier, "parts": differences(earlier, chosen),
        "may_edit": may_edit(request.user, article),
    }  # fmt: skip
    return TemplateResponse(request, "knowledge/version.html", context)


def differences(before: Version | None, after: Version) -> list[dict[str, Any]]:
    """The texts of two versions compared, by field; unchanged ones too, so that the whole article can be read."""
    return [
        {
            "label": ArticleForm.base_fields[name].label,
            "pieces": compare(getattr(before, name) if before else "", getattr(after, name)),
            "changed": before is None or getattr(before, name) != getattr(after, name),
        }
        for name in actions.TEXTS
    ]


@member_or_owner_only
@require_POST
def restoration(request: PersonRequest, number: int, version: int) -> HttpResponse:
    article = article_to_edit(request.user, number)
    if not article.versions.filter(number=version).exists():
        raise Http404
    actions.restore(article, version, by=request.user)
    messages.success(request, _("版 %s の内容に戻しました。間の版も残っています。") % version)
    return HttpResponseRedirect(reverse("article", args=[article.pk]))
