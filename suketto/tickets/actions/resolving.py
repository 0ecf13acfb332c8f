"""How a matter ends, and how that was received."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from suketto.foundation import clock
from suketto.knowledge import actions as knowledge
from suketto.knowledge.models import Article
from suketto.people.models import Person
from suketto.search import actions as search
from suketto.tickets.actions.answering import refuse_unfinished, say
from suketto.tickets.actions.changing import already, hold, hold_open, hold_unmerged, line, save, tell, written
from suketto.tickets.actions.indexing import index_ticket, learnt_from
from suketto.tickets.actions.proving import refuse_unproved_words
from suketto.tickets.impersonal import impersonal
from suketto.tickets.models import ArticleUse, Message, Promise, Rating, Resolution, Thanks, Ticket
from suketto.tickets.refusals import NothingWritten, NotResolved, NotYours, RequesterMissing
from suketto.trail.models import Event


@transaction.atomic
def resolve(
    ticket: Ticket, *, by: Person, answer: str = "", seen: int | None = None, how: str = Resolution.How.ANSWERED,
    article: Article | None = None, files: Sequence[File[Any]] = (), once: UUID | None = None, instead: str = "",
    make_article: bool = False, confirmed: Sequence[str] = (),
) -> Resolution:  # fmt: skip
    """The desk's last word and the end, in one act; refuses without a requester, without a word, or a second time."""
    sent_before: Message | None = already(Message, once)
    if sent_before is not None:
        return Resolution.objects.filter(ticket=ticket).latest("id")
    held, text = hold_open(ticket, seen=seen, by=by), written(answer)
    nothing = how == Resolution.How.NOTHING
    if held.requester_id is None and not nothing and not _requester_is_gone(held):
        raise RequesterMissing
    if not text and held.first_replied_at is None and how == Resolution.How.ANSWERED:
        raise NothingWritten(field="body")
    refuse_unfinished(text)
    refuse_unproved_words(held, text)
    now = clock.now()
    if text:
        say(held, text, by=by, at=now, files=files, once=once, instead=instead, channel=held.channel)
    resolution = end(held, how=how, by=by, summary=text)
    save(held)
    used = use_article(held, article, by=by) if article is not None else None
    born = article_from(held, by=by) if make_article else None
    index_ticket(held)
    told: dict[str, Any] = {"confirmed": list(confirmed)} if confirmed else {}
    if born is not None:
        told["born"] = born.pk
    tell(held, "resolved", by=by, how=how, article=used.article_id if used else (born.pk if born else None), **told)
    return resolution


def _requester_is_gone(ticket: Ticket) -> bool:
    """Somebody asked whose record was taken out since: there is nobody left to be chosen."""
    if ticket.requester_words:
        return False
    return bool(Event.objects.about("ticket", ticket.pk).filter(person_id__isnull=False).exists())


def end(ticket: Ticket, *, how: str, by: Person, summary: str = "") -> Resolution:
    """Marks a held ticket as done; the caller saves and tells."""
    now = clock.now()
    ticket.state, ticket.turn = Ticket.State.RESOLVED, Ticket.Turn.DONE
    ticket.resolved_at, ticket.due_at, ticket.overdue_since = now, None, None
    Promise.objects.filter(ticket=ticket, kept_at=None).update(kept_at=now)
    return Resolution.objects.create(ticket=ticket, how=how, by=by, by_name=by.full_name, at=now, summary=summary)


@transaction.atomic
def solved_by_requester(ticket: Ticket, *, by: Person) -> Resolution:
    """「解決しました」 by whoever asked."""
    held = hold(ticket)
    if held.requester_id != by.pk:
        raise NotYours
    if not held.open:
        return Resolution.objects.get(ticket=held, undone_at=None)
    helped = held.messages.filter(side=Message.Side.KEY_PERSON).exists() and held.first_replied_at is None
    if held.first_replied_at is not None:
        how = Resolution.How.ANSWERED
    else:
        how = Resolution.How.KEY_PERSON if helped else Resolution.How.SELF
    resolution = end(held, how=how, by=by)
    save(held)
    tell(held, "resolved", by=by, how=how)
    return resolution


@transaction.atomic
def thank(ticket: Ticket, *, by: Person, words: str = "") -> Thanks:
    """助かった！ once per ticket; written again it only changes the words."""
    held = hold(ticket)
    if held.requester_id != by.pk:
        raise NotYours
    thanks, _new = Thanks.objects.update_or_create(
        ticket=held, defaults={"words": line(words, 300), "by": by, "at": clock.now()}
    )
    tell(held, "thanked", by=by, assignee=held.assignee_id)
    return thanks


@transaction.atomic
def rate(ticket: Ticket, stars: int, *, by: Person) -> Rating:
    """1 to 5 by the requester, once the matter is solved; changeable."""
    held = hold(ticket)
    if held.requester_id != by.pk:
        raise NotYours
    if held.open:
        raise NotResolved
    rating, _new = Rating.objects.update_or_create(ticket=held, defaults={"stars": stars, "at": clock.now()})
    tell(held, "rated", by=by, stars=stars)
    return rating


def use_article(ticket: Ticket, article: Article, *, by: Person) -> ArticleUse:
    """Ties the article that answered it; search learns that this question ends there, until the matter goes on."""
    use, new = ArticleUse.objects.get_or_create(ticket=ticket, article=article, defaults={"by": by, "at": clock.now()})
    if new:
        knowledge.count_use(article)
    question = " ".join(part for part in (ticket.subject, ticket.wanted, ticket.stuck) if part)
    search.learn("article", article.pk, question=question, origin=learnt_from(ticket))
    return use


@transaction.atomic
def make_article(ticket: Ticket, *, by: Person) -> Article:
    """FAQにする: a draft in the requester's words, tied to the ticket; asked for twice it stays one."""
    held = hold_unmerged(ticket)
    born = born_of(held)
    if born is not None:
        return born
    article = article_from(held, by=by)
    tell(held, "article_made", by=by, internal=True, article=article.pk)
    return article


def born_of(ticket: Ticket) -> Article | None:
    """The article that was drafted from this ticket, unless it was retired since."""
    told = Event.objects.about("ticket", ticket.pk).filter(kind__in=["ticket.article_made", "ticket.resolved"])
    data = [(event.data, event.kind) for event in told]
    numbers = [each.get("article" if kind == "ticket.article_made" else "born") for each, kind in data]
    born = Article.objects.filter(pk__in=[number for number in numbers if number]).exclude(state=Article.State.RETIRED)
    return born.order_by("pk").first()


def article_from(ticket: Ticket, *, by: Person) -> Article:
    """The draft: symptom from what was asked, environment from place and device, steps from the last answer.

    Without what belongs to the letter: who is addressed, greetings, signatures, the number. The one that there is
    already comes back as it stands.
    """
    if (born := born_of(ticket)) is not None:
        return born
    asked = ticket.messages.filter(side=Message.Side.REQUESTER).values_list("body", flat=True).first() or ""
    answered = ticket.messages.filter(side=Message.Side.DESK).last()
    people = [person for person in (ticket.requester, by, answered.author if answered else None) if person is not None]
    symptom = "\n".join(dict.fromkeys(impersonal(part, people, ticket) for part in (asked, ticket.stuck) if part))
    steps = impersonal(answered.body, people, ticket) if answered else ""
    place = ticket.get_working_place_display() if ticket.working_place else ""
    article = knowledge.draft(
        by=by, title=impersonal(ticket.subject, people, ticket) or ticket.subject, service=ticket.service,
        symptom=symptom.strip(), steps=steps,
        environment="\n".join(part for part in (ticket.device, place, ticket.place) if part),
        state=Article.State.NOT_VALIDATED,
    )  # fmt: skip
    use_article(ticket, article, by=by)
    return article
