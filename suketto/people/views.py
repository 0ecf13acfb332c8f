"""自分のページ, and the first-run page that creates the administrator."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.foundation.numbers import number_in
from suketto.foundation.refusals import Refusal
from suketto.people import actions
from suketto.people.access import PersonRequest, administrator_only, signed_in
from suketto.people.forms import MeForm, PersonForm, SetUpForm
from suketto.people.models import Person, Role
from suketto.people.numbers import PersonNumber

FACTS = ("family_name", "given_name", "employee_number", "email")


@signed_in
def me(request: PersonRequest) -> HttpResponse:
    """One's own facts and roles; place and language can be changed here."""
    person = request.user
    form = MeForm(request.POST or None, initial={"working_place": person.working_place, "language": person.language})
    if request.method == "POST" and form.is_valid():
        return _changed(person, form)
    context = {
        "person": Person.objects.select_related("department", "site").get(pk=person.pk),
        "roles": Role.objects.filter(person=person, ended_at=None).select_related("desk", "department", "site"),
        "form": form,
    }
    return TemplateResponse(request, "people/me.html", context, status=422 if form.errors else 200)


def _changed(person: Person, form: MeForm) -> HttpResponse:
    actions.change(person, by=person, working_place=form.cleaned_data["working_place"])
    language = form.cleaned_data["language"]
    if language != person.language:
        actions.choose_language(person, language)
    response = HttpResponseRedirect(reverse("me") + "?saved=1")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 86400, samesite="Lax", secure=settings.HTTPS
    )
    return response


@administrator_only
def record(request: PersonRequest, number: int | None = None) -> HttpResponse:
    """One colleague is added, or their facts are put right."""
    person = get_object_or_404(Person, pk=number) if number is not None else None
    form = PersonForm(request.POST or None, instance=Person.objects.get(pk=person.pk) if person else None)
    if request.method == "POST" and form.is_valid():
        if person is None:
            person = actions.take_on(by=request.user, language=settings.LANGUAGE_CODE, **form.cleaned_data)
            messages.success(request, _("%sさんを加えました。") % person.full_name)
        elif actions.change(person, by=request.user, **form.cleaned_data):
            messages.success(request, _("%sさんの記録を直しました。") % person.full_name)
        return HttpResponseRedirect(reverse("person", args=[person.pk]))
    context = {"form": form, "person": person}
    return TemplateResponse(request, "people/record.html", context, status=422 if form.errors else 200)


@administrator_only
@require_POST
def numbers(request: PersonRequest, number: int) -> HttpResponse:
    """Adds a telephone number to somebody's record, or with `remove` takes one away."""
    person = get_object_or_404(Person, pk=number)
    try:
        if (removed := number_in(request.POST.get("remove", ""))) is not None:
            held = get_object_or_404(PersonNumber, pk=removed, person=person)
            actions.remove_number(held, by=request.user)
        else:
            kind = request.POST.get("kind", "")
            kind = kind if kind in PersonNumber.Kind.values else PersonNumber.Kind.DIRECT
            actions.add_number(person, request.POST.get("number", ""), kind=kind, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("person", args=[person.pk]))


@administrator_only
@require_POST
def employment(request: PersonRequest, number: int) -> HttpResponse:
    """By whom somebody is employed."""
    person = get_object_or_404(Person, pk=number)
    kind = request.POST.get("employment", "")
    if kind in Person.Employment.values and actions.change(person, by=request.user, employment=kind):
        messages.success(request, _("雇用区分を「%s」にしました。") % person.get_employment_display())
    return HttpResponseRedirect(reverse("person", args=[person.pk]) + "#employment")


def no_such_page(request: HttpRequest) -> HttpResponse:
    """Accounts and addresses come from the company; the library's own pages for them are closed."""
    raise Http404


def setup(request: HttpRequest) -> HttpResponse:
    """Open until there is an administrator, then closed for good."""
    if actions.is_set_up():
        return HttpResponseRedirect(reverse("account_login"))
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in FACTS}
        facts |= {"password": form.cleaned_data["password"], "desk": form.cleaned_data["desk"]}
        person = actions.set_up(language=get_language() or settings.LANGUAGE_CODE, **facts)
        login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
        messages.success(request, _("準備ができました。ようこそ、%sさん。") % person.family_name)
        return HttpResponseRedirect("/")
    return TemplateResponse(request, "people/setup.html", {"form": form}, status=422 if form.errors else 200)
