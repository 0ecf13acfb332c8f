"""Taking what is new in a mailbox: stored first, and only then marked as read or moved."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from imap_tools import BaseMailBox

from suketto.channels.email.models import Letter, Mailbox
from suketto.channels.email.storing import Arrival, store
from suketto.foundation import clock

# So many letters or bytes are held in memory at once, whichever comes first.
LETTERS_AT_ONCE = 50
BYTES_AT_ONCE = 30_000_000
UID = re.compile(rb"UID (\d+)")
DATE = re.compile(rb'INTERNALDATE "([^"]+)"')


def take_new(box: BaseMailBox, mailbox: Mailbox) -> int:
    """Stores every letter that is new and gives their number. Killed anywhere, the next call takes up the rest."""
    _know_the_folder(box, mailbox)
    taken = 0
    for uids in _portions(box, _new_uids(box, mailbox)):
        arrivals = list(_fetch(box, uids))
        store(arrivals, came_by=Letter.CameBy.IMAP, mailbox=mailbox)
        mailbox.last_uid = max(mailbox.last_uid, *uids)
        mailbox.arrived_at = clock.now()
        mailbox.save(update_fields=["last_uid", "arrived_at"])
        taken += len(arrivals)
    if not mailbox.begun:
        mailbox.begun = True
        mailbox.save(update_fields=["begun"])
    return taken


def _know_the_folder(box: BaseMailBox, mailbox: Mailbox) -> None:
    """Numbers count only within one UIDVALIDITY: where the folder was made anew, reading begins anew too."""
    status = box.folder.status(mailbox.folder, ["UIDVALIDITY", "UIDNEXT"])
    if mailbox.uidvalidity == status["UIDVALIDITY"]:
        return
    first_time = mailbox.uidvalidity is None
    mailbox.uidvalidity, mailbox.last_uid = status["UIDVALIDITY"], 0
    if first_time and mailbox.begin == Mailbox.Begin.NEW:
        mailbox.last_uid, mailbox.begun = status["UIDNEXT"] - 1, True
    mailbox.save(update_fields=["uidvalidity", "last_uid", "begun"])


def _new_uids(box: BaseMailBox, mailbox: Mailbox) -> list[int]:
    """Unread ones the first time, then whatever came since, read elsewhere or not; in a folder made anew, since when
    we last saw it (letters known by their bytes are not taken twice)."""
    rule = f"UID {mailbox.last_uid + 1}:*"
    if not mailbox.begun:
        rule += " UNSEEN"
    elif mailbox.last_uid == 0 and mailbox.arrived_at is not None:
        rule += f" SINCE {_day(mailbox.arrived_at - timedelta(days=2))}"
    # "5:*" names the last letter even where its number is below 5.
    return sorted(uid for uid in map(int, box.uids(rule)) if uid > mailbox.last_uid)


MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def _day(moment: datetime) -> str:
    """A day as IMAP writes it, in English whatever the machine speaks."""
    return f"{moment.day:02d}-{MONTHS[moment.month - 1]}-{moment.year}"


def _portions(box: BaseMailBox, uids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(uids), LETTERS_AT_ONCE):
        some = uids[start : start + LETTERS_AT_ONCE]
        sizes = _sizes(box, some)
        portion: list[int] = []
        weight = 0
        for uid in some:
            if portion and weight + sizes.get(uid, 0) > BYTES_AT_ONCE:
                yield portion
                portion, weight = [], 0
            portion.append(uid)
            weight += sizes.get(uid, 0)
        yield portion


def _sizes(box: BaseMailBox, uids: list[int]) -> dict[int, int]:
    _status, answer = box.client.uid("fetch", _set(uids), "(UID RFC822.SIZE)")
    sizes = {}
    for line in answer:
        said = {kind: int(number) for kind, number in re.findall(rb"(UID|SIZE) (\d+)", line or b"")}
        if b"UID" in said:
            sizes[said[b"UID"]] = said.get(b"SIZE", 0)
    return sizes


def _fetch(box: BaseMailBox, uids: list[int]) -> Iterator[Arrival]:
    """The bytes as the server has them, without marking anything."""
    _status, answer = box.client.uid("fetch", _set(uids), "(UID INTERNALDATE BODY.PEEK[])")
    for place, part in enumerate(answer):
        if not isinstance(part, tuple):
            continue
        rest = answer[place + 1] if place + 1 < len(answer) and isinstance(answer[place + 1], bytes) else b""
        said = part[0] + b" " + rest
        uid = UID.search(said)
        if uid is not None:
            yield Arrival(part[1], int(uid[1]), _came_at(said))


def _came_at(said: bytes) -> datetime | None:
    """INTERNALDATE: when the letter arrived at the server, whatever its own Date says."""
    found = DATE.search(said)
    with suppress(ValueError):
        if found is not None:
            day, month, rest = found[1].decode("ascii", "replace").strip().split("-", 2)
            return datetime.strptime(f"{day}-{MONTHS.index(month) + 1}-{rest}", "%d-%m-%Y %H:%M:%S %z")
    return None


def _set(uids: list[int]) -> str:
    return ",".join(map(str, uids))


def file_away(box: BaseMailBox, mailbox: Mailbox) -> int:
    """Marks as read, or moves, the letters that are safely stored; what a killed process left is done now."""
    stored = Letter.objects.filter(mailbox=mailbox, filed_at=None, uidvalidity=mailbox.uidvalidity)
    filed = 0
    while rows := list(stored.order_by("id").values_list("pk", "uid")[:500]):
        uids = [str(uid) for _pk, uid in rows if uid is not None]
        if mailbox.done_folder:
            _make_sure_of(box, mailbox.done_folder)
            box.flag(uids, "\\Seen", value=True)
            box.move(uids, mailbox.done_folder)
        else:
            box.flag(uids, "\\Seen", value=True)
        filed += Letter.objects.filter(pk__in=[pk for pk, _uid in rows]).update(filed_at=clock.now())
    return filed


def _make_sure_of(box: BaseMailBox, folder: str) -> None:
    if not box.folder.exists(folder):
        box.folder.create(folder)
