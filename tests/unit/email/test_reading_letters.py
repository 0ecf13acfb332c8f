"""Every letter of tests/letters is read as the person meant it. Beside each lies what a person would say it says."""

import json
from dataclasses import asdict, astuple
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from suketto.channels.email.reading import Address, Attachment, Bounce, Forwarded, Letter, read

LETTERS = sorted((Path(__file__).parents[2] / "letters").glob("*.eml"))

# What every expectation answers, and what holds when it is silent.
USUAL: dict[str, Any] = {
    "readable": True,
    "subject": "",
    "from_name": "",
    "from_address": "",
    "text": "",
    "folded": "",
    "attachments": [],
    "automatic": "",
    "bounce": None,
    "forwarded": None,
    "remarks": [],
}


def pair(address: Address) -> list[str]:
    return [address.name, address.address]


def moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def told(letter: Letter) -> dict[str, Any]:
    """A letter in the words of the expectations."""
    return {
        "readable": letter.readable,
        "message_id": letter.message_id,
        "in_reply_to": letter.in_reply_to,
        "references": list(letter.references),
        "subject": letter.subject,
        "from_name": letter.sender.name,
        "from_address": letter.sender.address,
        "reply_to": [pair(address) for address in letter.reply_to],
        "to": [pair(address) for address in letter.to],
        "cc": [pair(address) for address in letter.cc],
        "delivered_to": list(letter.delivered_to),
        "return_path": letter.return_path,
        "sent_at": moment(letter.sent_at),
        "language": letter.language,
        "text": letter.text,
        "folded": letter.folded,
        "html": letter.html,
        "attachments": [told_of_file(file) for file in letter.attachments],
        "automatic": str(letter.automatic),
        "bounce": letter.bounce and told_of_bounce(letter.bounce),
        "forwarded": letter.forwarded and told_of_forwarded(letter.forwarded),
        "authentication": list(astuple(letter.authentication)),
        "instance": letter.instance,
        "remarks": list(letter.remarks),
    }


def told_of_file(file: Attachment) -> dict[str, Any]:
    known = {"name": file.name, "type": file.content_type, "size": file.size, "sha256": file.sha256}
    shown = {"content_id": file.content_id, "inline": file.inline}
    return known | {name: value for name, value in shown.items() if value}


def told_of_bounce(bounce: Bounce) -> dict[str, Any]:
    return asdict(bounce) | {"recipients": [list(astuple(recipient)) for recipient in bounce.recipients]}


def told_of_forwarded(forwarded: Forwarded) -> dict[str, Any]:
    sender = forwarded.sender
    when = moment(forwarded.sent_at)
    return {"name": sender.name, "address": sender.address, "subject": forwarded.subject, "sent_at": when}


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_a_letter_is_read_as_it_was_meant(path: Path) -> None:
    expected = USUAL | json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))

    letter = told(read(path.read_bytes()))

    assert {name: letter[name] for name in expected} == expected


def test_there_are_letters_for_every_trap_and_each_has_its_reading() -> None:
    readings = {path.stem for path in LETTERS[0].parent.glob("*.json")}

    assert len(LETTERS) >= 60
    assert {path.stem for path in LETTERS} == readings
