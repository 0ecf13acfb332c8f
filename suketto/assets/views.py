"""機器台帳, for an administrator: search, write down, give, return, retire, import."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from suketto.assets import actions, importing
from suketto.assets.access import device_for_administrator
from suketto.assets.forms import DeviceForm, HolderForm
from suketto.assets.models import Device
from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest, administrator_only
from suketto.people.taking_in import table_page
from suketto.trail.models import Event

PAGE = 50
MANY = 20_000


class TooManyRows(Refusal):
    message = gettext_lazy(
        "一度に取り込めるのは %(limit)s 行までです。分けるか、suketto import devices をお使いください。"
    )


@administrator_only
def devices(request: PersonRequest) -> HttpResponse:
    """By number, 50 at a time, by key; what was retired only when it is asked for."""
    words, after = request.GET.get("q", "").strip(), request.GET.get("after", "")[:40]
    retired = request.GET.get("retired") == "1"
    found = Device.objects.filter(retired_at__isnull=not retired)
    if words:
        found = found.found_by(words)
    if after:
        found = found.filter(key__gt=after)
    rows = list(found.select_related("person__department", "person__site", "site").order_by("key")[: PAGE + 1])
    query = request.GET.copy()
    if len(rows) > PAGE:
        query["after"] = rows[PAGE - 1].key
    context = {
        "devices": rows[:PAGE], "words": words, "retired": retired,
        "next": query.urlencode() if len(rows) > PAGE else "",
        "none_yet": not rows and not words and not after and not Device.objects.exists(),
    }  # fmt: skip
    return TemplateResponse(request, "assets/devices.html", context)


@administrator_only
def new_device(request: PersonRequest) -> HttpResponse:
    form = DeviceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device = actions.register(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("%s を台帳に加えました。") % device.number)
            return HttpResponseRedirect(reverse("device", args=[device.pk]))
    return TemplateResponse(request, "assets/new_device.html", {"form": form}, status=422 if form.errors else 200)


@administrator_only
def device(request: PersonRequest, number: int) -> HttpResponse:
    """One device: its facts, who has it, and who had it."""
    found = device_for_administrator(number)
    form = DeviceForm(request.POST or None, instance=device_for_administrator(number))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(found, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("保存しました。"))
            return HttpResponseRedirect(reverse("device", args=[found.pk]))
    return _page(request, found, form, HolderForm())


def _page(request: PersonRequest, found: Device, form: DeviceForm, holder: HolderForm) -> HttpResponse:
    context = {
        "device": found, "form": form, "holder": holder,
        "events": Event.objects.about("device", found.pk).order_by("-id")[:30],
    }  # fmt: skip
    return TemplateResponse(request, "assets/device.html", context, status=422 if form.errors or holder.errors else 200)


@administrator_only
@require_POST
def device_holder(request: PersonRequest, number: int) -> HttpResponse:
    """Given to somebody, or with `back` returned."""
    found = device_for_administrator(number)
    if request.POST.get("back"):
        actions.take_back(found, by=request.user)
        messages.success(request, _("%s が返却されました。") % found.number)
        return HttpResponseRedirect(reverse("device", args=[found.pk]))
    holder = HolderForm(request.POST)
    if holder.is_valid():
        try:
            given = actions.give(found, by=request.user, **holder.typed)
        except Refusal as refusal:
            holder.add_error("person", str(refusal))
        else:
            name = given.person.full_name if given.person else ""
            messages.success(request, _("%(number)s を%(name)sさんに渡しました。") % {"number": given, "name": name})
            return HttpResponseRedirect(reverse("device", args=[found.pk]))
    return _page(request, found, DeviceForm(instance=device_for_administrator(number)), holder)


@administrator_only
@require_POST
def device_retirement(request: PersonRequest, number: int) -> HttpResponse:
    """Retired, or with `undo` back in use."""
    found = device_for_administrator(number)
    if request.POST.get("undo"):
        actions.bring_back(found, by=request.user)
    else:
        actions.retire(found, by=request.user)
    return HttpResponseRedirect(reverse("device", args=[found.pk]))


@administrator_only
def import_devices(request: PersonRequest) -> HttpResponse:
    """Upload → preview → confirm, as with people."""
    return table_page(
        request, plan_of=importing.plan, carry_out=importing.carry_out, template="assets/import.html", then="devices",
        many=MANY, too_many=TooManyRows,
    )  # fmt: skip
