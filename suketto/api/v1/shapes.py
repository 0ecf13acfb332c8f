"""What version 1 says: the records as programs see them. A field is added, never renamed."""

from datetime import datetime
from typing import Annotated, Any

from django.utils import timezone
from pydantic import BaseModel, PlainSerializer, WithJsonSchema

from suketto.knowledge.models import Article
from suketto.people.access import sees_employment
from suketto.people.models import Person
from suketto.tickets.models import Message, Note, Ticket, Triage

Moment = Annotated[
    datetime,
    PlainSerializer(lambda moment: timezone.localtime(moment).isoformat(timespec="seconds"), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class PersonRef(BaseModel):
    id: int
    name: str

    @classmethod
    def of(cls, person: Person | None) -> "PersonRef | None":
        return cls(id=person.pk, name=person.full_name) if person is not None else None


class PersonOut(BaseModel):
    id: int
    employee_number: str
    name: str
    kana: str
    email: str
    department: str | None
    site: str | None
    extension: str
    title: str
    working_place: str
    employment: str | None

    @classmethod
    def of(cls, person: Person, viewer: Person) -> "PersonOut":
        """By whom somebody is employed is None for whoever need not know it."""
        return cls(
            id=person.pk, employee_number=person.employee_number, name=person.full_name, kana=person.kana,
            email=person.email, department=person.department.name if person.department else None,
            site=person.site.name if person.site else None, extension=person.extension, title=person.title,
            working_place=person.working_place,
            employment=person.employment if sees_employment(viewer, person) else None,
        )  # fmt: skip


class PersonPage(BaseModel):
    items: list[PersonOut]
    next: str | None


class TicketRow(BaseModel):
    """A ticket as lists show it; `merged_into` is the number of the ticket where it goes on."""

    number: int
    label: str
    subject: str
    desk: str
    service: str | None
    kind: str
    channel: str
    state: str
    turn: str
    priority: int
    requester: PersonRef | None
    requester_words: str
    assignee: PersonRef | None
    opened_at: Moment
    changed_at: Moment
    first_replied_at: Moment | None
    resolved_at: Moment | None
    due_at: Moment | None
    deadline_at: Moment | None
    overdue_since: Moment | None
    merged_into: int | None
    version: int

    @classmethod
    def of(cls, ticket: Ticket) -> "TicketRow":
        return cls(**_row(ticket))


def _row(ticket: Ticket) -> dict[str, Any]:
    return {
        "number": ticket.pk, "label": ticket.label, "subject": ticket.subject, "desk": ticket.desk.slug,
        "service": ticket.service.slug if ticket.service else None, "kind": ticket.kind, "channel": ticket.channel,
        "state": ticket.state, "turn": Ticket.Turn(ticket.turn).name.lower(), "priority": ticket.priority,
        "requester": PersonRef.of(ticket.requester), "requester_words": ticket.requester_words,
        "assignee": PersonRef.of(ticket.assignee), "opened_at": ticket.opened_at, "changed_at": ticket.changed_at,
        "first_replied_at": ticket.first_replied_at, "resolved_at": ticket.resolved_at, "due_at": ticket.due_at,
        "deadline_at": ticket.deadline_at, "overdue_since": ticket.overdue_since, "merged_into": ticket.merged_into_id,
        "version": ticket.version,
    }  # fmt: skip


class TicketPage(BaseModel):
    items: list[TicketRow]
    next: str | None


class MessageOut(BaseModel):
    """A public word. `ticket` is the ticket that took it: an old matter goes on as a new one."""

    id: int
    ticket: int
    side: str
    author: str
    body: str
    instead: str
    next_contact_at: Moment | None
    channel: str
    at: Moment

    @classmethod
    def of(cls, message: Message) -> "MessageOut":
        return cls(
            id=message.pk, ticket=message.ticket_id, side=message.side, author=message.author_name, body=message.body,
            instead=message.instead, next_contact_at=message.next_contact_at, channel=message.channel, at=message.at,
        )  # fmt: skip


class NoteOut(BaseModel):
    """An internal word; only members of the desk that wrote it ever get one."""

    id: int
    author: str
    body: str
    at: Moment

    @classmethod
    def of(cls, note: Note) -> "NoteOut":
        return cls(id=note.pk, author=note.author_name, body=note.body, at=note.at)


class TriageOut(BaseModel):
    situation: str
    unknowns: str
    goal: str

    @classmethod
    def of(cls, triage: Triage) -> "TriageOut":
        return cls(situation=triage.situation, unknowns=triage.unknowns, goal=triage.goal)


class DeskSide(BaseModel):
    """What only the members of the ticket's desk see."""

    impact: int
    urgency: int
    priority_reason: str
    minutes_spent: int
    triage: TriageOut | None
    notes: list[NoteOut]


class TicketOut(TicketRow):
    """A whole ticket; `desk_side` is null for everybody who does not work at its desk."""

    wanted: str
    tried: str
    stuck: str
    others: str
    deadline_kind: str
    working_place: str
    place: str
    device: str
    messages: list[MessageOut]
    desk_side: DeskSide | None

    @classmethod
    def told(cls, ticket: Ticket, messages: list[Message], desk_side: DeskSide | None) -> "TicketOut":
        return cls(
            **_row(ticket), wanted=ticket.wanted, tried=ticket.tried, stuck=ticket.stuck, others=ticket.others,
            deadline_kind=ticket.deadline_kind, working_place=ticket.working_place, place=ticket.place,
            device=ticket.device, messages=[MessageOut.of(message) for message in messages], desk_side=desk_side,
        )  # fmt: skip


class ArticleRow(BaseModel):
    number: int
    title: str
    service: str | None
    state: str
    changed_at: Moment

    @classmethod
    def of(cls, article: Article) -> "ArticleRow":
        return cls(**_article(article))


def _article(article: Article) -> dict[str, Any]:
    return {
        "number": article.pk, "title": article.title, "service": article.service.slug if article.service else None,
        "state": article.state, "changed_at": article.changed_at,
    }  # fmt: skip


class ArticlePage(BaseModel):
    items: list[ArticleRow]
    next: str | None


class ArticleOut(ArticleRow):
    """`symptom` and `steps` are Markdown; `average` is null while fewer than three people voted."""

    symptom: str
    environment: str
    steps: str
    tags: list[str]
    version: int
    votes: int
    average: float | None

    @classmethod
    def of(cls, article: Article) -> "ArticleOut":
        return cls(
            **_article(article), symptom=article.symptom, environment=article.environment, steps=article.steps,
            tags=article.tags, version=article.version, votes=article.votes, average=article.average,
        )  # fmt: skip


class Found(BaseModel):
    """Something that answers the words; `sure` says that it is worth showing as the answer."""

    kind: str
    number: int
    title: str
    score: float
    sure: bool
    address: str


class FoundList(BaseModel):
    items: list[Found]
