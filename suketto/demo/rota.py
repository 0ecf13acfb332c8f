"""Who may be called while a desk is closed: two who take turns, one from an agency with an agreement, and a gap.

The other desk has a rota too. At night and on holidays it is the one that is closed: 情報システム is opened for whoever
looks at the demo then.
"""

from datetime import timedelta

from suketto.catalog.models import Service
from suketto.demo.company import Company
from suketto.foundation import clock
from suketto.sla.rota import actions

COMMON = "090-5555-0170"
CASES = """全社でメールや業務システムが止まっている
海外の出張先でパソコンが起動せず、仕事ができない
パソコンやスマートフォンをなくした・盗まれた"""
WEEKS = ["水野", "石田", "高瀬", ""]
GUARD = "090-5555-0171"
AT_THE_HOUSE = """入館証が使えず、建物に入れない・出られない
水漏れ・停電・火災報知器が鳴っている
鍵や入館証をなくした・盗まれた"""


def take_turns(company: Company) -> int:
    """Gives how many weeks somebody has; the last of four stays open, as it does in life."""
    _look_after_the_house(company)
    desk, leader = company.desks["it"], company.named["石田"]
    vpn = Service.objects.filter(desk=desk, slug="vpn")
    actions.set_rule(desk, by=leader, cases=CASES, services=vpn, phone=COMMON, handover_minute=540)
    monday = clock.today() - timedelta(days=clock.today().weekday())
    for week, name in enumerate(WEEKS):
        person = company.named.get(name)
        if person is None:
            continue
        first = monday + timedelta(weeks=week)
        last = first + timedelta(days=6)
        first -= timedelta(days=week == 0)  # the night before Monday is still Sunday's
        if person.employed_elsewhere:
            basis = "個別契約の覚書（派遣元 ケヤキスタッフ）。月に一週まで。"
            actions.agree(desk, person, by=leader, basis=basis, first_on=first, last_on=last)
        actions.add_turn(desk, person, by=leader, first_on=first, last_on=last)
    return sum(name in company.named for name in WEEKS)


def _look_after_the_house(company: Company) -> None:
    desk, leader = company.desks["ga"], company.named["宮田"]
    actions.set_rule(desk, by=leader, cases=AT_THE_HOUSE, services=[], phone=GUARD, handover_minute=540)
    yesterday = clock.today() - timedelta(days=1)
    sunday = clock.today() + timedelta(days=6 - clock.today().weekday())
    later = sunday + timedelta(weeks=2)
    actions.add_turn(desk, company.named["倉持"], by=leader, first_on=yesterday, last_on=sunday)
    actions.add_turn(desk, leader, by=leader, first_on=sunday + timedelta(days=1), last_on=later)
