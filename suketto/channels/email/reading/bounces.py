"""What came back: whom it did not reach, why, for good or for now, and which letter it was."""

import re

from suketto.channels.email.reading import addresses, headers
from suketto.channels.email.reading.headers import Head
from suketto.channels.email.reading.letter import Bounce, Recipient
from suketto.channels.email.reading.parts import Part

MOST = 200  # recipients of one report
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_CODE = re.compile(r"\b([45])\d\d[ -]")
_ADDRESS = re.compile(r"[\w.+=/-]+@[\w-]+(?:\.[\w-]+)+")
_MESSAGE_ID = re.compile(r"^message-id\s*:\s*(<[^<>\s]{3,250}>)", re.IGNORECASE | re.MULTILINE)
_PASSING = re.compile(
    r"will (?:be )?retr|still trying|delayed|temporar|not yet|再送|遅延|一時的|mailbox (?:is )?full|over quota",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(r"^(?:mailer-daemon|postmaster)@", re.IGNORECASE)


def read(root: Part, text: str) -> Bounce:
    """By the report when there is one (RFC 3464), else by the words."""
    recipients: list[Recipient] = []
    original: Head | None = None
    for part in root.walk():
        if part.kind in {"message/delivery-status", "message/global-delivery-status"}:
            recipients.extend(_reported(part.content()))
        elif part.kind in {"message/rfc822", "text/rfc822-headers", "message/global", "message/rfc822-headers"}:
            raw = part.content()
            original = headers.split(raw, 0, min(len(raw), headers.MOST_BYTES))[0]
    if not recipients:
        recipients = _in_words(root.head, text)
    return Bounce(
        recipients=tuple(recipients[:MOST]),
        original_message_id=_original_message_id(original, text),
        permanent=any(recipient.action == "failed" for recipient in recipients),
        original_to=_came_back_to(root.head, original),
    )


def _reported(data: bytes) -> list[Recipient]:
    """Groups of fields between blank lines; the first is about the server, each other about one recipient."""
    found: list[Recipient] = []
    for group in re.split(rb"\r?\n[ \t]*\r?\n", data.strip())[: MOST + 1]:
        head, _ = headers.split(group + b"\n\n", 0, len(group) + 2)
        who = head.first("original-recipient") or head.first("final-recipient")
        final = head.first("final-recipient") or who
        address = addresses.plain(_after_type(who)) or addresses.plain(_after_type(final)) or _after_type(final)
        if address:
            found.append(_recipient(address, head))
    return found


def _recipient(address: str, head: Head) -> Recipient:
    diagnostic = " ".join(_after_type(head.text("diagnostic-code")).split())
    status = _STATUS.search(head.first("status")) or _STATUS.search(diagnostic)
    action = head.first("action").split(" ")[0].lower()
    return Recipient(
        address, action or _action(status[1] if status else "", ""), status[1] if status else "", diagnostic
    )


def _after_type(value: str) -> str:
    """`rfc822; emil@example.jp` and `smtp; 550 no such user` without the word before the semicolon."""
    kind, semicolon, rest = value.partition(";")
    return rest.strip() if semicolon and len(kind) < 20 and " " not in kind.strip() else value.strip()


def _action(status: str, words: str) -> str:
    if status:
        return {"5": "failed", "4": "delayed", "2": "delivered"}[status[0]]
    return "delayed" if _PASSING.search(words) else "failed"


def _in_words(head: Head, text: str) -> list[Recipient]:
    """Exim's header, or the first addresses the words name with the reason that stands beside them."""
    named = [address.address for address in addresses.parse(head.first("x-failed-recipients")) if address.address]
    words = text[:8000]
    own = {address.address for name in ("to", "from") for address in addresses.parse(head.first(name))}
    if not named:
        notice = re.split(
            r"^(?:-{3,}.*(?:copy|original|header|元の).*|received:)",
            words,
            maxsplit=1,
            flags=re.IGNORECASE | re.MULTILINE,
        )[0]
        named = [found for found in _ADDRESS.findall(notice) if found.lower() not in own and not _ITS_OWN.match(found)][
            :5
        ]
    found: list[Recipient] = []
    for address in dict.fromkeys(map(str.lower, named)):
        beside = words[max(0, words.lower().find(address)) :][:600]
        status = _STATUS.search(beside) or _STATUS.search(words)
        code = _CODE.search(beside)
        said = status[1] if status else f"{code[1]}.0.0" if code else ""
        reason = next((line.strip() for line in beside.split("\n")[1:] if line.strip()), "")
        found.append(Recipient(address, _action(said, words), said, reason[:500]))
    return found


def _original_message_id(original: Head | None, text: str) -> str:
    if original is not None and original.has("message-id"):
        return original.first("message-id")
    match = _MESSAGE_ID.search(text)
    return match[1] if match else ""


def _came_back_to(head: Head, original: Head | None) -> str:
    """The plus-address the bounce arrived at or the letter was sent from."""
    arrived = ("delivered-to", "x-original-to", "envelope-to", "to")
    sent = ("return-path", "reply-to", "from")
    for source, names in ((head, arrived), (original, sent)):
        for name in names if source is not None else ():
            for value in source.all(name) if source is not None else ():
                found = [address.address for address in addresses.parse(value) if "+" in address.address]
                if found:
                    return found[0]
    return ""
