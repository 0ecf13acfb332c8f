"""A letter's own colours without a single inline style: its style attributes become classes of one style sheet."""

import html
import re

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

TAG = re.compile(r'<[a-zA-Z][a-zA-Z0-9]*(?:[^">]|"[^"]*")*>')
ATTRIBUTE = re.compile(r'(\s)([^\s="<>]+)="([^"]*)"')
NAME = re.compile(r"[a-z-]{1,40}")
# What could end a declaration, a rule or the sheet, or fetch anything, is not in here: such a value is dropped.
VALUE = re.compile(r"(?:[-\w .,#%+!]|\((?:[-\w .,#%+/])*\)){1,200}", re.ASCII)
FETCHES = re.compile(r"\b(?:url|image|image-set|src|attr|var|env|expression)\s*\(", re.IGNORECASE)


def with_classes(washed: str) -> tuple[str, str]:
    """The HTML with a class for each different style, and the style sheet that says what they mean."""
    classes: dict[str, str] = {}

    def attribute(found: re.Match[str]) -> str:
        if found[2].lower() != "style":
            return found[0]
        said = _sound(html.unescape(found[3]))
        return f'{found[1]}class="{classes.setdefault(said, f"s{len(classes) + 1}")}"' if said else ""

    page = TAG.sub(lambda tag: ATTRIBUTE.sub(attribute, tag[0]), washed)
    return page, "\n".join(f".{name} {{ {said} }}" for said, name in classes.items())


def _sound(style: str) -> str:
    """Only declarations that can be nothing else."""
    pairs = (declaration.partition(":") for declaration in style.split(";"))
    said = ((name.strip().lower(), value.strip()) for name, _colon, value in pairs)
    return "; ".join(
        f"{name}: {value}"
        for name, value in said
        if NAME.fullmatch(name) and VALUE.fullmatch(value) and not FETCHES.search(value)
    )


def element(sheet: str, nonce: str) -> SafeString:
    """The one style element of a letter's page, which the browser takes for its nonce alone; "" without a sheet."""
    return format_html('<style nonce="{}">{}</style>', nonce, mark_safe(sheet)) if sheet else mark_safe("")  # noqa: S308
