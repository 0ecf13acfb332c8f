"""Pages of no room: the shell's own errors, the language switch, health."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from suketto.ui.typed import ask_to_send_again, ask_to_sign_in_again


def say_again(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What Django calls when a form's token is missing or old; whoever is signed out has to sign in first."""
    if not request.user.is_authenticated and request.headers.get("HX-Request"):
        return ask_to_sign_in_again(request)
    return ask_to_send_again(request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return TemplateResponse(request, "ui/not_found.html", status=404).render()


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: mostly far too many files or fields at once; the limit is named and "back" brings the words back."""
    context = {"limit": settings.ATTACHMENTS_MAX_COUNT, "many": isinstance(exception, TooManyFilesSent)}
    return TemplateResponse(request, "ui/not_understood.html", context, status=400).render()


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return TemplateResponse(request, "ui/forbidden.html", status=403).render()


def broken(request: HttpRequest) -> HttpResponse:
    """Static on purpose: whatever broke may also break a template's context."""
    return HttpResponse(
        "<!doctype html><html lang=ja><meta charset=utf-8><title>エラー</title><link rel=icon href=data:,>"
        "<main><h1>申し訳ありません。処理の途中で問題が起きました。</h1>"
        "<p>入力した内容は、ブラウザーの「戻る」で戻ると残っています。少し待ってから、もう一度お試しください。</p>"
        "<p>Sorry, something went wrong. Go back: what you typed is still there. Please try again in a moment.</p>"
        '<p><a href="/">ホーム</a></p></main>',
        status=500,
    )


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remembers the chosen language in a cookie, and at the account by whoever listens to the person's own page."""
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=365 * 86400, samesite="Lax", secure=settings.HTTPS
        )
        if request.user.is_authenticated:
            get_user_model().objects.filter(pk=request.user.pk).update(language=chosen)
    return response


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")
