"""Three months of searches in the portal: who looked for what, what was shown, and whether it helped.

What is shown for some words is what the portal really shows for them; the rows are written in bulk.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from suketto.demo import content
from suketto.demo.company import Company
from suketto.knowledge.models import Article
from suketto.people.models import Person
from suketto.portal import settling
from suketto.portal.actions import counts, key_of, learnt_from
from suketto.portal.answers import answers_to
from suketto.portal.models import Lookup, SelfService
from suketto.search import rewording
from suketto.search.actions import learn
from suketto.tickets.models import Ticket

DAYS = 85
A_DAY = 22
IN_VAIN = 0.28
OPENED, SOLVED, TO_THE_DESK, NEXT_WORDS = 0.62, 0.55, 0.35, 0.6
AFTER_ALL = 26
READ_FOR = timedelta(minutes=4)
ROWS = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """What the portal shows for some words."""

    articles: list[Article]
    sure: bool


@transaction.atomic
def search_for_months(company: Company, random: Random, now: datetime) -> int:
    """How many searches there were; settled and forgotten as the nights since would have done."""
    for words in content.load("searches")["wordings"]:
        rewording.add(words, by=company.named["石田"])
    told = content.load("searches")
    words_used = {words for row in (*told["known"], *told["vain"]) for words in (row[0], *row[2:]) if words}
    shown = {words: _shown(words, company.colleagues[0]) for words in sorted(words_used)}
    lookups = _lookups(company, random, now, shown)
    Lookup.objects.bulk_create(lookups, batch_size=ROWS)
    rows = [row for lookup in lookups for row in _rows(lookup, shown[lookup.words].articles, random)]
    rows += _not_solved_after_all(now, shown, random)
    SelfService.objects.bulk_create(rows, batch_size=ROWS)
    _learn(rows)
    settling.settle(now)
    settling.forget(now)
    return len(lookups)


def _shown(words: str, person: Person) -> Shown:
    answers = answers_to(words, person)
    return Shown([article for article in answers.articles if counts(article)], answers.sure)


def _lookups(company: Company, random: Random, now: datetime, shown: dict[str, Shown]) -> list[Lookup]:
    told = content.load("searches")
    known, vain = told["known"], told["vain"]
    made: list[Lookup] = []
    for back in range(DAYS, 0, -1):
        day = now - timedelta(days=back)
        if day.weekday() >= 5:
            continue
        for _time in range(random.randint(A_DAY - 6, A_DAY + 6)):
            at = day.replace(hour=0, minute=0) + timedelta(
                minutes=random.randint(0, 9 * 60), seconds=random.random() * 59
            )
            person = random.choice(company.colleagues)
            if random.random() >= IN_VAIN:
                made.append(_lookup(_one_of(known, random)[0], person, at, shown, random))
                continue
            words, _weight, next_words = _one_of(vain, random)
            made.append(_lookup(words, person, at, shown, random))
            if next_words and random.random() < NEXT_WORDS:
                made.append(_lookup(next_words, person, at + timedelta(minutes=random.randint(1, 5)), shown, random))
    return made


def _one_of(rows: list[list[str | int]], random: Random) -> list[str]:
    return [str(cell) for cell in random.choices(rows, weights=[int(row[1]) for row in rows])[0]]


def _lookup(words: str, person: Person, at: datetime, shown: dict[str, Shown], random: Random) -> Lookup:
    known = shown[words]
    asked = not known.sure and random.random() < TO_THE_DESK
    return Lookup(
        person=person, words=words, key=key_of(words), found=len(known.articles), sure=known.sure, at=at,
        asked_at=at + READ_FOR if asked else None,
    )  # fmt: skip


def _rows(lookup: Lookup, articles: list[Article], random: Random) -> list[SelfService]:
    """The list that was shown; of a sure one the first article is mostly opened, and often the answer."""
    rows = [
        SelfService(person=lookup.person, article=article, lookup=lookup, words=lookup.words, shown_at=lookup.at)
        for article in articles
    ]
    if rows and lookup.sure and lookup.words != "机" and random.random() < OPENED:
        rows[0].opened_at = lookup.at + READ_FOR / 8
        if random.random() < SOLVED:
            rows[0].solved_at = lookup.at + READ_FOR
    return rows


def _not_solved_after_all(now: datetime, shown: dict[str, Shown], random: Random) -> list[SelfService]:
    """Some who said that it was solved and wrote to the desk after all, an hour or a day later."""
    words_of = {
        known.articles[0].service_id: words for words, known in sorted(shown.items()) if known.sure and known.articles
    }
    since = now - timedelta(days=DAYS - 5)
    asked = Ticket.objects.filter(opened_at__range=(since, now), service__in=[pk for pk in words_of if pk])
    rows = []
    for ticket in random.sample(list(asked.exclude(requester=None).order_by("pk")[:500]), k=AFTER_ALL):
        words = words_of[ticket.service_id]
        at = ticket.opened_at - timedelta(minutes=random.randint(20, 1500))
        facts = {"found": len(shown[words].articles), "sure": True, "asked_at": ticket.opened_at, "ticket": ticket}
        lookup = Lookup.objects.create(person=ticket.requester, words=words, key=key_of(words), at=at, **facts)
        row = SelfService(person=ticket.requester, article=shown[words].articles[0], lookup=lookup, words=words)
        row.shown_at, row.opened_at, row.solved_at = at, at + READ_FOR / 8, at + READ_FOR
        rows.append(row)
    return rows


def _learn(rows: list[SelfService]) -> None:
    """Search learns each question once, from the first who said so."""
    first: dict[tuple[int, str], SelfService] = {}
    for row in rows:
        if row.solved_at:
            first.setdefault((row.article_id, row.words), row)
    for row in first.values():
        learn("article", row.article_id, question=row.words, origin=learnt_from(row))
