"""自分のページ, and the first-run page that creates the administrator."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from suketto.people import actions
from suketto.people.access import PersonRequest, signed_in
from suketto.people.forms import MeForm, SetUpForm
from suketto.people.models import Person, Role

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
