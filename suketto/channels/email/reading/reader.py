"""`read`: bytes in, a Letter out."""

import re
from dataclasses import replace

from suketto.channels.email.reading import (
    addresses,
    authentication,
    automatic,
    bodies,
    bounces,
    dates,
    folding,
    forwards,
    parts,
)
from suketto.channels.email.reading.headers import DIRECTIONS, Head, words
from suketto.channels.email.reading.letter import Address, Automatic, Forwarded, Letter, Remark
from suketto.foundation.text import clean

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,500}>")
_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-鿿ｦ-ﾝ]")
_LATIN = re.compile(r"[A-Za-z]")
_KNOWN = {
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "received",
    "sender",
    "return-path",
    "content-type",
    "mime-version",
}
# What a press in somebody's program says more exactly.
_WEAKER = {Automatic.NO, Automatic.AUTO_GENERATED, Automatic.NULL_SENDER}


def read(raw: bytes) -> Letter:
    """What the bytes say. Never raises: what is not understood is remarked, what is no letter is not `readable`."""
    try:
        return _read(raw)
    except Exception:  # noqa: BLE001  (a letter nobody foresaw must not stop the mailbox; it is kept and remarked)
        return Letter(readable=False, remarks=(Remark.NOT_UNDERSTOOD,))


def _read(raw: bytes) -> Letter:
    if b"\n" not in raw and b"\r" in raw:
        raw = raw.replace(b"\r", b"\n")
    root = parts.parse(raw)
    head = root.head
    if not any(name.lower() in _KNOWN for name, _ in head.fields):
        return Letter(readable=False, remarks=(Remark.NO_HEADERS,))
    outside, remarks = _outside(head)
    body = bodies.gather(root)
    divided, passed_on = _divide(body, head, outside)
    why = automatic.kind(
        head,
        subject=outside.subject,
        text=divided.text,
        sender=outside.sender.address,
        report=root.parameters.get("report-type", "").lower() if root.kind == "multipart/report" else "",
        null_sender=outside.return_path == "",
    )
    pressed = automatic.pressed(head, method=body.method, reacted=body.reacted, words=body.has_words)
    why = pressed if pressed and why in _WEAKER else why
    bounce = bounces.read(root, body.text) if why is Automatic.BOUNCE else None
    if bounce is not None and bounce.arrived:
        why, bounce = Automatic.RECEIPT, None
    nobody = outside.return_path == ""
    if automatic.said_by_subject_alone(head, why, sender=outside.sender.address, null_sender=nobody):
        remarks.add(Remark.AUTOMATIC_BY_SUBJECT)
    return replace(
        outside,
        language=_language(divided.text, outside.subject),
        text=divided.text,
        folded=divided.folded,
        html="\n".join(body.htmls),
        attachments=tuple(body.attachments),
        automatic=why,
        bounce=bounce,
        forwarded=passed_on,
        remarks=tuple(sorted(remarks | body.remarks)),
    )


def _outside(head: Head) -> tuple[Letter, set[Remark]]:
    """What the head alone says, and what was odd about it."""
    remarks: set[Remark] = set()
    senders = _senders(head, remarks)
    sent_at, odd = dates.parse(head.first("date"))
    letter = Letter(
        message_id=_message_id(head.first("message-id")),
        in_reply_to=_message_id(head.first("in-reply-to")),
        references=tuple(dict.fromkeys(_MESSAGE_ID.findall(" ".join(head.all("references")))))[-200:],
        subject=_one_line(head.text("subject")),
        sender=senders[0] if senders else Address(),
        reply_to=_addresses(head, "reply-to"),
        to=_addresses(head, "to"),
        cc=_addresses(head, "cc"),
        delivered_to=_delivered_to(head),
        return_path=_return_path(head),
        sent_at=sent_at,
        authentication=authentication.results(head),
        instance=_one_line(head.text("x-suketto-instance")),
        headers=tuple((name, clean(words(value))) for name, value in _values(head)),
    )
    return letter, remarks | odd


def _divide(body: bodies.Body, head: Head, outside: Letter) -> tuple[folding.Folded, Forwarded | None]:
    subject = outside.subject
    forward = forwards.forwards(subject)
    reply = not forward and (
        forwards.replies(subject) or bool(head.first("in-reply-to")) or bool(head.first("references"))
    )
    divided = folding.fold(body.text, sender=outside.sender, reply=reply, forward=forward)
    if reply and divided.folded:
        return divided, None
    return divided, forwards.forwarded(divided.text, subject, _only_letter(body), by=outside.sender)


def _only_letter(body: bodies.Body) -> parts.Part | None:
    return body.letters[0] if len(body.letters) == 1 else None


def _senders(head: Head, remarks: set[Remark]) -> list[Address]:
    """Who wrote; when From is missing or names nobody, who sent it."""
    found = [address for value in head.all("from") for address in addresses.parse(value)]
    found.sort(key=lambda address: not address.address)
    if sum(bool(address.address) for address in found) > 1:
        remarks.add(Remark.SEVERAL_SENDERS)
    if not found or not found[0].address:
        remarks.add(Remark.SENDER_MISSING)
        instead = [address for address in addresses.parse(head.first("sender")) if address.address]
        if instead:
            return [Address(found[0].name if found else instead[0].name, instead[0].address)]
    return found


def _addresses(head: Head, name: str) -> tuple[Address, ...]:
    return tuple(address for value in head.all(name)[:20] for address in addresses.parse(value))


def _delivered_to(head: Head) -> tuple[str, ...]:
    found = [
        addresses.plain(value)
        for name in ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to")
        for value in head.all(name)[:20]
    ]
    return tuple(dict.fromkeys(address for address in found if address))


def _return_path(head: Head) -> str | None:
    if not head.has("return-path"):
        return None
    return addresses.plain(head.first("return-path"))


def _message_id(value: str) -> str:
    """With its brackets; a program that forgot them still has its say."""
    match = _MESSAGE_ID.search(value)
    if match:
        return match.group()
    bare = value.split()
    return bare[0][:500] if bare and "@" in bare[0] else ""


def _one_line(value: str) -> str:
    """Without tabs, and without the signs that turn the order of letters round (gpj.exe shown as exe.jpg)."""
    return re.sub(r"[\t\n]+", " ", DIRECTIONS.sub("", clean(value))).strip()


def _values(head: Head) -> list[tuple[str, str]]:
    found: dict[str, list[str]] = {}
    for name in {key.lower() for key, _ in head.fields}:
        found[name] = head.all(name)
    return [(name, found[name.lower()].pop(0)) for name, _ in head.fields]


def _language(text: str, subject: str) -> str:
    """Japanese from one letter in eight on: an English letter may name 田中さん, a Japanese one is full of VPN."""
    sample = text[:4000] if text.strip() else subject
    japanese, latin = len(_JAPANESE.findall(sample)), len(_LATIN.findall(sample))
    return "en" if latin and japanese * 8 < latin + japanese else "ja"
