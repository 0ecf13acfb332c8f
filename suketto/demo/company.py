"""The 1,200 people of 株式会社みなと精機, their desks, services, templates and articles."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import jaconv
from django.contrib.auth.hashers import make_password
from django.db import transaction

from suketto.catalog.models import ScopeItem, Service
from suketto.demo import content
from suketto.foundation import clock
from suketto.knowledge import actions as knowledge
from suketto.knowledge.models import Article, Rating
from suketto.notices.models import Notice
from suketto.people import actions as people
from suketto.people.models import Department, Desk, Person, Site
from suketto.procedures import actions as procedures
from suketto.procedures.models import ReplyTemplate
from suketto.procedures.usual import CHAT
from suketto.search.actions import refresh_counts
from suketto.sla.models import USUAL_TARGETS, BusinessCalendar, Target

PEOPLE = 1200
RATED, VOTES_MAX = 60, 30
YEAR_END = [(12, 29), (12, 30), (12, 31), (1, 2), (1, 3)]


@dataclass(frozen=True, slots=True)
class Company:
    """What the scenes need to know of the house."""

    desks: dict[str, Desk]
    services: dict[str, Service]
    members: list[Person]
    colleagues: list[Person]
    named: dict[str, Person]
    articles: dict[str, Article]


@transaction.atomic
def found(random: Random) -> Company:
    """Builds the company in one transaction."""
    sites = {
        site["slug"]: Site.objects.create(slug=site["slug"], name=site["name"])
        for site in content.load("company")["sites"]
    }
    departments = _departments()
    desks = _desks()
    named = _named_people(sites, departments, desks)
    crowd = _crowd(random, sites, departments, PEOPLE - len(named))
    services = _services(desks)
    _templates()
    procedures.bring_usual_procedures(desk=desks["it"], owners=[named[name] for name in ("水野", "高瀬", "石田")])
    articles = _articles(services, named["水野"])
    _notices(named["石田"])
    members = [named[name] for name in ("水野", "高瀬", "野口", "石田")]
    colleagues = [*crowd, *(person for name, person in named.items() if name not in {"水野", "高瀬", "野口", "石田"})]
    _ratings(articles, colleagues)
    return Company(desks, services, members, colleagues, named, articles)


def _departments() -> dict[str, Department]:
    made: dict[str, Department] = {}
    for each in content.load("company")["departments"]:
        parent = made.get(each["parent"] or "")
        path = f"{parent.path} / {each['name']}" if parent else each["name"]
        made[each["code"]] = Department.objects.create(code=each["code"], name=each["name"], parent=parent, path=path)
    return made


def _desks() -> dict[str, Desk]:
    domain = content.load("company")["company"]["domain"]
    it = Desk.objects.create(slug="it", name="情報システム", name_en="IT", email=f"help@{domain}", extension="7000")
    affairs = Desk.objects.create(
        slug="ga", name="総務", name_en="General Affairs", email=f"soumu@{domain}", extension="7100"
    )
    years = range(clock.today().year - 1, clock.today().year + 3)
    off = [f"{year}-{month:02d}-{day:02d}" for year in years for month, day in YEAR_END]
    for desk in (it, affairs):
        BusinessCalendar.objects.create(desk=desk, days_off=off)
        for priority, minutes in USUAL_TARGETS.items():
            Target.objects.create(desk=desk, priority=priority, respond_within_minutes=minutes)
    return {"it": it, "ga": affairs}


def _named_people(
    sites: dict[str, Site], departments: dict[str, Department], desks: dict[str, Desk]
) -> dict[str, Person]:
    """The persons of the stories, made by the same actions as in life, with their roles."""
    domain = content.load("company")["company"]["domain"]
    named: dict[str, Person] = {}
    for each in content.load("company")["named_people"]:
        person = people.take_on(
            by=None, employee_number=each["employee_number"], family_name=each["family"], given_name=each["given"],
            family_kana=each["family_kana"], given_kana=each["given_kana"], department=departments[each["department"]],
            site=sites[each["site"]], title=each["title"], extension=each["extension"],
            employment=each.get("employment", Person.Employment.EMPLOYEE),
            email=_mail(each["family_kana"], each["given_kana"], each["employee_number"], domain),
        )  # fmt: skip
        named[each["family"]] = person
        _give_roles(person, each, desks)
    return named


def _give_roles(person: Person, facts: dict[str, Any], desks: dict[str, Desk]) -> None:
    role = facts["role"]
    if role in {"leader", "member"}:
        people.give_role(person, role, by=None, desk=desks[facts["desk"]])
    elif role in {"administrator", "owner"}:
        people.give_role(person, role, by=None)
    elif role == "key_person":
        people.give_role(person, role, by=None, department=person.department, site=person.site)


def _mail(family_kana: str, given_kana: str, number: str, domain: str) -> str:
    romaji = ".".join(jaconv.kana2alphabet(jaconv.kata2hira(kana)) for kana in (family_kana, given_kana))
    clean = "".join(letter for letter in romaji if letter.isascii() and (letter.isalnum() or letter == "."))
    return f"{clean}.{number.lower()}@{domain}"


def _crowd(random: Random, sites: dict[str, Site], departments: dict[str, Department], count: int) -> list[Person]:
    company = content.load("company")
    places = [each for each in company["departments"] if each["size_weight"] > 0]
    titles = [title for title in company["titles"] if title["weight"] > 0]
    crowd = []
    for number in range(count):
        place = random.choices(places, weights=[each["size_weight"] for each in places])[0]
        site = random.choices(list(place["site_weights"]), weights=list(place["site_weights"].values()))[0]
        family, given = random.choice(company["family_names"]), random.choice(company["given_names"])
        employee = f"1{number:05d}"
        person = Person(
            employee_number=employee,
            family_name=family[0],
            given_name=given[0],
            family_kana=family[1],
            given_kana=given[1],
            department=departments[place["code"]],
            site=sites[site],
            extension=str(2000 + number * 7 % 7999),
            email=_mail(family[1], given[1], employee, company["company"]["domain"]),
            password=make_password(None),
            title=random.choices([title["name"] for title in titles], weights=[title["weight"] for title in titles])[0],
            working_place=random.choices(["office", "home", "trip"], weights=[82, 15, 3])[0],
        )
        person.fill_searchable()
        crowd.append(person)
    Person.objects.bulk_create(crowd, batch_size=300)
    return crowd


def _services(desks: dict[str, Desk]) -> dict[str, Service]:
    owners = {each.get("owner_employee_number") for each in content.load("services")}
    by_number = {
        person.employee_number: person for person in Person.objects.filter(employee_number__in=owners - {None})
    }
    made: dict[str, Service] = {}
    for position, each in enumerate(content.load("services")):
        service = made[each["slug"]] = Service.objects.create(
            slug=each["slug"], name=each["name"], name_en=each["name_en"], desk=desks[each["desk"]], position=position,
            owner=by_number.get(each.get("owner_employee_number")), description=each["description"],
            hours_note=each["hours_note"], words=each["words"],
        )  # fmt: skip
        rows = [ScopeItem(service=service, kind="can", text=text, position=n) for n, text in enumerate(each["can"])]
        rows += [ScopeItem(service=service, kind="cannot", position=n, **row) for n, row in enumerate(each["cannot"])]
        ScopeItem.objects.bulk_create(rows)
    return made


def _templates() -> None:
    order = {value: number for number, value in enumerate(ReplyTemplate.Category.values)}
    for each in content.load("templates"):
        ReplyTemplate.objects.create(position=order[each["category"]], **each)
    for number, (category, title, body) in enumerate(CHAT, start=1):
        ReplyTemplate.objects.create(
            slug=f"chat-{number}", category=category, title=title, body=body, position=order[category]
        )


def _articles(services: dict[str, Service], author: Person) -> dict[str, Article]:
    made = {}
    for written in content.articles():
        made[written.number] = knowledge.draft(
            by=author,
            title=written.title,
            service=services[written.service],
            state=written.state,
            symptom=written.symptom,
            environment=written.environment,
            steps=written.steps,
            tags=written.tags,
        )
    refresh_counts()
    return made


def _ratings(articles: dict[str, Article], colleagues: list[Person]) -> None:
    """Some articles have been rated over the year, a few of them by too few to show; the sums are kept with them."""
    random, now, rows = Random("ratings"), clock.now(), []  # noqa: S311  (the demo company is the same every time)
    readable = [article for article in articles.values() if article.readable]
    for article in random.sample(readable, min(RATED, len(readable))):
        for person in random.sample(colleagues, random.randint(1, VOTES_MAX)):
            stars = random.choices([1, 2, 3, 4, 5], weights=[2, 5, 17, 40, 36])[0]
            rows.append(
                Rating(article=article, person=person, stars=stars, at=now - timedelta(hours=random.randrange(8000)))
            )
            article.votes, article.stars_total = article.votes + 1, article.stars_total + stars
    Rating.objects.bulk_create(rows, batch_size=500)
    Article.objects.bulk_update(articles.values(), ["votes", "stars_total"], batch_size=100)


def _notices(author: Person) -> None:
    now = clock.now()
    for each in content.load("notices"):
        days = each.get("days_ago", 0)
        Notice.objects.create(
            kind=each["kind"], title=each["title"], body=each["body"], author=author,
            published_at=now - timedelta(days=days), ends_at=now + timedelta(days=21 - days % 14),
        )  # fmt: skip
