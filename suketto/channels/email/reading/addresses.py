"""Addresses as people and programs write them: names in odd quotes, comments, groups, several, and none."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from suketto.channels.email.reading.headers import DIRECTIONS, words
from suketto.channels.email.reading.letter import Address

MOST = 500  # recipients of one field that are worth knowing
_ADDRESS = re.compile(r"[^\s<>()\[\]:;,@\"'＜＞]+@[^\s<>()\[\]:;,@\"'＜＞]+|\"[^\"@]*\"@[^\s<>(),;]+")
_ENCODED = re.compile(r"=\?[^?\s]+\?[BbQq]\?[^?]*\?=")
_ALL_IN_ONE = re.compile(r"([^<>@]*)[<＜]([^<>\s]+@[^<>\s]+)[>＞]")
_QUOTES = {'""', "''", "“”", "„“", "«»"}
_WIDE = str.maketrans("＠＜＞", "@<>")


@dataclass(slots=True)
class _Entry:
    """One address while it is being read."""

    phrase: list[str] = field(default_factory=list)
    angle: list[str] | None = None
    comment: list[str] = field(default_factory=list)
    quoted: bool = False


def parse(value: str) -> tuple[Address, ...]:
    """The addresses of a field in their order; who has only a name is there with an empty address."""
    if not value.strip():
        return ()
    found: list[Address] = []
    for entry in _whole(_entries(value[: MOST * 400])):
        address = _address(entry)
        if address.name or address.address:
            found.append(address)
        if len(found) == MOST:
            break
    return tuple(found)


def plain(value: str) -> str:
    """The bare address in a value such as `<Emil@Example.JP>` or `rfc822; emil@example.jp`; "" when there is none."""
    match = _ADDRESS.search(unicodedata.normalize("NFKC", value) if not value.isascii() else value)
    return _tidy(match.group()) if match else ""


def _entries(value: str) -> Iterator[_Entry]:
    """Cuts at commas and semicolons that stand outside quotes, comments and angle brackets; drops a group's name."""
    entry = _Entry()
    at, size = 0, len(value)
    while at < size:
        letter = value[at]
        if letter == '"' and entry.angle is None:
            text, at = _quoted(value, at)
            entry.phrase.append(text)
            entry.quoted = True
            continue
        if letter == "(":
            at = _brackets(entry, value, at)
            continue
        if letter in "<＜":
            text, at = _angle(value, at)
            entry.angle = [*(entry.angle or []), text]
            continue
        encoded = _ENCODED.match(value, at) if letter == "=" else None
        if encoded:
            entry.phrase.append(encoded.group())
            at = encoded.end()
            continue
        at += 1
        if letter in ",;":
            yield entry
            entry = _Entry()
        elif letter == ":" and _names_a_group(entry, value, at):
            entry = _Entry()
        else:
            entry.phrase.append(letter)
    yield entry


def _whole(entries: Iterator[_Entry]) -> Iterator[_Entry]:
    """`Shibata, Emil <emil@…>` without the quotes it needed is one person, not two."""
    before: _Entry | None = None
    for entry in entries:
        if before is not None and entry.angle is not None and not entry.quoted and "".join(entry.phrase).strip():
            entry.phrase = [*before.phrase, ", ", "".join(entry.phrase).lstrip()]
            before = None
        if before is not None:
            yield before
        name_only = entry.angle is None and not entry.quoted and "@" not in "".join(entry.phrase).replace("＠", "@")
        before = entry if name_only and "".join(entry.phrase).strip() else None
        if before is None:
            yield entry
    if before is not None:
        yield before


def _names_a_group(entry: _Entry, value: str, at: int) -> bool:
    so_far = "".join(entry.phrase).strip().lower()
    return entry.angle is None and "@" not in so_far and (";" in value[at:] or so_far == "mailto")


def _quoted(value: str, at: int) -> tuple[str, int]:
    """The quoted words at `at`, quotes included; an odd quote stands for itself."""
    end = at + 1
    while end < len(value) and value[end] != '"':
        end += 2 if value[end] == "\\" else 1
    if end >= len(value):
        return " ", at + 1
    if value[end + 1 : end + 2] == "@":  # "a b"@example.jp: the quotes belong to the address
        return value[at : end + 1], end + 1
    return re.sub(r"\\([\"\\])", r"\1", value[at + 1 : end]), end + 1


def _brackets(entry: _Entry, value: str, at: int) -> int:
    """A comment; but in 佐々木(営業) <…>, written without a blank, they say where somebody sits and are meant."""
    text, end = _comment(value, at)
    touches = entry.angle is None and not re.match(r'[\s,;:"]', value[at - 1 : at] or " ")
    if touches and re.match(r"\s*[<＜]", value[end : end + 20]):
        entry.phrase.append(value[at:end])
    else:
        entry.comment.append(text)
    return end


def _comment(value: str, at: int) -> tuple[str, int]:
    depth, end = 0, at
    while end < len(value):
        depth += {"(": 1, ")": -1}.get(value[end], 0)
        end += 1
        if depth == 0:
            return value[at + 1 : end - 1], end
    return value[at + 1 :], len(value)


def _angle(value: str, at: int) -> tuple[str, int]:
    match = re.compile(r"[>＞]|[,;](?=[^>＞]*[<＜])").search(value, at)
    if match is None:
        return value[at + 1 :], len(value)
    return value[at + 1 : match.start()], match.end() if match.group() in ">＞" else match.start()


def _address(entry: _Entry) -> Address:
    phrase = "".join(entry.phrase)
    said = " ".join(entry.angle) if entry.angle is not None else ""
    address = plain(said)
    if not address:
        wide = phrase.translate(_WIDE)
        match = _ADDRESS.search(wide)
        if match:
            address = _tidy(match.group())
            phrase = wide.replace(match.group(), " ", 1).replace("mailto:", " ")
        elif "@" not in said and said.strip():  # a name of this house without a domain: <root>
            address = said.strip() if said.strip().isascii() and " " not in said.strip() else ""
    if not address:
        whole = _ALL_IN_ONE.fullmatch(words(phrase).strip())
        if whole:  # name and address encoded as one word, as web forms do
            phrase, address = whole[1], plain(whole[2])
    name = _name(phrase) or _name(" ".join(entry.comment))
    return Address("" if plain(name) == address and address else name, address)


def _name(phrase: str) -> str:
    """The wide blank between 姓 and 名 is how the name is written and stays."""
    read = re.sub(r"[^\S\u3000]+", " ", DIRECTIONS.sub("", words(phrase))).strip()
    while len(read) > 1 and read[0] + read[-1] in _QUOTES:
        read = read[1:-1].strip()
    return read


def _tidy(address: str) -> str:
    """The domain in small letters and without a final dot; needless quotes of the local part are gone."""
    local, _, domain = unicodedata.normalize("NFKC", address).rpartition("@")
    if re.fullmatch(r'"[\w.+!#$%&\'*/=?^`{|}~-]+"', local):
        local = local[1:-1]
    return f"{local}@{domain.lower().rstrip('.')}" if local and domain else ""
