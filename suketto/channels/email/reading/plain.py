"""HTML as a person would have typed it: paragraphs, lists, lines of tables, quotes with their `>`."""

import re
from dataclasses import dataclass, field

from lxml import etree

from suketto.channels.email.reading import markup, openings, signatures, tables

_BLOCKS = set(
    """address article blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr legend li main nav ol p pre section table tbody tfoot thead tr ul""".split()
)
_SPACED = {"h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"}
_UNSEEN = {"head", "script", "style", "template", "title", "object", "svg", "math", "select", "textarea"}
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|(?<![\w-])(?:max-height|opacity)\s*:\s*0(?:\.0+)?(?:px|pt|em|%)?\s*(?:!important\s*)?(?:;|\Z)",
    re.IGNORECASE,
)
_NO_SIZE = re.compile(r"font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|%)?\s*(?:!important\s*)?(?:;|\Z)", re.IGNORECASE)
_NO_MARGIN = re.compile(r"margin(?:-top)?\s*:\s*0", re.IGNORECASE)
_BORDERED = re.compile(r"border-(?:left|inline-start)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_BREAK_IN_JAPANESE = re.compile(
    r"(?<=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef])"
)
_RULE = "_" * 32
# A sign drawn as a picture, as Gmail and Outlook draw every emoji; what else stands in for a picture may be its file's
# name or a machine's guess.
_EMOJI = re.compile("[\u00a9\u00ae\u200d\u203c-\u3299\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]{1,12}")
_FILE = re.compile(
    r"\s*(?:(?:image|img|画像|図|picture|photo)[\s_-]?\d*|[^\s]{0,80}\.(?:png|jpe?g|gif|bmp|webp|svg))?\s*",
    re.IGNORECASE,
)
_STRIKE = "~~"
_STRUCK = {"s", "strike", "del"}
_STRUCK_BY_STYLE = re.compile(r"text-decoration(?:-line)?\s{0,3}:[^;]{0,80}line-through", re.IGNORECASE)
_SIGNATURE_IDS = {"Signature", "ms-outlook-mobile-signature"}
_SIGNATURE_CLASSES = {"gmail_signature", "moz-signature"}


@dataclass(slots=True)
class _Page:
    """Text as it grows line by line."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    quoted: int = 0
    wants_blank: bool = False
    counts: list[int] = field(default_factory=list)  # per open list the items so far; -1 where they have no numbers
    signature: etree._Element | None = None  # what the program that wrote the letter calls one
    signed: tuple[int, int] = (0, 0)  # the lines of it
    instead: list[str] = field(default_factory=list)  # what stands in for pictures
    row: etree._Element | None = None  # of a table of facts, which is one line
    paragraph_ended: bool = False  # in a cell of it, so that the next one needs a blank

    def say(self, words: str) -> None:
        if self.row is not None:
            words = self._in_cell(words)
        if not self.line or self.line[-1].endswith(" "):
            words = words.lstrip(" ")
        if words:
            self.blank_now()
            self.line.append(words)

    def _in_cell(self, words: str) -> str:
        """An empty cell of Outlook holds a hard blank; its second paragraph goes on behind the first."""
        if not words.strip(" \xa0"):
            return "" if self.paragraph_ended else " "
        if self.paragraph_ended:
            words, self.paragraph_ended = " " + words.lstrip(" "), False
        return words

    def end_line(self, *, always: bool = False) -> None:
        text = "".join(self.line).replace("\xa0", " ").rstrip(" ")
        always = always or bool(self.line)
        self.line.clear()
        if text or always:
            if self.wants_blank and text:
                self._append("")
            self.wants_blank = False
            self._append(text)

    def blank_now(self) -> None:
        if self.wants_blank:
            self._append("")
            self.wants_blank = False

    def space(self) -> None:
        self.wants_blank = bool(self.lines) and self.lines[-1].strip("> ") != ""

    def _append(self, text: str) -> None:
        self.lines.append(("> " * self.quoted + text).rstrip(" ") if self.quoted else text)


def text(html: str) -> str:
    """What the HTML says. HTML beyond understanding gives its bare words."""
    start = html[: markup.MOST_LETTERS]
    tree = None if markup.too_deep(start) else _tree(start)
    if tree is None:
        return markup.bare(start).strip()
    page = _Page()
    _write(page, tree)
    page.end_line()
    if not "".join(page.lines).strip():
        page.lines = page.instead  # pictures and not a word
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_with_mark(page))).strip("\n")


def _with_mark(page: _Page) -> list[str]:
    """With `-- ` over the signature, unless somebody wrote into it or under it, as happens in some programs."""
    start, end = page.signed
    block = [line for line in page.lines[start:end] if line.strip()]
    below = next((line for line in page.lines[end:] if line.strip()), "")
    quote = not below or set(below.strip()) == {"_"} or openings.begins_a_quote(below)
    above = next((line for line in reversed(page.lines[:start]) if line.strip()), "--")
    if not block or "--" in {above.rstrip(), block[0].rstrip()} or not quote or any(map(signatures.is_written, block)):
        return page.lines
    return [*page.lines[:start], "-- ", *page.lines[start:]]


def _tree(html: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        return etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


def _write(page: _Page, tree: etree._Element) -> None:
    unseen: etree._Element | None = None
    preformatted = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "script"
        if event == "start":
            if unseen is None and _is_unseen(element, tag):
                unseen = element
            if unseen is not None:
                continue
            preformatted += tag == "pre"
            _open(page, element, tag)
            _say(page, element.text, preformatted)
            continue
        if unseen is None:
            _close(page, element, tag)
            preformatted -= tag == "pre"
        elif unseen is element:
            unseen = None
        if unseen is None:
            _say(page, element.tail, preformatted)


def _is_unseen(element: etree._Element, tag: str) -> bool:
    style = element.get("style", "")
    if tag in _UNSEEN or element.get("hidden") is not None or _HIDDEN.search(style) is not None:
        return True
    return _NO_SIZE.search(style) is not None and not element.xpath("boolean(.//*[contains(@style, 'font')])")


def _say(page: _Page, words: str | None, preformatted: int) -> None:
    if not words:
        return
    if not preformatted:
        page.say(_BLANKS.sub(" ", _BREAK_IN_JAPANESE.sub("", words)))
        return
    first, *others = words.replace("\r\n", "\n").split("\n")
    page.line.append(first)
    for line in others:
        page.end_line(always=True)
        page.line.append(line)


def _is_signature(element: etree._Element) -> bool:
    return element.get("id") in _SIGNATURE_IDS or bool(_SIGNATURE_CLASSES & set(element.get("class", "").split()))


def _is_struck(element: etree._Element, tag: str) -> bool:
    struck = tag in _STRUCK or _STRUCK_BY_STYLE.search(element.get("style", "")) is not None
    return struck and bool("".join(element.itertext()).strip())


def _picture(page: _Page, element: etree._Element) -> None:
    said = " ".join(element.get("alt", "").split())[:200]
    if _EMOJI.fullmatch(said):
        page.say(said)
    elif not _FILE.fullmatch(said):
        page.instead.append(said)


def _open(page: _Page, element: etree._Element, tag: str) -> None:
    if page.signature is None and _is_signature(element):
        page.end_line()
        page.signature, page.signed = element, (len(page.lines), len(page.lines))
    if tag == "img":
        _picture(page, element)
    elif tag in {"td", "th"} and page.line:
        page.line.append(" ")
        page.paragraph_ended = False
    elif tag == "br" or tag in _BLOCKS:
        _begin_block(page, element, tag)
    if _is_struck(element, tag):
        page.say(_STRIKE)


def _begin_block(page: _Page, element: etree._Element, tag: str) -> None:
    if page.row is not None:
        page.paragraph_ended = True
    elif tag == "br":
        page.end_line(always=True)
    else:
        page.end_line()
        _open_block(page, element, tag)
        if tag == "tr" and tables.is_row_of_facts(element):
            page.row, page.paragraph_ended = element, False


def _open_block(page: _Page, element: etree._Element, tag: str) -> None:
    if tag in _SPACED and not _tight(element):
        page.space()
    if tag == "blockquote" and _is_quote(element):
        page.space()
        page.blank_now()
        page.quoted += 1
    elif tag in {"ol", "ul"}:
        page.counts.append(0 if tag == "ol" else -1)
    elif tag == "hr":
        page.say(_RULE)
        page.end_line()
    elif tag == "li":
        page.say(_bullet(page))


def _close(page: _Page, element: etree._Element, tag: str) -> None:
    if _is_struck(element, tag):
        page.line.append(_STRIKE)
    if element is page.row:
        page.row = None
    if tag == "a":
        _say_target(page, element)
    elif page.row is not None and tag in _BLOCKS:
        page.paragraph_ended = True
    elif tag in _BLOCKS:
        _close_block(page, element, tag)
    if element is page.signature:
        page.end_line()
        page.signed = page.signed[0], len(page.lines)


def _close_block(page: _Page, element: etree._Element, tag: str) -> None:
    page.end_line()
    if tag == "blockquote" and _is_quote(element):
        page.quoted = max(0, page.quoted - 1)
        page.space()
    elif tag in {"ol", "ul"} and page.counts:
        page.counts.pop()
        page.space()
    elif tag in _SPACED and not _tight(element):
        page.space()


def _tight(element: etree._Element) -> bool:
    return element.get("class", "").startswith("Mso") or _NO_MARGIN.search(element.get("style", "")) is not None


def _is_quote(element: etree._Element) -> bool:
    """A quote of another letter, not the indentation Outlook and Gmail make with the same element."""
    return (
        element.get("type") == "cite"
        or "quote" in element.get("class", "")
        or _BORDERED.search(element.get("style", "")) is not None
    )


def _bullet(page: _Page) -> str:
    if not page.counts or page.counts[-1] < 0:
        return "・"
    page.counts[-1] += 1
    return f"{page.counts[-1]}. "


def _say_target(page: _Page, element: etree._Element) -> None:
    """Where a link leads, when its words do not say so: in a help desk that is often the question."""
    target = element.get("href", "").strip()
    words = "".join(element.itertext()).strip()
    if (
        target.lower().startswith(("http://", "https://"))
        and words
        and target.rstrip("/") not in (words, words.rstrip("/"))
    ):
        page.say(f" <{target}>")
