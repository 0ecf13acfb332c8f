"""A year that has passed: tickets made in bulk, row for row and event for event what the actions would have written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import Count

from suketto.demo import content
from suketto.demo.company import Company
from suketto.knowledge.models import Article
from suketto.people.models import Person
from suketto.search.actions import index_many
from suketto.search.sources import Entry
from suketto.sla import hours as business
from suketto.sla.hours import Hours
from suketto.sla.models import USUAL_TARGETS
from suketto.tickets.models import ArticleUse, Message, Rating, Resolution, Step, Thanks, Ticket, Triage
from suketto.tickets.order import priority_of
from suketto.trail.actions import append
from suketto.trail.chain import digest
from suketto.trail.models import Event

CHANNELS = {"phone": 38, "email": 25, "chat": 17, "portal": 15, "walk_in": 5}
KINDS = {
    "how_to": "question",
    "joiner": "service_request",
    "permission": "service_request",
    "software": "service_request",
}
SHARE = {1: 2, 2: 22, 3: 70, 4: 6}
JUDGED = {1: (1, 1), 2: (2, 1), 3: (3, 2), 4: (3, 3)}
BATCH = 500


@dataclass
class Batch:
    """Rows of many tickets waiting to be written together."""

    tickets: list[Ticket] = field(default_factory=list)
    rest: list[Any] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Chronicle:
    """What the telling of a year needs at hand; messages are numbered here so that their events can name them."""

    company: Company
    hours: Hours
    random: Random
    batch: Batch = field(default_factory=Batch)
    messages: Iterator[int] = field(default_factory=lambda: count(1))

    def event(
        self, ticket: Ticket, what: str, at: datetime, by: Person, *, internal: bool = False, **data: Any
    ) -> None:
        self.batch.events.append(
            Event(kind=f"ticket.{what}", about_kind="ticket", about_id=ticket.pk, actor_id=by.pk,
                  actor_name=by.full_name, desk_id=ticket.desk_id, person_id=ticket.requester_id, internal=internal,
                  at=at, data=data, digest=digest(data))
        )  # fmt: skip

    def said(self, ticket: Ticket, side: str, author: Person, body: str, at: datetime) -> int:
        number = next(self.messages)
        self.batch.rest.append(
            Message(pk=number, ticket=ticket, side=side, author=author, author_name=author.full_name, body=body,
                    channel=ticket.channel, at=at)
        )  # fmt: skip
        return number


def live_through(company: Company, hours: Hours, moments: Iterable[datetime], random: Random, first: int) -> int:
    """Writes a solved ticket for every moment, in order; gives how many. `first` is the number of the first one."""
    chronicle, number = Chronicle(company, hours, random), first
    for moment in moments:
        _story(chronicle, moment, number)
        number += 1
        if len(chronicle.batch.tickets) >= BATCH:
            _write(chronicle.batch)
            chronicle.batch = Batch()
    _write(chronicle.batch)
    _count_uses()
    return number - first


def _story(chronicle: Chronicle, at: datetime, number: int) -> None:
    told, requester = content.story(chronicle.random), chronicle.random.choice(chronicle.company.colleagues)
    service = chronicle.company.services[told.service]
    member = chronicle.random.choice(chronicle.company.members)
    if service.desk.slug == "ga":
        member = chronicle.company.named[chronicle.random.choice(["宮田", "倉持"])]
    ticket = _ticket(chronicle, told, requester, at, number)
    ticket.service, ticket.desk, ticket.assignee = service, service.desk, member
    chronicle.batch.tickets.append(ticket)
    begun = at + (_replied(ticket) - at) * 0.6
    chronicle.said(ticket, "requester", requester, told.body, at)
    chronicle.event(ticket, "opened", at, requester, channel=ticket.channel, priority=ticket.priority)
    _work(chronicle, ticket, told, member, begun)
    if _replied(ticket) + timedelta(minutes=30) < _solved(ticket):
        _meanwhile(chronicle, ticket, told, requester, member)
    answer = f"{requester.family_name}様\n\n{told.answer}\n\n{member.family_name}（ヘルプデスク）"
    chronicle.said(ticket, "desk", member, answer, _solved(ticket))
    body = f"{ticket.wanted}\n{ticket.stuck}\n{told.body}\n{answer}"
    entry = Entry("ticket", number, title=ticket.subject, body=body, desk_id=ticket.desk_id, person_id=requester.pk)
    chronicle.batch.entries.append(entry)
    _ending(chronicle, ticket, told, requester, member)


def _ticket(chronicle: Chronicle, told: content.Story, requester: Person, at: datetime, number: int) -> Ticket:
    random = chronicle.random
    priority = random.choices(list(SHARE), weights=list(SHARE.values()))[0]
    impact, urgency = JUDGED[priority]
    sooner = max(1, round(USUAL_TARGETS[priority] * random.lognormvariate(-1.1, 0.8)))
    replied = business.due(chronicle.hours, at, sooner)
    solved = replied
    if random.random() >= 0.65:  # the share that is not solved at the first contact
        solved = business.due(chronicle.hours, replied, 5 + round(random.expovariate(1 / 240)))
    solved += timedelta(minutes=random.randrange(3, 25))
    ticket = Ticket(
        pk=number, requester=requester, subject=told.subject[:200], state=Ticket.State.RESOLVED, turn=Ticket.Turn.DONE,
        kind=KINDS.get(told.category, "incident"), opened_at=at, opened_by=requester, changed_at=solved,
        channel=random.choices(list(CHANNELS), weights=list(CHANNELS.values()))[0], first_replied_at=replied,
        resolved_at=solved, working_place=requester.working_place, impact=impact, urgency=urgency, version=5,
        priority=priority_of(impact, urgency), sort_priority=priority, sort_at=at,
        minutes_spent=max(1, round(content.MINUTES[told.category] * random.lognormvariate(-0.35, 0.8))),
    )  # fmt: skip
    if random.random() < 0.45:
        ticket.wanted, ticket.tried, ticket.stuck, ticket.others = told.wanted, told.tried, told.stuck, told.others
    return ticket


def _replied(ticket: Ticket) -> datetime:
    return ticket.first_replied_at or ticket.opened_at


def _solved(ticket: Ticket) -> datetime:
    return ticket.resolved_at or ticket.opened_at


def _work(chronicle: Chronicle, ticket: Ticket, told: content.Story, member: Person, begun: datetime) -> None:
    panel = Triage(ticket=ticket, situation=told.situation, goal=told.goal, by=member, at=begun)
    chronicle.batch.rest.append(panel)
    chronicle.event(ticket, "triaged", begun, member, internal=True, changed=[], priority=ticket.priority)
    chronicle.batch.rest.extend(
        Step(ticket=ticket, number=position, text=text[:300], owner=member, owner_name=member.full_name, result="done",
             result_at=ticket.resolved_at)
        for position, text in enumerate(told.steps, start=1)
    )  # fmt: skip


def _meanwhile(chronicle: Chronicle, ticket: Ticket, told: content.Story, requester: Person, member: Person) -> None:
    """A first word, and one back, where the matter took longer than a first contact."""
    body = (
        f"{requester.family_name}様\n\nご連絡ありがとうございます。状況を確かめています。"
        f"{told.goal}を目指します。少しお待ちください。\n\n{member.family_name}（ヘルプデスク）"
    )
    first = chronicle.said(ticket, "desk", member, body, _replied(ticket))
    chronicle.event(ticket, "replied", _replied(ticket), member, message=first)
    between = _replied(ticket) + (_solved(ticket) - _replied(ticket)) * 0.5
    words = chronicle.random.choice(content.load("tickets")["followups"])
    second = chronicle.said(ticket, "requester", requester, words, between)
    chronicle.event(ticket, "written", between, requester, message=second)


def _ending(chronicle: Chronicle, ticket: Ticket, told: content.Story, requester: Person, member: Person) -> None:
    at, random, rest = _solved(ticket), chronicle.random, chronicle.batch.rest
    end = Resolution(ticket=ticket, how="answered", summary=told.answer, by=member, by_name=member.full_name, at=at)
    rest.append(end)
    article = chronicle.company.articles.get(told.article or "") if random.random() < 0.6 else None
    if article is not None:
        rest.append(ArticleUse(ticket=ticket, article=article, by=member, at=at))
    chronicle.event(ticket, "resolved", at, member, how="answered", article=article.pk if article else None)
    later = at + timedelta(minutes=random.randrange(5, 300))
    if random.random() < 0.22:
        words = random.choice([*content.load("tickets")["thanks"], "", ""])
        rest.append(Thanks(ticket=ticket, words=words, by=requester, at=later))
        chronicle.event(ticket, "thanked", later, requester, assignee=member.pk)
    if random.random() < 0.3:
        stars = random.choices([1, 2, 3, 4, 5], weights=[2, 5, 15, 38, 40])[0]
        rest.append(Rating(ticket=ticket, stars=stars, at=later))
        chronicle.event(ticket, "rated", later, requester, stars=stars)


def _write(batch: Batch) -> None:
    """One transaction: rows by model, then the index, then the chain in the order of time."""
    with transaction.atomic():
        Ticket.objects.bulk_create(batch.tickets, batch_size=200)
        for model in (Message, Triage, Step, Resolution, ArticleUse, Thanks, Rating):
            rows: list[Any] = [row for row in batch.rest if type(row) is model]
            model._default_manager.bulk_create(rows, batch_size=500)
        append(sorted(batch.events, key=lambda event: event.at))
    index_many(batch.entries)


def _count_uses() -> None:
    used = Article.objects.annotate(used=Count("uses")).filter(used__gt=0).values_list("pk", "used")
    for number, times in used:
        Article.objects.filter(pk=number).update(use_count=times, solved_count=times // 3)
