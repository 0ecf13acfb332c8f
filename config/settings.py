"""Django settings. Everything an operator may change is a SUKETTO_* variable (see environment.py)."""

from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import environment
from config.logging import configuration as logging_configuration

ENVIRONMENT = environment.read()
BASE_DIR = environment.BASE_DIR
VAR = ENVIRONMENT.var
(VAR / "build").mkdir(parents=True, exist_ok=True)
DEMO = ENVIRONMENT.demo
DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
ADDRESS = ENVIRONMENT.address
EMBEDDING_FOLDER = ENVIRONMENT.embedding_folder
HTTPS = ADDRESS.startswith("https://")

ALLOWED_HOSTS = [*ENVIRONMENT.hosts, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ADDRESS] if ADDRESS else []

ROOMS = [
    "foundation", "ui", "jobs", "trail", "people", "search", "catalog", "sla", "assets", "knowledge",
    "procedures", "tickets", "channels.email", "channels.chat", "channels.phone", "notices", "handling",
    "portal", "desk", "api", "demo", "console",
]  # fmt: skip

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.forms",
    "servestatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "csp",
    *[f"suketto.{room}" for room in ROOMS],
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "suketto.ui.middleware.CompressionMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "suketto.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "suketto.trail.middleware.SinceMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "suketto.ui.middleware.RefusalMiddleware",
]

# A program brings a token and no cookie: it needs no session, no form's token and no page's shell. Its addresses are
# those of the API except the pages about it, and those at which telephone systems tell of calls.
PROGRAMS = r"/api/v\d+/(?!docs$|openapi\.json$)|/cti/"
PRESSING = r"/cti/"
MIDDLEWARE_FOR_PROGRAMS = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before the applications' own: our account pages stand in for those of the library.
        "DIRS": [BASE_DIR / "suketto" / "people" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "suketto.ui.context.shell",
            ],
            "builtins": [
                "suketto.ui.templatetags.ui",
                "suketto.tickets.templatetags.tickets",
                "suketto.procedures.templatetags.procedures",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "suketto.ui.templatetags.remembered",
                "suketto.ui.templatetags.remembered",
            ],
        },
    }
]
FORM_RENDERER = "suketto.ui.forms.Renderer"

# SQLite: write-ahead log so that readers never wait; IMMEDIATE so that two writers queue instead of failing half-way;
# FULL so that what was acknowledged survives a power cut, not only a killed process.
SQLITE = "suketto.foundation.sqlite"
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-8000;"
    "PRAGMA mmap_size=67108864;"
    "PRAGMA temp_store=MEMORY;",
}


def database() -> dict[str, Any]:
    if not ENVIRONMENT.database_url:
        VAR.mkdir(parents=True, exist_ok=True)
        return {"ENGINE": SQLITE, "NAME": VAR / "suketto.sqlite3", "OPTIONS": SQLITE_OPTIONS, "CONN_MAX_AGE": None}
    # PostgreSQL keeps its own pool: a new connection costs more than most of our pages. Our joins stand in a good order
    # as they are written; trying every order of seven tables took it longer than reading the fifty rows. And where it
    # believes that a statement is long it compiles it for a quarter of a second to save some milliseconds.
    parsed: dict[str, Any] = {**dj_database_url.parse(ENVIRONMENT.database_url)}
    if parsed["ENGINE"] == "django.db.backends.postgresql":
        given = parsed.get("OPTIONS", {})
        parsed["OPTIONS"] = {
            **given,
            "options": f"-c join_collapse_limit=4 -c jit=off {given.get('options', '')}".strip(),
            # A page asks the same twenty questions every time: planned once a connection they cost a third less.
            "server_side_binding": True,
            "prepare_threshold": 5,
            "pool": {"min_size": 1, "max_size": 20, "timeout": 10},
        }
    else:
        parsed |= {"ENGINE": SQLITE, "OPTIONS": SQLITE_OPTIONS, "CONN_MAX_AGE": None}
    return parsed


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Login throttling must hold over all processes, so on PostgreSQL it lives in the database; one process needs no more
# than memory. `here` is for what each process may remember for some seconds by itself.
MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
        if ENVIRONMENT.database_url
        else {"BACKEND": MEMORY, "LOCATION": "suketto"}
    ),
    "here": {"BACKEND": MEMORY, "LOCATION": "here"},
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "suketto.people.signing_in.HouseAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "employee_number"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/300s/key", "change_password": "5/m/user",
                       "reset_password": "20/m/ip,5/m/key", "reset_password_from_key": "20/m/ip"}  # fmt: skip
USERSESSIONS_TRACK_ACTIVITY = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "suketto.ui.views.say_again"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

EMAIL_HOST = ENVIRONMENT.mail_host
EMAIL_PORT = ENVIRONMENT.mail_port
EMAIL_TIMEOUT = 20
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENVIRONMENT.mail_user, ENVIRONMENT.mail_password
EMAIL_USE_TLS, EMAIL_USE_SSL = ENVIRONMENT.mail_security == "starttls", ENVIRONMENT.mail_security == "tls"
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
# Without a mail server nothing may be lost either: mails wait in the outbox, where an administrator can read them.
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "suketto.notices.mailbox.KeptMail"

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "suketto" / "ui" / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [VAR / "build"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "files"}},
    "staticfiles": {"BACKEND": "suketto.ui.statics.HashedStatics"},
}
SERVESTATIC_KEEP_ONLY_HASHED_FILES = False

FILE_UPLOAD_HANDLERS = [
    "suketto.foundation.uploads.GuardedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
ATTACHMENT_MAX_BYTES = 25 * 1024 * 1024
ATTACHMENTS_MAX_COUNT = 20
TEXT_MAX_CHARACTERS = 100_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
WORDING_FRESH_SECONDS = 3.0  # after which a process sees that the wording was changed in another
API_REQUESTS_A_MINUTE = 600  # for each token, by each serving process
DATA_UPLOAD_MAX_NUMBER_FILES = 50
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# In a signed cookie: kept in the session, a page that merely shows one would wait for whoever is writing.
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"
LOGGING_CONFIG = None
LOGGING = logging_configuration(ENVIRONMENT.log)
SILENCED_SYSTEM_CHECKS: list[str] = []
NAME = _("社内ヘルプデスク")
