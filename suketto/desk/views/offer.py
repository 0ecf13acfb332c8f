"""窓口を整える: services, reply templates and announcements, for leaders and administrators."""

from typing import Any

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suketto.catalog.actions import write_service
from suketto.catalog.models import Service
from suketto.desk.forms import NoticeForm, ServiceForm, TemplateForm
from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.notices import actions as notices
from suketto.notices.models import Notice
from suketto.people.access import PersonRequest, leader_or_administrator_only
from suketto.people.models import Desk, Role
from suketto.procedures import actions as procedures
from suketto.procedures.models import ReplyTemplate


@leader_or_administrator_only
def offer(request: PersonRequest) -> HttpResponse:
    """What the desk has put out: everything here is one click from being changed."""
    context = {
        "services": Service.objects.select_related("desk", "owner"),
        "templates": ReplyTemplate.objects.select_related("desk"),
        "notices": Notice.objects.all()[:20],
    }
    return TemplateResponse(request, "desk/offer.html", context)


@leader_or_administrator_only
def service(request: PersonRequest, number: int | None = None) -> HttpResponse:
    found = get_object_or_404(Service, pk=number) if number else Service()
    initial = {"words": "\n".join(found.words)}
    form = ServiceForm(request.POST or None, instance=found, initial=initial)
    owners = Role.objects.in_force().filter(kind=Role.Kind.OWNER).values("person_id")
    form.fields["owner"].queryset = form.fields["owner"].queryset.filter(pk__in=owners)  # type: ignore[attr-defined]
    if form.is_valid():
        kept = write_service(form.save(commit=False), by=request.user)
        messages.success(request, _("「%s」を保存しました。続けて、できること・できないことを書けます。") % kept.name)
        return HttpResponseRedirect(reverse("service", args=[kept.slug]))
    return _page(request, form, _("サービス"), desks=Desk.objects.exists())


@leader_or_administrator_only
def template(request: PersonRequest, number: int | None = None) -> HttpResponse:
    found = get_object_or_404(ReplyTemplate, pk=number) if number else None
    form = TemplateForm(request.POST or None, instance=get_object_or_404(ReplyTemplate, pk=number) if number else None)
    if form.is_valid():
        try:
            procedures.write_template(by=request.user, template=found, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("ひな形を保存しました。"))
            return HttpResponseRedirect(reverse("offer"))
    return _page(request, form, _("返信のひな形"), places=sorted(procedures.KNOWN), removable=found)


@leader_or_administrator_only
@require_POST
def remove_template(request: PersonRequest, number: int) -> HttpResponse:
    procedures.remove_template(get_object_or_404(ReplyTemplate, pk=number), by=request.user)
    messages.success(request, _("ひな形を消しました。"))
    return HttpResponseRedirect(reverse("offer"))


@leader_or_administrator_only
def notice(request: PersonRequest) -> HttpResponse:
    form = NoticeForm(request.POST or None)
    if form.is_valid():
        facts = form.cleaned_data | {"published_at": form.cleaned_data["published_at"] or clock.now()}
        made = notices.publish(by=request.user, **facts)
        messages.success(request, _("お知らせを出しました。"))
        return HttpResponseRedirect(
            reverse("notice", args=[made.pk]) if made.published_at <= clock.now() else reverse("offer")
        )
    return _page(request, form, _("お知らせ"))


def _page(request: PersonRequest, form: ModelForm[Any], title: str, **more: Any) -> HttpResponse:
    context = {"form": form, "title": title} | more
    return TemplateResponse(request, "desk/offer_form.html", context, status=422 if form.errors else 200)
