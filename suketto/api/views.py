"""The page of one's own tokens, and the API's own description as JSON and as a page."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from ninja.responses import NinjaJSONEncoder

from suketto.api import actions
from suketto.api.forms import TokenForm
from suketto.api.models import Token
from suketto.api.v1 import api
from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.people.access import PersonRequest, signed_in


@never_cache
@signed_in
def tokens(request: PersonRequest) -> HttpResponse:
    """One's own tokens; a new one shows its secret in this one answer and nowhere else."""
    form = TokenForm(request.POST or None)
    made, secret = None, ""
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = actions.make_token(request.user, form.cleaned_data["name"], lasts=form.lasts)
            form = TokenForm()
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {
        "form": form, "made": made, "secret": secret, "tokens": Token.objects.filter(person=request.user)[:100],
        "now": clock.now(),
    }  # fmt: skip
    status = 422 if form.errors else 201 if made else 200
    return TemplateResponse(request, "api/tokens.html", context, status=status)


@signed_in
@require_POST
def ending(request: PersonRequest, number: int) -> HttpResponse:
    token = get_object_or_404(Token, pk=number, person=request.user)
    actions.end_token(token, by=request.user)
    messages.success(request, _("「%s」を終わらせました。もう使えません。") % token.name)
    return HttpResponseRedirect(reverse("tokens"))


@require_GET
def schema(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1, for tools; it says nothing about the house's people or matters."""
    text = json.dumps(api.get_openapi_schema(), cls=NinjaJSONEncoder, ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


@signed_in
def docs(request: PersonRequest) -> HttpResponse:
    """The same description to read, with nothing loaded from elsewhere."""
    described = api.get_openapi_schema()
    shapes = described["components"]["schemas"]
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            one = {"path": path, "method": method.upper(), "body": _body(operation, shapes), **operation}
            groups.setdefault(operation["tags"][0], []).append(one)
    context = {"groups": list(groups.items()), "version": described["info"]["version"]}
    return TemplateResponse(request, "api/docs.html", context)


def _body(operation: dict[str, Any], shapes: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of the body: name, whether it is needed, what it may hold."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    shape = shapes.get(name, {})
    required = shape.get("required", [])
    return [
        {"name": field, "required": field in required, "kind": _kind(facts)}
        for field, facts in shape.get("properties", {}).items()
    ]


def _kind(facts: dict[str, Any]) -> str:
    """`string`, `"a" | "b"`, `integer (1-3)`, with `null` where it may be left empty."""
    if "anyOf" in facts:
        return " | ".join(_kind(each) for each in facts["anyOf"])
    if "enum" in facts:
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in facts["enum"])
    kind = facts.get("format") or facts.get("type", "")
    if "minimum" in facts and "maximum" in facts:
        return f"{kind} ({facts['minimum']}-{facts['maximum']})"
    return f"{kind} (≤ {facts['maxLength']})" if "maxLength" in facts else str(kind)
