"""Letters that answer and letters that pass on: what the subject says, and whose words were passed on."""

import re
import unicodedata
from dataclasses import replace

from suketto.channels.email.reading import addresses, dates, headers, openings, signatures
from suketto.channels.email.reading.letter import Address, Forwarded
from suketto.channels.email.reading.parts import Part

_TAGS = r"(?:\[[^\]]{1,40}\]|【(?!転送)[^】]{1,20}】|\s|　)*"
_FORWARDS = re.compile(
    _TAGS + r"(?:(?:fwd?|fw|転送|wg|tr|转发|轉寄|전달)\s?[:：>]|[【（(\[]転送[】）)\]])", re.IGNORECASE
)
_REPLIES = re.compile(
    _TAGS + r"(?:re|aw|sv|返信|回答|ｒｅ|返|答复|回复|回[覆復]|답장|회신)\s?(?:\^?\[?\d+\]?)?\s?[:：>]", re.IGNORECASE
)


_RULED = re.compile(r"[-_=*─━]{3,}(?:.*[-_=*─━]{3,})?")


def _narrow(subject: str) -> str:
    return unicodedata.normalize("NFKC", subject)


def forwards(subject: str) -> bool:
    return _FORWARDS.match(_narrow(subject)) is not None


def replies(subject: str) -> bool:
    return _REPLIES.match(_narrow(subject)) is not None


def forwarded(text: str, subject: str, part: Part | None, *, by: Address) -> Forwarded | None:
    """Who wrote what somebody passed on: by the lines above the words, or by the letter that is attached."""
    found = _inline(text, subject) or (_attached(part, text) if part is not None else None)
    return replace(found, said=_without_signature(found.said, by)) if found is not None else None


def _without_signature(said: str, by: Address) -> str:
    lines = said.split("\n")
    return "\n".join(lines[: signatures.start(lines, by)]).strip()


def _inline(text: str, subject: str) -> Forwarded | None:
    lines = text.split("\n")
    opening = openings.first(lines, reply=False)
    passed_on = opening is not None and opening.way is openings.Way.FORWARD
    if not passed_on and not forwards(subject):
        return None
    start = opening.at if opening is not None else 0
    unmarked = [openings.QUOTED.sub("", line, count=1) for line in lines]  # iPhones mark what they pass on
    for number in range(start, len(lines)):
        block = openings.block_at(lines, number) or openings.block_at(unmarked, number)
        if block is not None:
            words = "\n".join(unmarked[block.end :]).strip()
            return replace(_from_block(block), said=_said_around(lines, block), words=words)
    return None


def _said_around(lines: list[str], block: openings.Block) -> str:
    """What stands above the block, and, where each line passed on is marked, what stands unmarked below it."""
    above = list(lines[: block.start])
    while above and _parts(openings.QUOTED.sub("", above[-1], count=1).strip()):
        above.pop()
    below = [line for line in lines[block.end :] if line.strip()]
    marked = any(map(openings.QUOTED.match, [lines[block.start], *below[:1]]))
    return "\n".join([*above, *(line for line in below if marked and not openings.QUOTED.match(line))])


def _parts(line: str) -> bool:
    """Written by the program between the forwarder's words and the block."""
    whole = (openings.FORWARD.fullmatch(line), openings.ORIGINAL.fullmatch(line), _RULED.fullmatch(line))
    return not line or any(whole)


def _from_block(block: openings.Block) -> Forwarded:
    said = re.sub(r"\[(?:mailto:)?([^\]\s]+@[^\]\s]+)\]", r"<\1>", block.fields["from"])
    senders = addresses.parse(said.replace("<mailto:", "<"))
    moment, _ = dates.parse(block.fields.get("date", ""))
    return Forwarded(senders[0] if senders else Address(said), block.fields.get("subject", ""), moment)


def _attached(part: Part, said: str) -> Forwarded | None:
    """From the head of a message/rfc822 part."""
    raw = part.content()
    head, _ = headers.split(raw, 0, len(raw))
    senders = addresses.parse(head.first("from"))
    if not senders:
        return None
    return Forwarded(senders[0], head.text("subject"), dates.parse(head.first("date"))[0], said)
