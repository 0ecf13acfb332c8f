"""What a house holds before a story begins: two desks, a handful of people, a few articles."""

import json
import sys
from datetime import timedelta

from django.conf import settings

from suketto.api.actions import make_token
from suketto.catalog.models import ScopeItem, Service
from suketto.knowledge import actions as knowledge
from suketto.notices.models import Mail
from suketto.people import actions as people
from suketto.people.models import Department, Desk, Person, Site
from suketto.procedures.models import ReplyTemplate
from suketto.search.actions import refresh_counts
from suketto.tickets import actions as tickets
from suketto.tickets.models import Ticket

PASSWORD = "mado-guchi-2026-asa"
PEOPLE = [
    ("1001", "柴田", "葵", "シバタ", "アオイ", "新入社員"),
    ("1002", "真田", "隆志", "サナダ", "タカシ", "係長"),
    ("1003", "久我", "直人", "クガ", "ナオト", "主任"),
    ("1004", "大場", "敬三", "オオバ", "ケイゾウ", "執行役員"),
    ("2001", "水野", "真理", "ミズノ", "マリ", "主任"),
    ("2002", "石田", "典明", "イシダ", "ノリアキ", "係長"),
    ("2003", "倉持", "大樹", "クラモチ", "ダイキ", "担当"),
    ("3001", "川辺", "幸江", "カワベ", "サチエ", "主任"),
    ("3002", "野中", "悠子", "ノナカ", "ユウコ", "課長"),
    ("9001", "岸本", "恵", "キシモト", "メグミ", "課長代理"),
]


def small() -> None:
    """A company that fits on one page."""
    site = Site.objects.create(slug="chiba", name="千葉工場")
    department = Department.objects.create(code="10", name="検査課", path="検査課")
    it, affairs = Desk.objects.create(slug="it", name="情報システム"), Desk.objects.create(slug="ga", name="総務")
    everybody = {row[1]: _person(row, department, site) for row in PEOPLE}
    people.give_role(everybody["水野"], "member", by=None, desk=it)
    people.give_role(everybody["石田"], "leader", by=None, desk=it)
    people.give_role(everybody["倉持"], "member", by=None, desk=affairs)
    people.give_role(everybody["川辺"], "key_person", by=None, department=department, site=site)
    people.give_role(everybody["野中"], "owner", by=None)
    people.give_role(everybody["岸本"], "administrator", by=None)
    _offer(it, everybody["水野"])
    refresh_counts()


def _person(row: tuple[str, ...], department: Department, site: Site) -> Person:
    number, family, given, family_kana, given_kana, title = row
    return people.take_on(
        by=None,
        password=PASSWORD,
        employee_number=number,
        family_name=family,
        given_name=given,
        family_kana=family_kana,
        given_kana=given_kana,
        title=title,
        email=f"{number}@minato.example",
        extension=f"4{number[-3:]}",
        department=department,
        site=site,
    )


def _offer(desk: Desk, author: Person) -> None:
    printer = Service.objects.create(slug="printer", name="複合機・プリンター", desk=desk, words=["印刷", "プリンター"])
    Service.objects.create(slug="vpn", name="VPN", desk=desk, words=["VPN", "在宅"])
    ScopeItem.objects.create(service=printer, kind="can", text="紙づまりの対応")
    ScopeItem.objects.create(
        service=printer, kind="cannot", text="私物のプリンター", instead="会社の複合機をお使いください"
    )
    ReplyTemplate.objects.create(
        slug="decline", category="decline", title="お断り", desk=desk,
        body="{requester_name}様\n\n今回はお受けできません。\n代わりに: {instead}\n次のご連絡: {next_contact}\n\n"
        "{member_name}（ヘルプデスク）",
    )  # fmt: skip
    knowledge.draft(
        by=author, title="両面で印刷できない", service=printer, state="published",
        symptom="両面を選んでも片面で出てきます。", steps="1. 印刷の設定を開く\n2. 「両面」を選ぶ",
    )  # fmt: skip


def with_a_token() -> None:
    """The small company, and a key to its API in the folder of the house."""
    small()
    _token, secret = make_token(Person.objects.get(employee_number="1001"), "test", lasts=timedelta(days=1))
    (settings.VAR / "token.txt").write_text(secret)


def tell() -> None:
    """What the house holds, for a story that killed it."""
    mails = list(Mail.objects.filter(about__startswith="ack-").values_list("ticket_id", flat=True))
    asked = dict(Ticket.objects.values_list("pk", "subject"))
    facts = {"subjects": list(asked.values()), "tickets": len(asked), "mails": len(set(mails))}
    sys.stdout.write(json.dumps(facts | {"doubled": len(mails) - len(set(mails))}))


def somebody_asks() -> None:
    """A question that arrives through another process than the one that serves the pages."""
    kuga = Person.objects.get(employee_number="1003")
    desk = Desk.objects.get(slug="it")
    tickets.open_ticket(desk=desk, by=kuga, requester=kuga, channel="email", text="別のプロセスから届いた問い合わせ")


def mizuno_answers() -> None:
    """A note and an answer to the newest question, written in another process than the one that serves the pages."""
    ticket, mizuno = Ticket.objects.latest("pk"), Person.objects.get(employee_number="2001")
    tickets.note(ticket, "社内だけの話", by=mizuno)
    tickets.reply(ticket, "別のプロセスで水野が答えました", by=mizuno)
