"""One-click logins of the demo; these addresses do not exist on a real installation."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from suketto.people.models import Person

CHARACTERS = [
    ("006201", _("社員"), _("新入社員。困ったことを聞く・FAQで解決する・助かった！を送る")),
    ("003355", _("キーマン"), _("千葉工場の総務。まわりの人を助け、その回答が残る")),
    ("004226", _("メンバー"), _("情報システムの窓口。受付箱・四点整理・返信・FAQ化")),
    ("002115", _("リーダー"), _("情報システムのリーダー。受付箱とお約束")),
    ("002870", _("所管"), _("業務改革室。勤怠と業務システムの持ち主")),
    ("002533", _("管理者"), _("社員と役割・操作記録・送信箱")),
    ("002044", _("別の窓口"), _("総務の窓口。情シスの案件は見えない")),
]


def demo(request: HttpRequest) -> HttpResponse:
    """Who would you like to be?"""
    found = {
        person.employee_number: person
        for person in Person.objects.filter(employee_number__in=[c[0] for c in CHARACTERS])
    }
    people = [(found[number], role, words) for number, role, words in CHARACTERS if number in found]
    return TemplateResponse(request, "demo/demo.html", {"people": people})


@require_POST
def become(request: HttpRequest) -> HttpResponse:
    person = Person.objects.filter(employee_number=request.POST.get("number", "")).first()
    if not settings.DEMO or person is None:
        raise Http404
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return HttpResponseRedirect("/")
