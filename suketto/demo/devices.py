"""What stands on the tables of the demo company: a PC for everybody, a second one for some, with stickers by site."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from random import Random

from suketto.assets.models import Device
from suketto.foundation import clock
from suketto.people.models import Person

STICKERS = {"tokyo": "TK", "chiba": "CB", "nagoya": "NG", "osaka": "OS", "fukuoka": "FK", "sapporo": "SP"}
NOTEBOOKS = ("ThinkPad L14 Gen 4", "ThinkPad X13 Gen 4", "dynabook G83", "LIFEBOOK U7413", "VersaPro UltraLite VG")
DESKTOPS = ("OptiPlex 7010 SFF", "ESPRIMO D7013", "Mate タイプMB")
# The people of the stories have what the stories say.
FIXED = {
    "003140": [("CB-0412", Device.Kind.NOTEBOOK, "ThinkPad L14 Gen 4")],
}
PRESIDENT = [
    ("TK-0001", Device.Kind.NOTEBOOK, "ThinkPad X1 Carbon Gen 11"),
    ("TK-0002", Device.Kind.NOTEBOOK, "ThinkPad X1 Carbon Gen 11"),
]
SECOND_OF = 8  # one in so many has a second computer


def hand_out() -> int:
    """Gives every colleague their devices; gives the number of devices."""
    random = Random("devices")  # noqa: S311  (the demo company is the same every time)
    today = clock.today()
    people = Person.objects.select_related("site").order_by("pk")
    devices = [device for person in people for device in _of(person, random, today)]
    Device.objects.bulk_create(_numbered(devices), batch_size=500)
    return len(devices)


def _of(person: Person, random: Random, today: date) -> Iterator[Device]:
    """Without numbers, except where a story names one."""
    since = today - timedelta(days=random.randint(20, 1500))
    fixed = PRESIDENT if person.title == "代表取締役社長" else FIXED.get(person.employee_number)
    if fixed is not None:
        for number, kind, model in fixed:
            yield Device(number=number, kind=kind, model=model, person=person, site=person.site, since_on=since)
        return
    at_a_machine = person.site is not None and person.site.slug == "chiba" and random.random() < 0.35
    kind = Device.Kind.DESKTOP if at_a_machine else Device.Kind.NOTEBOOK
    models = DESKTOPS if at_a_machine else NOTEBOOKS
    yield Device(kind=kind, model=random.choice(models), person=person, site=person.site, since_on=since)
    if random.randrange(SECOND_OF) == 0:
        yield Device(
            kind=Device.Kind.NOTEBOOK, model=random.choice(NOTEBOOKS), person=person, site=person.site, since_on=today
        )


def _numbered(devices: list[Device]) -> list[Device]:
    """Stickers count up by site, and pass over those that a story has given away."""
    taken = {device.number for device in devices}
    counters: dict[str, Iterator[int]] = defaultdict(lambda: count(1))
    for device in devices:
        prefix = STICKERS.get(device.site.slug if device.site else "", "PC")
        while not device.number:
            number = f"{prefix}-{next(counters[prefix]):04d}"
            device.number = "" if number in taken else number
        device.fill_keys()
    return devices
