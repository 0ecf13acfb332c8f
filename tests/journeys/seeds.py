"""What a house holds before a story begins: two desks, a handful of people, a few articles."""

import json
import sys
from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.conf import settings
from django_tasks_db.models import DBTaskResult

from suketto.api.actions import make_token
from suketto.catalog.models import ScopeItem, Service
from suketto.knowledge import actions as knowledge
from suketto.notices.jobs import send_mail
from suketto.notices.models import Mail
from suketto.people import actions as people
from suketto.people.models import Department, Desk, Person, Site
from suketto.procedures.actions import bring_usual_procedures
from suketto.procedures.models import ReplyTemplate
from suketto.search.actions import refresh_counts
from suketto.search.models import Collection, Posting, Text
from suketto.tickets import actions as tickets
from suketto.tickets.models import Message, Resolution, Ticket
from suketto.trail.models import Event
from tests.journeys.people import PASSWORD

JUNE = datetime(2026, 6, 1, tzinfo=ZoneInfo("Asia/Tokyo"))
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


def with_failed_work() -> None:
    small()
    send_mail.enqueue(1)
    DBTaskResult.objects.latest("enqueued_at").set_failed(SMTPServerDisconnected("closed"))


def with_cards_at_affairs() -> None:
    small()
    Service.objects.create(slug="cards", name="名刺の発注", desk=Desk.objects.get(slug="ga"), words=["名刺"])


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


def with_the_usual_procedures() -> None:
    """The small company with the twelve procedures of a new house."""
    small()
    bring_usual_procedures(owners=[Person.objects.get(employee_number="2002")])


def closed_on_the_second_of_june() -> None:
    """S06: 真田's matter of the copier is solved on 6/2, and on 6/3 he wishes for a monitor."""
    small()
    sanada, mizuno = (Person.objects.get(employee_number=number) for number in ("1002", "2001"))
    asking = {"desk": Desk.objects.get(slug="it"), "by": sanada, "requester": sanada, "channel": "portal"}
    with time_machine.travel(JUNE.replace(day=1, hour=10)):
        copier = tickets.open_ticket(text="2F複合機から出ません", **asking)
    with time_machine.travel(JUNE.replace(day=2, hour=11)):
        tickets.resolve(copier, by=mizuno, answer="真田様\n\nトレイの紙を入れ直しました。\n\n水野")
    with time_machine.travel(JUNE.replace(day=3, hour=15)):
        tickets.open_ticket(text="モニターを追加してください", kind="service_request", **asking)


def three_on_a_monday_morning() -> None:
    """S18: P3 of an officer at 10:00, P2 of a newcomer at 10:20, P3 due at 11:00 at 10:30."""
    small()
    oba, shibata, sanada = (Person.objects.get(employee_number=number) for number in ("1004", "1001", "1002"))
    rows: list[tuple[Person, str, int, dict[str, Any]]] = [
        (oba, "会議室のモニターに映りません", 0, {}),
        (shibata, "VPNにつながりません", 20, {"impact": 2, "urgency": 1}),
        (sanada, "11時までに検査記録を印刷したい", 30, {"deadline_at": JUNE.replace(day=8, hour=11)}),
    ]
    for person, text, minute, facts in rows:
        with time_machine.travel(JUNE.replace(day=8, hour=10, minute=minute)):
            tickets.open_ticket(
                desk=Desk.objects.get(slug="it"), by=person, requester=person, channel="portal", text=text, **facts
            )


def many_matters() -> None:
    """Forty-four matters of the copier by 真田, half of them solved, two of the VPN by others, and one at 総務."""
    small()
    desk, printer = Desk.objects.get(slug="it"), Service.objects.get(slug="printer")
    people = {person.employee_number: person for person in Person.objects.all()}
    for number in range(1, 45):
        sanada = {"by": people["1002"], "requester": people["1002"], "channel": "portal"}
        words = f"2F複合機から両面で印刷できない その{number:02}"
        ticket = tickets.open_ticket(desk=desk, text=words, service=printer, kind="question", **sanada)
        if number % 2:
            tickets.resolve(ticket, by=people["2001"], answer="用紙の設定を直しました。")
    for number in ("1001", "1003"):
        asking = {"by": people[number], "requester": people[number], "channel": "phone"}
        tickets.open_ticket(desk=desk, text="ＶＰＮの証明書の期限が切れて<b>つながりません</b>", **asking)
    ga = {"desk": Desk.objects.get(slug="ga"), "by": people["1001"], "requester": people["1001"], "channel": "portal"}
    tickets.open_ticket(text="VPN用の書類の印刷（総務だけ）", **ga)
    refresh_counts()


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


def tell_imported() -> None:
    """What an import has made, whatever numbers the records got: to be held against another import of the same file."""
    places = dict(Ticket.objects.values_list("pk", "source"))
    facts = ("source", "subject", "state", "opened_at", "changed_at", "resolved_at", "requester_words", "sort_at")
    found = {
        "tickets": sorted(map(str, Ticket.objects.values_list(*facts))),
        "messages": sorted(map(str, Message.objects.values_list("ticket__source", "body", "at"))),
        "resolutions": sorted(map(str, Resolution.objects.values_list("ticket__source", "by_name", "at"))),
        "history": sorted(
            f"{places[event.about_id]} {event.at} {event.actor_name} {event.digest}"
            for event in Event.objects.filter(kind="ticket.imported")
        ),
        "found": sorted(map(str, Text.objects.values_list("title", "title_words", "body_words", "folded"))),
        "postings": Posting.objects.count(),
        "counted": list(Collection.objects.order_by("kind").values_list("kind", "document_count")),
    }
    sys.stdout.write(json.dumps(found))
