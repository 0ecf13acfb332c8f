"""A year that has passed: tickets made in bulk, row for row and event for event what the actions would have written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import Count

from suketto.demo import content
from suketto.demo.company import Company
from suketto.knowledge.models import Article
from suketto.people.models import Person
from suketto.search.actions import Entry, index_many
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


def live_through(company: Company, hours: Hours, moments: Iterable[datetime], random: Random, first: int) -> int:
    """Writes a solved ticket for every moment, in order; gives how many. `first` is the number of the first one."""
    batch, number = Batch(), first
    for moment in moments:
        _ticket(batch, company, hours, moment, random, number)
        number += 1
        if len(batch.tickets) >= BATCH:
            _write(batch)
            batch = Batch()
    _write(batch)
    _count_uses()
    return number - first


def _ticket(batch: Batch, company: Company, hours: Hours, at: datetime, random: Random, number: int) -> None:
    told, requester = content.story(random), random.choice(company.colleagues)
    service = company.services[told.service]
    desk, member = service.desk, random.choice(company.members)
    if desk.slug == "ga":
        member = company.named[random.choice(["宮田", "倉持"])]
    priority = random.choices(list(SHARE), weights=list(SHARE.values()))[0]
    impact, urgency = JUDGED[priority]
    boxed = random.random() < 0.45
    target = USUAL_TARGETS[priority]
    replied = business.due(hours, at, max(1, round(target * random.lognormvariate(-1.1, 0.8))))
    solved = replied if random.random() < 0.65 else business.due(hours, replied, 5 + round(random.expovariate(1 / 240)))
    solved += timedelta(minutes=random.randrange(3, 25))
    ticket = Ticket(
        pk=number,
        desk=desk,
        requester=requester,
        subject=told.subject[:200],
        service=service,
        state=Ticket.State.RESOLVED,
        kind=KINDS.get(told.category, "incident"),
        channel=random.choices(list(CHANNELS), weights=list(CHANNELS.values()))[0],
        turn=Ticket.Turn.DONE,
        assignee=member,
        opened_at=at,
        opened_by=requester,
        changed_at=solved,
        first_replied_at=replied,
        resolved_at=solved,
        wanted=told.wanted if boxed else "",
        tried=told.tried if boxed else "",
        stuck=told.stuck if boxed else "",
        others=told.others if boxed else "",
        working_place=requester.working_place,
        impact=impact,
        urgency=urgency,
        priority=priority_of(impact, urgency),
        sort_priority=priority,
        sort_at=at,
        version=5,
        minutes_spent=max(1, round(content.MINUTES[told.category] * random.lognormvariate(-0.35, 0.8))),
    )
    batch.tickets.append(ticket)
    _conversation(batch, ticket, told, member, random)
    _ending(batch, ticket, told, company, member, random)


def _conversation(batch: Batch, ticket: Ticket, told: content.Story, member: Person, random: Random) -> None:
    requester, at = ticket.requester, ticket.opened_at
    if requester is None or ticket.first_replied_at is None or ticket.resolved_at is None:
        raise ValueError("a ticket of the past has a requester and an end")
    asked = Message(ticket=ticket, side="requester", author=requester, author_name=requester.full_name, body=told.body,
                    channel=ticket.channel, at=at)  # fmt: skip
    batch.rest.append(asked)
    _event(batch, ticket, "opened", at, requester, channel=ticket.channel, priority=ticket.priority)
    begun = at + (ticket.first_replied_at - at) * 0.6
    batch.rest.append(Triage(ticket=ticket, situation=told.situation, goal=told.goal, by=member, at=begun))
    _event(batch, ticket, "triaged", begun, member, internal=True, changed=[], priority=ticket.priority)
    for position, text in enumerate(told.steps, start=1):
        batch.rest.append(
            Step(
                ticket=ticket,
                number=position,
                text=text[:300],
                owner=member,
                owner_name=member.full_name,
                result="done",
                result_at=ticket.resolved_at,
            )
        )
    if ticket.first_replied_at + timedelta(minutes=30) < ticket.resolved_at:
        body = (
            f"{requester.family_name}様\n\nご連絡ありがとうございます。状況を確かめています。"
            f"{told.goal}を目指します。少しお待ちください。\n\n{member.family_name}（ヘルプデスク）"
        )
        _said(batch, ticket, "desk", member, body, ticket.first_replied_at, "replied")
        between = ticket.first_replied_at + (ticket.resolved_at - ticket.first_replied_at) * 0.5
        _said(
            batch,
            ticket,
            "requester",
            requester,
            random.choice(content.load("tickets")["followups"]),
            between,
            "written",
        )
    answer = f"{requester.family_name}様\n\n{told.answer}\n\n{member.family_name}（ヘルプデスク）"
    batch.rest.append(Message(ticket=ticket, side="desk", author=member, author_name=member.full_name, body=answer,
                              channel=ticket.channel, at=ticket.resolved_at))  # fmt: skip
    batch.entries.append(
        Entry(
            "ticket",
            ticket.pk,
            title=ticket.subject,
            body=f"{ticket.wanted}\n{ticket.stuck}\n{told.body}\n{answer}",
            desk_id=ticket.desk_id,
            person_id=requester.pk,
        )
    )


def _said(batch: Batch, ticket: Ticket, side: str, author: Person, body: str, at: datetime, what: str) -> None:
    batch.rest.append(Message(ticket=ticket, side=side, author=author, author_name=author.full_name, body=body,
                              channel=ticket.channel, at=at))  # fmt: skip
    _event(batch, ticket, what, at, author)


def _ending(
    batch: Batch, ticket: Ticket, told: content.Story, company: Company, member: Person, random: Random
) -> None:
    at, requester = ticket.resolved_at, ticket.requester
    if at is None or requester is None:
        raise ValueError("a ticket of the past has a requester and an end")
    batch.rest.append(
        Resolution(ticket=ticket, how="answered", summary=told.answer, by=member, by_name=member.full_name, at=at)
    )
    article = company.articles.get(told.article or "") if random.random() < 0.6 else None
    if article is not None:
        batch.rest.append(ArticleUse(ticket=ticket, article=article, by=member, at=at))
    _event(batch, ticket, "resolved", at, member, how="answered", article=article.pk if article else None)
    later = at + timedelta(minutes=random.randrange(5, 300))
    if random.random() < 0.22:
        words = random.choice([*content.load("tickets")["thanks"], "", ""])
        batch.rest.append(Thanks(ticket=ticket, words=words, by=requester, at=later))
        _event(batch, ticket, "thanked", later, requester, assignee=member.pk)
    if random.random() < 0.3:
        stars = random.choices([1, 2, 3, 4, 5], weights=[2, 5, 15, 38, 40])[0]
        batch.rest.append(Rating(ticket=ticket, stars=stars, at=later))
        _event(batch, ticket, "rated", later, requester, stars=stars)


def _event(
    batch: Batch, ticket: Ticket, what: str, at: datetime, by: Person, *, internal: bool = False, **data: Any
) -> None:
    batch.events.append(
        Event(
            kind=f"ticket.{what}",
            about_kind="ticket",
            about_id=ticket.pk,
            actor_id=by.pk,
            actor_name=by.full_name,
            desk_id=ticket.desk_id,
            person_id=ticket.requester_id,
            internal=internal,
            at=at,
            data=data,
            digest=digest(data),
        )
    )


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
    for number, count in used:
        Article.objects.filter(pk=number).update(use_count=count, solved_count=count // 3)
