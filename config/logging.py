"""Logs for people (text) or machines (json). Texts of tickets and secrets are never written: only numbers and names."""

import logging.config
import re
from typing import Any

import structlog

# Addresses that are keys themselves: where telephone systems tell of calls, a guide that somebody goes through alone,
# one click from a mail.
KEY_IN_ADDRESS = re.compile(r"(/(?:cti|guide|thanks)/)[\w.:~%=-]+")
SECRET = re.compile(r"(?i)(token|password|secret|authorization|cookie|key)")


def configuration(form: str) -> dict[str, Any]:
    """Applies and returns the logging settings; `form` is text or json."""
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=False),
        hide_secrets,
        hide_addresses,
        # Local variables are never shown: they hold passwords, tokens and what people wrote.
        *([structlog.processors.format_exc_info] if form == "json" else []),
    ]
    settings = handlers(renderer, shared)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(settings)
    return settings


def handlers(renderer: Any, shared: list[Any]) -> dict[str, Any]:
    """The standard library's half: one stream, quiet libraries, our own voice from INFO on."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "house": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                "foreign_pre_chain": shared,
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "house"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "suketto": {"level": "INFO"},
            "django.security.DisallowedHost": {"level": "ERROR"},
            "django.request": {"level": "ERROR"},
        },
    }


def hide_secrets(_logger: Any, _method: str, event: Any) -> Any:
    """Replaces the value of anything named like a secret."""
    for name in event:
        if SECRET.search(name):
            event[name] = "…"
    return event


def hide_addresses(_logger: Any, _method: str, event: Any) -> Any:
    """Takes keys out of addresses, wherever they are named."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = KEY_IN_ADDRESS.sub(r"\1…", value)
    return event
