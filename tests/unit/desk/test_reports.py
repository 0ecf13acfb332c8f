"""What reaches a desk outside its hours, and the month-end list of small requests (S14, S79)."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from suketto.desk.small import send_month_lists
from suketto.jobs.worker import run_waiting
from suketto.notices.models import Mail
from suketto.people.actions import leave
from suketto.people.models import Person
from suketto.tickets.actions import open_ticket
from suketto.tickets.models import Ticket
from suketto.trail.models import Event
from tests.people import a_desk, a_leader, a_member, an_administrator, somebody
from tests.unit.phone.ringing import a_line, missed

pytestmark = pytest.mark.django_db
OPEN, NIGHT = "2026-06-08T10:00+09:00", "2026-06-08T20:30+09:00"


def browser_of(person: Person, **headers: str) -> Client:
    client = Client(headers=headers)
    client.force_login(person)
    client.cookies["language"] = person.language
    return client


def memo(by: Person, at: str, **written: object) -> None:
    with time_machine.travel(at, tick=False):
        posted = {"text": "アイコンを大きく", "channel": "walk_in", **written}
        assert browser_of(by, **{"HX-Request": "true"}).post(reverse("quick"), posted).status_code == 201


def csv_of(person: Person, name: str, asked: str = "") -> list[list[str]]:
    text = browser_of(person).get(f"{reverse(name)}?as=csv{asked}").content.decode("utf-8-sig")
    return [line.split(",") for line in text.splitlines()[1:]]


def test_a_call_from_abroad_at_night_counts_in_the_report_and_names_nobody() -> None:
    ishida, narumi = a_leader("石田"), somebody("鳴海", "遼")
    memo(ishida, NIGHT, requester=narumi.pk, channel="phone", zone="Asia/Singapore")
    memo(ishida, OPEN, requester=narumi.pk)
    with time_machine.travel(NIGHT, tick=False):
        missed(a_line(), call="night")
        page = browser_of(ishida).get(reverse("outside_hours")).content.decode()
        found = csv_of(ishida, "outside_hours")

    assert found == [
        ["2026-06-08", "出られなかった電話", "", "", "1"], ["2026-06-08", "電話", "海外", "シンガポール", "1"],
    ]  # fmt: skip
    assert "同じ期間の 3 件のうち" in page
    assert narumi.family_name not in page


def test_a_country_is_one_in_whatever_language_the_memo_was_written() -> None:
    ishida, novak = a_leader("石田"), a_leader("Novak")
    novak.language = "en"
    for member in (ishida, novak):
        memo(member, NIGHT, channel="phone", zone="Asia/Singapore")
    with time_machine.travel(NIGHT, tick=False):
        pages = [browser_of(each).get(reverse("outside_hours")).content.decode() for each in (ishida, novak)]

    assert [page.count(name) for page, name in zip(pages, ("シンガポール", "Singapore"), strict=True)] == [1, 1]
    places = sorted(Ticket.objects.values_list("place", flat=True))
    assert places == ["Singapore（+08 19:30）", "シンガポール（+08 19:30）"]


def test_each_desk_is_judged_by_its_own_hours_and_seen_by_its_members_alone() -> None:
    ishida, kuramochi = a_leader("石田"), a_member("倉持", desk=a_desk("ga", "総務"))
    memo(ishida, NIGHT)
    with time_machine.travel(NIGHT, tick=False):
        seen = [csv_of(person, "outside_hours") for person in (ishida, kuramochi)]
        doors = [
            browser_of(person).get(reverse(name)).status_code
            for person in (ishida, kuramochi, an_administrator(), somebody("久我"))
            for name in ("outside_hours", "small_requests")
        ]

    assert [len(rows) for rows in seen] == [1, 0]
    assert doors == [200, 200, 200, 403, 403, 403, 403, 403]


@pytest.fixture
def may() -> Person:
    """Three memos of May, one of June, and a case of May that is no memo."""
    ishida, shibata, aoki = a_leader("石田"), somebody("柴田"), somebody("青木", family_kana="アオキ")
    memo(ishida, "2026-05-12T10:00+09:00", requester=shibata.pk, minutes=5)
    memo(ishida, "2026-05-31T23:30+09:00", requester=shibata.pk)
    memo(ishida, "2026-05-20T10:00+09:00", requester=aoki.pk, minutes=10)
    memo(ishida, "2026-06-01T00:30+09:00", requester_words="ヤマ…不明", minutes=3)
    with time_machine.travel("2026-05-20T11:00+09:00", tick=False):
        open_ticket(desk=a_desk(), by=ishida, requester=aoki, channel="walk_in", text="長い相談")
    return ishida


@time_machine.travel("2026-06-08T10:00+09:00", tick=False)
def test_a_month_is_added_up_by_person_in_the_order_of_kana_and_by_kind(may: Person) -> None:
    rows = csv_of(may, "small_requests", "&month=2026-05")

    total = [row[2:] for row in rows if row[0] == "合計"]
    people = [row[1:] for row in rows if row[0] == "だれに"]
    assert total == [["3", "15", "1"]]
    assert [(name[:2], *rest) for name, *rest in people] == [("青木", "1", "10", "0"), ("柴田", "2", "5", "1")]
    assert [row[1:] for row in csv_of(may, "small_requests", "&month=2026-06") if row[0] == "だれに"] == [
        ["名前が分からない方", "1", "3", "0"]
    ]


@pytest.mark.parametrize(
    ("day", "mails"),
    [
        ("2026-06-01T08:30+09:00", 1),  # Monday, the first working day
        ("2026-06-03T08:30+09:00", 1),  # the house was asleep until then
        ("2026-05-31T08:30+09:00", 0),  # April had none
    ],
)
def test_the_leader_gets_last_months_list_once(may: Person, day: str, mails: int) -> None:
    for _twice in range(2):
        with time_machine.travel(day, tick=False):
            send_month_lists()
            run_waiting()

    sent = Mail.objects.filter(to=may.email, about__startswith="month-")
    assert (sent.count(), Event.objects.filter(kind="desk.month_told").count()) == (mails, mails)
    if mails:
        body = sent.get().body
        assert "・3件 15分（時間の記入なし 1件）" in body
        assert body.index("青木") < body.index("柴田")
        assert "/desk/small-requests/?month=2026-05&desk=it" in body


def test_it_waits_for_the_first_working_day(may: Person) -> None:
    memo(may, "2026-07-30T10:00+09:00")
    for day, sent in (("2026-08-01", 0), ("2026-08-02", 0), ("2026-08-03", 1)):
        with time_machine.travel(f"{day}T08:30+09:00", tick=False):
            send_month_lists()
        assert Event.objects.filter(kind="desk.month_told", data__month="2026-07").count() == sent


def test_it_speaks_the_language_of_each_leader_and_goes_to_nobody_who_left(may: Person) -> None:
    novak, gone = a_leader("Novak"), a_leader("宮田")
    Person.objects.filter(pk=novak.pk).update(language="en")
    leave(gone, by=None)
    with time_machine.travel("2026-06-01T08:30+09:00", tick=False):
        send_month_lists()

    subjects = dict(Mail.objects.filter(about__startswith="month-").values_list("to", "subject"))
    assert subjects == {
        may.email: "小さな頼まれごと 2026-05（情報システム）", novak.email: "Small requests 2026-05 (情報システム)",
    }  # fmt: skip


def test_words_that_a_spreadsheet_would_reckon_with_stay_words() -> None:
    ishida, odd = a_leader("石田"), somebody("=1+1", "")
    memo(ishida, NIGHT, requester=odd.pk)

    with time_machine.travel(NIGHT, tick=False):
        assert csv_of(ishida, "small_requests", "&month=2026-06")[-1][1].startswith("'=1+1")
