"""What stands beside some of the named people: a wish of their own, and one note that a leader has looked at."""

from suketto.demo.company import Company
from suketto.foundation import clock
from suketto.handling import actions
from suketto.tickets.models import Ticket

WISHES = [
    ("真田", "in_writing", "検査室は音が大きいため"),
    ("川辺", "slowly", ""),
    ("柴田", "reader", "NVDAを使っています"),
]
FACT = "電話。「いいから来てやってくれ」と4回言われ、通話は22分。切ったあと、要点をメールで送った。"


def stand_beside(company: Company) -> int:
    """Gives how many people something stands beside."""
    there = [(company.named[name], wish, words) for name, wish, words in WISHES if name in company.named]
    for person, wish, words in there:
        actions.wish_for(wish, words, by=person, consent=True)
    called = (
        Ticket.objects.filter(requester=company.named.get("鬼頭"), desk=company.desks["it"]).order_by("-id").first()
    )
    if called is None or called.requester is None:
        return len(there)
    note = actions.write_note(
        called, protocols=["in_writing", "two_people"], words=FACT, happened_on=clock.today(), channel="phone",
        by=company.named["水野"],
    )  # fmt: skip
    actions.review(note.facts.get(), by=company.named["石田"])
    return len(there) + 1
