"""HTML of strangers: washed for the page, and read as text."""

import re

import nh3

from suketto.channels.email.reading.letter import Remark

MOST_LETTERS = 1_000_000  # HTML beyond this is not shown; its text still is
DEEPEST = 500  # elements inside one another; washing takes time by the square of it

TAGS = set(
    """a abbr b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em figcaption
    figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strike strong sub
    sup table tbody td tfoot th thead tr tt u ul var wbr""".split()
)
ATTRIBUTES = {
    "*": {"dir", "lang", "style", "title"},
    "a": {"href"},
    "font": {"color", "face", "size"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start", "type"},
    "table": {"border", "cellpadding", "cellspacing", "width"},
    "td": {"align", "colspan", "rowspan", "valign", "width"},
    "th": {"align", "colspan", "rowspan", "valign", "width"},
}
STYLES = set(
    """background-color border border-collapse border-left color font-style font-weight margin-left padding-left
    text-align text-decoration vertical-align white-space""".split()
)
_STYLED = re.compile(rf"(?:^|[;\s])(?:{'|'.join(sorted(STYLES))})\s*:", re.IGNORECASE)
_SAFE_PICTURE = re.compile(r"cid:|data:image/(?:png|jpe?g|gif|webp);base64,", re.IGNORECASE)
_REMOTE_PICTURE = re.compile(r"<img\b[^>]*\bsrc\s*=\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE)
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|title|head)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b[^>]*>")
_NEVER_DEEP = set("area br col dd dt hr img input li link meta option p source td th tr wbr".split())
_EMBEDDED = re.compile(r"(?<=[\"'])data:[\w/+.-]+;base64,[^\"']*")
_META_CHARSET = re.compile(rb"<meta\b[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def charset_said_inside(data: bytes) -> str:
    match = _META_CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else ""


def without_embedded_pictures(html: str) -> str:
    """Pictures written into the HTML itself can be longer than all its words."""
    return _EMBEDDED.sub("", html)


def too_deep(html: str) -> bool:
    depth = 0
    for closing, tag in _TAG.findall(html):
        if tag.lower() not in _NEVER_DEEP:
            depth = max(0, depth + (-1 if closing else 1))
            if depth > DEEPEST:
                return True
    return False


def washed(html: str) -> tuple[str, frozenset[Remark]]:
    """HTML that runs nothing and loads nothing; pictures of the letter itself keep their `cid:`."""
    if len(html) > MOST_LETTERS:
        return "", frozenset({Remark.HTML_TOO_LONG})
    if too_deep(html):
        return "", frozenset({Remark.NESTED_TOO_DEEP})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_only_own_pictures,
        clean_content_tags={"script", "style", "title"},
        filter_style_properties=STYLES,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        link_rel="noopener noreferrer nofollow",
    )
    remote = frozenset({Remark.REMOTE_PICTURES_REMOVED}) if _REMOTE_PICTURE.search(html) else frozenset()
    return clean.strip(), remote


def _only_own_pictures(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src" and not _SAFE_PICTURE.match(value.strip()):
        return None
    if attribute == "href" and value.strip().lower().startswith(("data:", "cid:")):
        return None
    if attribute == "style" and ("url(" in value.lower() or "\\" in value or not _STYLED.search(value)):
        return None
    return value


def bare(html: str) -> str:
    """The words alone, for HTML too deep or too broken to be read as a tree."""
    import html as entities  # noqa: PLC0415  (the parameter has its name)

    return entities.unescape(_TAG.sub(" ", _HIDDEN.sub(" ", html)))
