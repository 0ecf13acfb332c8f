"""自己解決の数, for members: each figure with its definition beside it."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from suketto.foundation import clock
from suketto.foundation.numbers import number_in
from suketto.foundation.sheets import sheet
from suketto.people.access import PersonRequest, member_or_administrator_only
from suketto.portal import reporting

SPANS = (4, 13, 52)
MEANINGS = {
    "shown": (_("検索"), _("ポータルで終わった検索。打っている途中のものと、30分以内の同じ言葉は一回です。")),
    "sure": (_("答えあり"), _("そのうち「これで解決するかもしれません」と出たもの。")),
    "opened": (_("開いた"), _("一覧から記事を開いた検索。何件開いても一回です。")),
    "said": (_("「解決した」"), _("ご本人が「これで解決した」を押した数。一つの検索、一つの用件で一回です。")),
    "followed": (
        _("3日以内に問い合わせ"),
        _("押した方が3日以内に同じサービスか似た言葉で窓口に聞いたので、取り消したもの。"),
    ),
    "checking": (_("確認中"), _("押してからまだ3日たっていないもの。")),
    "counted": (_("自己解決"), _("「解決した」から、取り消したものと確認中を引いた数。")),
    "asked": (_("窓口へ"), _("検索のあと、その言葉で窓口に聞いたもの。")),
}


def _weeks(request: PersonRequest) -> int:
    weeks = number_in(request.GET.get("weeks", ""))
    return weeks if weeks in SPANS else 13


@member_or_administrator_only
def report(request: PersonRequest) -> HttpResponse:
    weeks = _weeks(request)
    found = reporting.report(weeks, clock.now())
    most = max((line.figures["said"] for line in found.weeks), default=0)
    figures = [
        {"name": name, "number": found.total.checking if key == "checking" else found.total.figures[key],
         "meaning": meaning, "main": key == "counted"}
        for key, (name, meaning) in MEANINGS.items()
    ]  # fmt: skip
    context = {"figures": figures, "report": found, "weeks": weeks, "spans": SPANS, "most": max(most, 1),
               "articles": found.articles[: reporting.ARTICLES_SHOWN]}  # fmt: skip
    return TemplateResponse(request, "portal/self_service.html", context)


@member_or_administrator_only
def export(request: PersonRequest) -> HttpResponse:
    of = "articles" if request.GET.get("of") == "articles" else "weeks"
    return sheet(f"self-service-{of}", reporting.rows(reporting.report(_weeks(request), clock.now()), of=of))
