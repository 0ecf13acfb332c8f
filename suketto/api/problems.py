"""Every "no" of the API as application/problem+json (RFC 9457), in the caller's language."""

import json
import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.errors import ValidationError
from pydantic import BaseModel

from suketto.foundation.refusals import Refusal
from suketto.foundation.text import clean, clip

MOST_FINDINGS = 20
MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: gettext_lazy("依頼を読み取れません"),
    401: gettext_lazy("トークンが必要です"),
    403: gettext_lazy("許可されていません"),
    404: gettext_lazy("見つかりません"),
    405: gettext_lazy("この宛先ではできません"),
    409: gettext_lazy("ほかの更新と重なりました"),
    413: gettext_lazy("大きすぎます"),
    422: gettext_lazy("内容に直すところがあります"),
    429: gettext_lazy("依頼が多すぎます"),
    503: gettext_lazy("混み合っています"),
}
# What pydantic found wrong, in our words; the rest is "not right".
FINDINGS = {
    "missing": gettext_lazy("必要な項目です。"),
    "extra_forbidden": gettext_lazy("この名前の項目はありません。"),
    "string_type": gettext_lazy("文字列で書いてください。"),
    "string_unicode": gettext_lazy("文字として読めないものが入っています。"),
    "string_too_long": gettext_lazy("長すぎます（%(max_length)s 文字まで）。"),
    "string_too_short": gettext_lazy("短すぎます（%(min_length)s 文字から）。"),
    "int_type": gettext_lazy("整数で書いてください。"),
    "int_parsing": gettext_lazy("整数で書いてください。"),
    "int_from_float": gettext_lazy("整数で書いてください。"),
    "bool_type": gettext_lazy("true か false で書いてください。"),
    "bool_parsing": gettext_lazy("true か false で書いてください。"),
    "greater_than_equal": gettext_lazy("%(ge)s 以上にしてください。"),
    "less_than_equal": gettext_lazy("%(le)s 以下にしてください。"),
    "literal_error": gettext_lazy("%(expected)s のどれかにしてください。"),
    "enum": gettext_lazy("%(expected)s のどれかにしてください。"),
    "timezone_aware": gettext_lazy("時差も書いてください（例: 2026-04-01T09:00:00+09:00）。"),
    "moment_out_of_reach": gettext_lazy("2000年から2100年までの日時にしてください。"),
    "model_attributes_type": gettext_lazy("{ } で囲んだ JSON のオブジェクトを送ってください。"),
    "model_type": gettext_lazy("{ } で囲んだ JSON のオブジェクトを送ってください。"),
}


class Finding(BaseModel):
    """One thing to correct, and where."""

    field: str
    detail: str


class Problem(BaseModel):
    """RFC 9457. `type` names the case for programs; `field` is the one box meant, `errors` are all of them."""

    type: str
    title: str
    status: int
    detail: str
    field: str | None = None
    errors: list[Finding] = []


def problem(status: int, detail: str, *, case: str = "", field: str | None = None, **more: Any) -> HttpResponse:
    """The answer; without a case of its own it is of the type `about:blank`, as the RFC has it."""
    said = {
        "type": f"urn:suketto:problem:{case}" if case else "about:blank",
        "title": str(TITLES.get(status, status)), "status": status, "detail": detail,
    } | ({"field": field} if field else {}) | more  # fmt: skip
    return HttpResponse(json.dumps(said, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)


def refused(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    case = re.sub(r"(?<!^)(?=[A-Z])", "-", type(refusal).__name__).lower()
    return problem(refusal.status, str(refusal), case=case, field=refusal.field)


def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422 with every place that is wrong, named as the caller wrote it."""
    findings = [{"field": _place(each["loc"]), "detail": _words(each)} for each in error.errors[:MOST_FINDINGS]]
    first = findings[0]
    return problem(422, f"{first['field']}: {first['detail']}", field=first["field"], errors=findings)


def _place(where: Any) -> str:
    """("body", "data", "deadline_at") is `deadline_at` to whoever sent it; ("query", "limit") is `limit`."""
    parts = [str(part) for part in where]
    inner = parts[2:] if parts[:1] == ["body"] else parts[1:]
    return clip(clean(".".join(inner)), 100) or "body"


def _words(error: dict[str, Any]) -> str:
    kind = str(error["type"])
    if kind.startswith("datetime"):
        return _("日時は 2026-04-01T09:00:00+09:00 の形で書いてください。")
    found = FINDINGS.get(kind)
    return str(found) % error.get("ctx", {}) if found else _("正しい値ではありません。")


def responses(*statuses: int) -> dict[int, Any]:
    """The part of an operation's schema that says which problems it may answer."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": TITLES[status], "content": content} for status in statuses}
