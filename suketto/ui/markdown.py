"""Markdown as a help desk needs it: paths, wild cards and <names> stand as typed, and only safe HTML comes out."""

import re
from html import escape, unescape

import nh3
from markdown import Markdown
from markdown.inlinepatterns import DelimiterProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX

TAGS = {"p", "br", "strong", "em", "code", "pre", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "table", "thead",
        "tbody", "tr", "th", "td", "a", "hr", "del"}  # fmt: skip
# What other programs' articles are dressed in: it goes without a trace, and its words stay.
DRESS = {"b", "center", "div", "figcaption", "figure", "font", "h1", "h5", "h6", "i", "img", "small", "span", "sub",
         "sup", "u"}  # fmt: skip
EXTENSIONS = ["nl2br", "tables", "fenced_code", "sane_lists"]
# In \\fs01\_temp a backslash is a backslash. No file may have a | in its name, and cells of tables need it.
ESCAPED = ["[", "]", "#", "!", "`", "|"]
SINGLE_NEWLINE_LIST = re.compile(r"(?m)^(?=\d+\. |- )(?<!\n\n)")
# The parser takes STX out of what people write, so nobody can write this; in code it is not escaped a second time.
TYPED = f"{STX}lt{ETX}"
TAG = rf"/?(?:{'|'.join(sorted(TAGS | DRESS))})(?:\s(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)?/?>"
# A remark (<!-- -->) was hidden by whoever wrote the article elsewhere, and stays so; ](<…> is the target of a link.
MARKUP = rf"{TAG}|!--(?:(?!<!--).)*?-->|https?://[^<>\s]*+>|[^<>\s!@]++@[^<>\s@]++>"
NO_MARKUP = re.compile(rf"(?is)<(?!{MARKUP})(?<!\]\(<)")
PIECE = re.compile(r"<(/?)(\w+)(?:[^>\"]|\"[^\"]*\")*>|[^<]+|<")
QUIET = {"a", "code", "pre"}
# Only what an address is made of, so を and 。 end it; one that goes on in kanji or with <name> would lead elsewhere.
ADDRESS = re.compile(
    r"(?i)(?<![a-z0-9])https?://[a-z0-9\[][!#-;=?-Z\[\]_a-z~]*+(?!<|(?<=[/=_-])[\u30a1-\u30ff\u3400-\u9fff])"
)
TRAILING = ".,;:!?'"
NUMBER_DIGITS = 6


class _AsTyped(Preprocessor):
    """After fenced code is put aside: lists may follow a line directly, and a < that begins no tag of ours is a <."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        spaced = SINGLE_NEWLINE_LIST.sub("\n", text) if "\n" in text else text
        return NO_MARKUP.sub(TYPED, spaced).split("\n")


def to_html(text: str) -> str:
    """Markdown as safe HTML; whatever the parser makes of it, what leaves here has been through nh3."""
    html = _parser().convert(text).replace(TYPED, "&lt;")
    safe = _safe(html)
    return _safe(_with_links(safe)) if "://" in safe else safe


def _parser() -> Markdown:
    """One for each text: it remembers what it reads, and threads must not read each other's."""
    parser = Markdown(extensions=EXTENSIONS)
    parser.ESCAPED_CHARS = list(ESCAPED)
    parser.preprocessors.register(_AsTyped(parser), "as_typed", 22)
    # *.xlsx and _temp_ are names of files; only ** is bold.
    parser.inlinePatterns.register(DelimiterProcessor("*", "strong", parser, double=True), "em_strong", 60)
    return parser


def _safe(html: str) -> str:
    return nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}, "ol": {"start"}}, attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "tel"}, link_rel="noopener noreferrer",
    )  # fmt: skip


def _attribute(_tag: str, name: str, value: str) -> str | None:
    """A list begins with a number, written as browsers read it, or like any other."""
    if name != "start":
        return value
    return str(int(value)) if value.isdecimal() and len(value) <= NUMBER_DIGITS else None


def _with_links(html: str) -> str:
    """Bare addresses as links, but not in code nor in a link that somebody made."""
    made, depth = list[str](), 0
    for piece in PIECE.finditer(html):
        closing, tag = piece.groups()
        if tag in QUIET:
            depth += -1 if closing else 1
        made.append(_linked(piece[0]) if tag is None and depth == 0 else piece[0])
    return "".join(made)


def _linked(text: str) -> str:
    """Text of a page with its addresses as links; read without entities, so that `&amp;` is one character."""
    plain, made, at = unescape(text), list[str](), 0
    for found in ADDRESS.finditer(plain):
        address = found[0].rstrip(TRAILING)
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(TRAILING)
        made += [escape(plain[at : found.start()]), f'<a href="{escape(address)}">{escape(address)}</a>']
        at = found.start() + len(address)
    return "".join([*made, escape(plain[at:])])
