"""What the surroundings say: every SUKETTO_* variable, read once, refused with a sentence when it makes no sense."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

KNOWN = {
    "SUKETTO_VAR": "folder for the database, attachments, keys and backups",
    "SUKETTO_DATABASE_URL": "postgresql://user:password@host/name; empty means SQLite in SUKETTO_VAR",
    "SUKETTO_SECRET_KEY": "signing key; empty means one is made and kept in SUKETTO_VAR/secret.key",
    "SUKETTO_HOSTS": "host names this house answers to, separated by commas",
    "SUKETTO_ADDRESS": "the address people type, for links in mails: https://help.example.co.jp",
    "SUKETTO_DEMO": "1 shows one-click logins of an invented company; never on a real installation",
    "SUKETTO_DEBUG": "1 shows error details to whoever is at the browser; only for development",
    "SUKETTO_WORKER": "0 leaves background work to `suketto work` in another process",
    "SUKETTO_MAIL_HOST": "SMTP server; empty means mails are kept on a page instead of sent",
    "SUKETTO_MAIL_PORT": "SMTP port, 25 if empty",
    "SUKETTO_MAIL_SECURITY": "none, starttls or tls on the way to the SMTP server; none if empty",
    "SUKETTO_MAIL_USER": "user name at the SMTP server, where it asks for one",
    "SUKETTO_MAIL_PASSWORD": "and its password; refused without starttls or tls",
    "SUKETTO_MAIL_FROM": "sender address of the desk's mails",
    "SUKETTO_EMBEDDING_FOLDER": "folder with model.onnx and tokenizer.json for search; empty means search without one",
    "SUKETTO_LOG": "json for one JSON object a line, text for people",
}


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings an operator may give; every one has a default that works."""

    var: Path
    database_url: str
    secret_key: str
    hosts: tuple[str, ...]
    address: str
    demo: bool
    debug: bool
    worker: bool
    mail_host: str
    mail_port: int
    mail_security: str
    mail_user: str
    mail_password: str
    mail_from: str
    embedding_folder: str
    log: str


def read() -> Environment:
    """Reads SUKETTO_*; refuses unknown names, bad switches and half-set mail with one sentence each."""
    unknown = sorted(name for name in os.environ if name.startswith("SUKETTO_") and name not in KNOWN)
    if unknown:
        raise ImproperlyConfigured(
            f"{unknown[0]} is not a setting of Suketto. The settings are: {', '.join(sorted(KNOWN))}."
        )
    var = Path(_text("SUKETTO_VAR") or BASE_DIR / "var").resolve()
    address = _text("SUKETTO_ADDRESS").rstrip("/")
    if address and not address.startswith(("http://", "https://")):
        raise ImproperlyConfigured("SUKETTO_ADDRESS must begin with http:// or https://.")
    if _text("SUKETTO_MAIL_HOST") and not _text("SUKETTO_MAIL_FROM"):
        raise ImproperlyConfigured("SUKETTO_MAIL_HOST is set, so SUKETTO_MAIL_FROM must say who the mails come from.")
    return Environment(
        var=var,
        database_url=_text("SUKETTO_DATABASE_URL"),
        secret_key=_text("SUKETTO_SECRET_KEY") or _kept_secret(var / "secret.key"),
        hosts=tuple(host.strip() for host in _text("SUKETTO_HOSTS").split(",") if host.strip()),
        address=address,
        demo=_switch("SUKETTO_DEMO", default=False),
        debug=_switch("SUKETTO_DEBUG", default=False),
        worker=_switch("SUKETTO_WORKER", default=True),
        mail_host=_text("SUKETTO_MAIL_HOST"),
        mail_port=_number("SUKETTO_MAIL_PORT", default=25),
        mail_security=_choice("SUKETTO_MAIL_SECURITY", ("none", "starttls", "tls")),
        mail_user=_text("SUKETTO_MAIL_USER"),
        mail_password=_mail_password(),
        mail_from=_text("SUKETTO_MAIL_FROM") or "helpdesk@localhost",
        embedding_folder=_text("SUKETTO_EMBEDDING_FOLDER"),
        log=_choice("SUKETTO_LOG", ("text", "json")),
    )


def _mail_password() -> str:
    """A password crosses no open line and belongs to a user."""
    password = os.environ.get("SUKETTO_MAIL_PASSWORD", "")
    if password and _text("SUKETTO_MAIL_SECURITY") in {"", "none"}:
        raise ImproperlyConfigured("SUKETTO_MAIL_PASSWORD needs SUKETTO_MAIL_SECURITY=starttls or tls.")
    if bool(password) != bool(_text("SUKETTO_MAIL_USER")):
        raise ImproperlyConfigured("SUKETTO_MAIL_USER and SUKETTO_MAIL_PASSWORD belong together: set both or neither.")
    return password


def _text(name: str) -> str:
    return os.environ.get(name, "").strip()


def _switch(name: str, *, default: bool) -> bool:
    value = _text(name).lower()
    if value not in {"", "0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}.")
    return default if value == "" else value == "1"


def _number(name: str, *, default: int) -> int:
    value = _text(name)
    if value and not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value) if value else default


def _choice(name: str, choices: tuple[str, ...]) -> str:
    value = _text(name) or choices[0]
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def _kept_secret(file: Path) -> str:
    """Makes the key once, readable by the owner alone, so that a restart keeps everybody signed in."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(secrets.token_urlsafe(64))
    return file.read_text().strip()
