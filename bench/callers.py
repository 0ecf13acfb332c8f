"""Who is calling, in a house of so many people: `python -m bench.callers N`, run by `bin/bench callers`.

Each way of asking has its own figures: what is typed while a name is being said, whole numbers, two words, what nobody
is called.
"""

import json
import os
import sys
import time
from random import Random
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from bench.judging import percentile  # noqa: E402
from suketto.demo import content  # noqa: E402
from suketto.foundation import clock  # noqa: E402
from suketto.people.models import Department, Person, Site  # noqa: E402
from suketto.people.numbers import PersonNumber  # noqa: E402
from suketto.people.queries import by_number, find, namesakes  # noqa: E402

OFFERED = 8
ASKED = 60  # of each kind
AT_ONCE = 2_000
EXTENSIONS = 9_000
FIRST = 12_340_000


def fill(count: int) -> list[Person]:
    """People with the demo's names, in 40 departments and 12 sites; a third has a telephone of its own."""
    random, names = Random(20261122), content.load("company")  # noqa: S311  (the same people every time)
    departments = [Department.objects.create(code=f"D{at}", name=f"第{at}課", path=f"第{at}課") for at in range(40)]
    sites = [Site.objects.create(slug=f"s{at}", name=f"{at}号館") for at in range(12)]
    people = []
    for at in range(count):
        (family, family_kana), (given, given_kana) = (
            random.choice(names["family_names"])[:2], random.choice(names["given_names"])[:2],
        )  # fmt: skip
        person = Person(
            employee_number=f"E{at:06d}", family_name=family, given_name=given, family_kana=family_kana,
            given_kana=given_kana, email=f"p{at}@example.jp", department=random.choice(departments),
            site=random.choice(sites), extension=str(1000 + at % EXTENSIONS),
        )  # fmt: skip
        person.set_unusable_password()
        person.fill_searchable()
        people.append(person)
    Person.objects.bulk_create(people, batch_size=AT_ONCE)
    PersonNumber.objects.bulk_create(
        [
            PersonNumber(person=person, kind="mobile", number=f"+8190{FIRST + at}", raw="", added_at=clock.now())
            for at, person in enumerate(people) if at % 3 == 0
        ],
        batch_size=AT_ONCE,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return people


def questions(people: list[Person]) -> dict[str, list[str]]:
    random = Random(1)  # noqa: S311
    some = random.sample(people, ASKED)
    return {
        "one_kana": [person.family_kana[0] for person in some],
        "two_kana": [person.family_kana[:2] for person in some],
        "family_kana": [person.family_kana for person in some],
        "family_kanji": [person.family_name for person in some],
        "given_kana": [person.given_kana for person in some],
        "whole_name": [f"{person.family_name} {person.given_name}" for person in some],
        "turned_name": [f"{person.given_name}{person.family_name}" for person in some],
        "romaji": [person.romaji_key[:5] for person in some],
        "romaji_whole": [person.turned_romaji_key for person in some],
        "extension": [person.extension for person in some],
        "employee_number": [person.employee_number for person in some],
        "telephone": [f"090-{(FIRST + at) // 10_000}-{at % 10_000:04d}" for at in range(0, 3 * ASKED, 3)],
        "name_and_site": [f"{person.family_name} {person.site}" for person in some],
        "nobody": ["ぬぬぬ", "qqqq", "龘龘", "ヴヴ"] * (ASKED // 4),
    }


def measure(count: int) -> dict[str, Any]:
    people = fill(count)
    load = os.getloadavg()[0]
    asked = questions(people)
    for texts in asked.values():
        find(texts[0], limit=OFFERED)
    times = {kind: [_milliseconds(find, text, limit=OFFERED) for text in texts] for kind, texts in asked.items()}
    times["by_number"] = [_milliseconds(by_number, text) for text in asked["telephone"]]
    times["namesakes"] = [_milliseconds(namesakes, text) for text in asked["whole_name"]]
    everything = [spent for each in times.values() for spent in each]
    return {
        "database": connection.vendor, "people": count, "asked": len(everything),
        "p50_ms": round(percentile(everything, 0.5), 1), "p95_ms": round(percentile(everything, 0.95), 1),
        **{f"{kind}_p95_ms": round(percentile(each, 0.95), 1) for kind, each in times.items()},
        "load_before": round(load, 1), "load_after": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def _milliseconds(ask: Any, text: str, **wishes: Any) -> float:
    began = time.perf_counter()
    ask(text, **wishes)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(int(sys.argv[1]))))
