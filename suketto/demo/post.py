"""Monday's post: letters as mail programs write them, taken in by the same way as on every other day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from suketto.channels.email.models import Letter
from suketto.channels.email.storing import Arrival, store
from suketto.channels.email.understanding import understand
from suketto.demo import content
from suketto.demo.company import Company

QUOTE = """

2026年11月20日(金) 9:12 情報システム ヘルプデスク <help@minato-seiki.example>:
> お問い合わせありがとうございます。確認します。
"""
SIGNATURE = """

━━━━━━━━━━━━━━━━━━━━
株式会社みなと精機　{place}
{name}　内線 {extension}
━━━━━━━━━━━━━━━━━━━━
"""


@dataclass(frozen=True, slots=True)
class Post:
    """`who` is one of the named people; else `name` and `address` say who writes."""

    subject: str
    text: str
    minutes_ago: int
    who: str = ""
    name: str = ""
    address: str = ""
    cc: Sequence[str] = ()  # named people who stand on it
    answers: int | None = None  # which of the letters before it
    signed: bool = False
    quoted: bool = False
    files: Sequence[tuple[str, bytes]] = ()
    headers: dict[str, str] = field(default_factory=dict)


def post() -> list[Post]:
    """The letters of content/letters.json."""
    return [
        Post(**each | {"files": [(file["name"], (file["text"] * file.get("times", 1)).encode()) for file in files]})
        for each in content.load("letters")
        for files in [each.get("files", [])]
    ]


def arrive(company: Company, now: datetime) -> int:
    """Takes the letters in, oldest first; one more came broken. Gives how many became or joined a ticket."""
    desk, seen = company.desks["it"], list[str]()
    letters = [_written(company, each, now, seen) for each in post()]
    moments = [now - timedelta(minutes=each.minutes_ago) for each in post()]
    arrivals = [Arrival(raw, came_at=at) for raw, at in zip(letters, moments, strict=True)]
    arrivals.append(Arrival(b"\x00\xff\xfe" * 120, came_at=now - timedelta(minutes=9)))
    for letter in store(arrivals, came_by=Letter.CameBy.FILE, desk=desk):
        understand(letter.pk)
    return int(Letter.objects.filter(outcome__in=[Letter.Outcome.OPENED, Letter.Outcome.JOINED]).count())


def _written(company: Company, post: Post, now: datetime, seen: list[str]) -> bytes:
    person = company.named.get(post.who)
    name, address = (person.full_name, person.email) if person else (post.name, post.address)
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = formataddr((name, address)), desk_address(company), post.subject
    if post.cc:
        letter["Cc"] = ", ".join(
            formataddr((each.full_name, each.email)) for each in map(company.named.get, post.cc) if each
        )
    letter["Date"] = format_datetime(now - timedelta(minutes=post.minutes_ago))
    letter["Message-ID"] = f"<monday-{len(seen)}@{address.partition('@')[2]}>"
    if post.answers is not None:
        letter["In-Reply-To"] = seen[post.answers]
    for header, value in post.headers.items():
        letter[header] = value
    signature = ""
    if person is not None and post.signed:
        signature = SIGNATURE.format(place=person.whereabouts, name=name, extension=person.extension)
    letter.set_content(post.text + (QUOTE if post.quoted else "") + signature)
    for file, kept in post.files:
        letter.add_attachment(kept, maintype="application", subtype="octet-stream", filename=file)
    seen.append(str(letter["Message-ID"]))
    return letter.as_bytes()


def desk_address(company: Company) -> str:
    return str(company.desks["it"].email)
