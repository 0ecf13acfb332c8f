"""Which parts are the words, which are pictures in them, and which are files."""

import mimetypes
import re
from dataclasses import dataclass, field

from suketto.channels.email.reading import (
    armour,
    calendars,
    charsets,
    enriched,
    flowed,
    headers,
    markup,
    parameters,
    plain,
    taken_out,
)
from suketto.channels.email.reading.letter import Attachment, Remark
from suketto.channels.email.reading.parts import Part
from suketto.foundation.text import clean

MOST_BYTES = 4 * 1024 * 1024  # of one text; of a longer one this much is read, and the whole is attached
MOST_LETTERS = 1_000_000

_STUB = re.compile(
    r"(?:view|display|see|open).{0,40}\bhtml\b|html.{0,30}(?:view|client|capable|viewer|support|形式|メール|対応|表示)|"
    r"does not support html|このメールはhtml|テキスト(?:版|形式).{0,10}(?:ありません|表示できません)",
    re.IGNORECASE | re.DOTALL,
)
_UNTOUCHED = {"application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
_SIGNATURES = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
_REACTION = "text/vnd.google.email-reaction+json"
_FOR_PROGRAMS = {_REACTION, "text/x-amp-html"}  # the same letter once more, in a form only a program reads
_KINDS = mimetypes.MimeTypes()  # the tables of Python itself, not those of the machine


@dataclass(slots=True)
class Body:
    """What a letter holds, gathered part by part."""

    texts: list[str] = field(default_factory=list)
    htmls: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    letters: list[Part] = field(default_factory=list)
    invitations: list[str] = field(default_factory=list)
    remarks: set[Remark] = field(default_factory=set)
    method: str = ""  # what a calendar's part asks for: REQUEST, REPLY, CANCEL
    reacted: bool = False  # with a thumb up rather than with words

    @property
    def has_words(self) -> bool:
        return any(text.strip() for text in self.texts)

    @property
    def text(self) -> str:
        texts = [text.strip("\n") for text in self.texts if text.strip()]
        if not texts and self.invitations:
            return "\n".join(self.invitations)
        return "\n\n".join(texts)


def gather(root: Part) -> Body:
    body = Body()
    _gather(root, body, alone=True)
    for part in root.walk():
        body.remarks |= part.remarks
    return body


def _gather(part: Part, body: Body, *, alone: bool = False) -> None:
    if part.kind == "multipart/alternative":
        _choose(part, body)
    elif part.kind == "multipart/report":
        _report(part, body)
    elif part.children or part.kind.startswith("multipart/"):
        _gather_children(part, body)
    elif _is_words(part, alone=alone):
        _take_words(part, body)
    else:
        _attach(part, body)


def _gather_children(part: Part, body: Body) -> None:
    """Those of a multipart, or the one letter that a part is wrapped round."""
    wrapped = not part.kind.startswith("multipart/")
    if part.kind == "multipart/encrypted":
        body.remarks.add(Remark.ENCRYPTED)
    for child in part.children:
        if (part.kind, child.kind) != (
            "multipart/appledouble",
            "application/applefile",
        ):  # what a Mac knows of the file
            _gather(child, body, alone=wrapped)
    if part.kind in _UNTOUCHED:
        _attach(part, body)


def _is_words(part: Part, *, alone: bool) -> bool:
    if (
        part.kind not in {"text/plain", "text/html", "text/enriched", "text/x-plain"}
        or part.disposition == "attachment"
    ):
        return False
    return alone or not part.name


def _choose(part: Part, body: Body) -> None:
    """The plain words unless they are none; the HTML is kept beside them; anything else (an invitation) is a file."""
    plain_words = Body()
    rich = Body()
    for child in part.children:
        _gather(child, rich if _holds_html(child) else plain_words)
    text = plain_words.text
    if not _says_something(text, rich.text) and rich.text.strip():
        body.texts.extend(rich.texts)
    else:
        body.texts.extend(plain_words.texts or rich.texts)
    body.htmls.extend(rich.htmls)
    for half in (plain_words, rich):
        body.attachments.extend(half.attachments)
        body.letters.extend(half.letters)
        body.invitations.extend(half.invitations)
        body.remarks |= half.remarks
        body.method = body.method or half.method
        body.reacted = body.reacted or half.reacted


def _holds_html(part: Part) -> bool:
    return any(below.kind == "text/html" for below in part.walk())


def _says_something(text: str, beside: str) -> bool:
    bare = text.strip()
    if not bare:
        return False
    return not (len(bare) < 300 and _STUB.search(bare) and bare not in beside)


def _report(part: Part, body: Body) -> None:
    """The notice is the text; what it reports on is read elsewhere and is no file anybody attached."""
    for number, child in enumerate(part.children):
        silent = child.kind.startswith("message/") or child.kind in {"text/rfc822-headers", "text/plain"}
        if number and silent and not child.name and child.disposition != "attachment":
            continue
        _gather(child, body)


def _take_words(part: Part, body: Body) -> None:
    data = part.content()
    if part.kind == "text/plain":
        data = _without_files(data, body)
    text, odd = _read_text(data, part)
    body.remarks |= odd
    if Remark.TEXT_TOO_LONG in odd:
        body.attachments.append(Attachment("text.html" if part.kind == "text/html" else "text.txt", part.kind, data))
    if part.kind == "text/html":
        _take_html(text, body)
        return
    bare = armour.taken_off(text)
    if bare != text:
        body.remarks.add(Remark.SIGNED)
        text = bare
    if "BEGIN PGP MESSAGE" in text:
        body.remarks.add(Remark.ENCRYPTED)
    if part.parameters.get("format", "").lower() == "flowed":
        text = flowed.unflowed(text, delsp=part.parameters.get("delsp", "").lower() == "yes")
    if part.kind == "text/enriched":
        text = enriched.plain(text)
    body.texts.append(text)


def _without_files(data: bytes, body: Body) -> bytes:
    """A text without the files written into it; those files join the attachments."""
    words, files = taken_out.take_out(data)
    for file in files:
        told = parameters.file_name(charsets.decode(file.name)[0])
        body.attachments.append(Attachment(told, _type_by(told), file.content))
    return words


def _read_text(data: bytes, part: Part) -> tuple[str, frozenset[Remark]]:
    """The letters of a text part, cut at a line's end when it is longer than anybody reads."""
    label = part.charset or (markup.charset_said_inside(data) if part.kind == "text/html" else "")
    if len(data) <= MOST_BYTES:
        text, odd = charsets.decode(data, label)
    else:
        text, odd = charsets.decode(data[: data.rfind(b"\n", 0, MOST_BYTES) + 1 or MOST_BYTES], label)
        odd |= {Remark.TEXT_TOO_LONG}
    most = markup.MOST_LETTERS if part.kind == "text/html" else MOST_LETTERS
    if len(text) > most and part.kind == "text/html":
        text = markup.without_embedded_pictures(text)
    if len(text) > most:
        odd |= {Remark.TEXT_TOO_LONG}
    return clean(text[:most]), odd


def _take_html(html: str, body: Body) -> None:
    safe, odd = markup.washed(html)
    body.remarks |= odd
    if safe:
        body.htmls.append(safe)
    body.texts.append(clean(plain.text(html))[:MOST_LETTERS])


def _attach(part: Part, body: Body) -> None:
    if part.kind in _FOR_PROGRAMS:
        body.reacted = body.reacted or part.kind == _REACTION
        return
    if part.kind == "message/rfc822" or part.name.lower().endswith(".eml"):
        body.letters.append(part)
    if part.kind == "text/calendar":
        body.remarks.add(Remark.INVITATION)
        calendar = charsets.decode(part.content(), part.charset or "utf-8")[0]
        body.invitations.extend(calendars.words(calendar))
        body.method = body.method or part.parameters.get("method", "").upper() or calendars.method(calendar)
    if part.kind in _UNTOUCHED:
        signed = bool(part.children) or part.parameters.get("smime-type", "").startswith("signed")
        body.remarks.add(Remark.SIGNED if signed else Remark.ENCRYPTED)
    elif part.kind in _SIGNATURES:
        body.remarks.add(Remark.SIGNED)
    elif part.kind in {"application/ms-tnef", "application/vnd.ms-tnef"}:
        body.remarks.add(Remark.TNEF)
    picture = part.kind.startswith("image/") and bool(part.content_id) and part.disposition != "attachment"
    body.attachments.append(
        Attachment(part.name or _name_for(part), part.kind, part.content(), part.content_id, inline=picture)
    )


def _name_for(part: Part) -> str:
    """A file nobody named is called by its kind, a letter by its subject."""
    if part.kind == "message/rfc822":
        head, _ = headers.split(part.raw, part.start, part.end)
        return f"{parameters.file_name(head.text('subject').replace('/', '_')) or 'message'}.eml"
    if part.kind == "text/calendar":
        return "invite.ics"
    return f"attachment{_KINDS.guess_extension(part.kind) or '.bin'}"


def _type_by(name: str) -> str:
    return _KINDS.guess_type(name)[0] or "application/octet-stream"
