"""私の案件: honest state, and everything one can say about it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from suketto.foundation import clock
from suketto.notices.models import Notification
from suketto.people import actions as people
from suketto.people.models import Desk, Person, Site
from suketto.portal.templatetags.portal import expected, plainly
from suketto.tickets import actions
from suketto.tickets.models import Rating, Resolution, Thanks, Ticket
from tests.people import a_desk, a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db

# Wednesday 2026-06-10, 10:00 in Tokyo.
MORNING = datetime(2026, 6, 10, 1, 0, tzinfo=UTC)


@pytest.fixture
def mizuno(desk: Desk) -> Person:
    return a_member("水野", desk=desk)


@pytest.fixture
def ticket(shibata: Person, desk: Desk) -> Ticket:
    return a_ticket(shibata, "VPNにつながりません")


def test_the_state_is_said_in_plain_words(ticket: Ticket, mizuno: Person) -> None:
    assert plainly(ticket) == "受付済み・順番に見ています"

    actions.reply(ticket, "柴田様 水野です", by=mizuno)
    assert plainly(Ticket.objects.get()) == "担当：水野が対応中"

    actions.wait(ticket, by=mizuno, state="waiting_requester", reason="画面の写し待ち")
    assert plainly(Ticket.objects.get()) == "あなたの返事を待っています"

    actions.resolve(ticket, by=mizuno, answer="直りました")
    assert plainly(Ticket.objects.get()) == "解決"


def test_the_expected_reply_is_in_business_hours(shibata: Person, desk: Desk) -> None:
    with time_machine.travel(MORNING, tick=False):
        ticket = a_ticket(shibata)

        assert expected(ticket) == "今日 15:00 ごろまでに返信します（受付時間で数えて）"
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        assert expected(ticket) == "お約束の 6月10日 15:00 を過ぎています。お待たせして申し訳ありません。"


def test_notes_of_the_desk_never_show(as_shibata: Client, ticket: Ticket, mizuno: Person) -> None:
    actions.note(ticket, "ここだけの話です", by=mizuno)
    actions.reply(ticket, "柴田様 水野です。確認します。", by=mizuno)

    page = as_shibata.get(f"/my/tickets/{ticket.pk}/").content.decode()

    assert "確認します。" in page
    assert "ここだけの話" not in page


def test_the_goal_stands_at_the_top(as_shibata: Client, ticket: Ticket, mizuno: Person) -> None:
    actions.triage(ticket, by=mizuno, situation="本人のみ", goal="16時の締めまでに12枚を紙で")

    page = as_shibata.get(f"/my/tickets/{ticket.pk}/").content.decode()

    assert "16時の締めまでに12枚を紙で" in page
    assert "本人のみ" not in page


@pytest.mark.parametrize("part", ["head", "talk", "acts"])
def test_each_part_redraws_itself(as_shibata: Client, ticket: Ticket, part: str) -> None:
    answer = as_shibata.get(f"/my/tickets/{ticket.pk}/", {"part": part}, headers={"HX-Request": "true"})

    assert answer.templates[0].name == f"portal/my_ticket_{part}.html"


def test_a_reply_is_taken_once(as_shibata: Client, ticket: Ticket) -> None:
    typed = {"body": "再起動もしました", "once": str(uuid4())}

    for _time in range(2):
        as_shibata.post(f"/my/tickets/{ticket.pk}/replies/", typed)

    assert [message.body for message in ticket.messages.all()] == ["VPNにつながりません", "再起動もしました"]


def test_an_empty_reply_is_refused(as_shibata: Client, ticket: Ticket) -> None:
    answer = as_shibata.post(f"/my/tickets/{ticket.pk}/replies/", {"body": " "})

    assert answer.status_code == 422
    assert "何も書かれていません" in answer.content.decode()


def test_solved_thanked_and_rated(as_shibata: Client, ticket: Ticket, mizuno: Person) -> None:
    actions.reply(ticket, "柴田様 水野です。設定を直しました。", by=mizuno)

    as_shibata.post(f"/my/tickets/{ticket.pk}/solution/")
    as_shibata.post(f"/my/tickets/{ticket.pk}/thanks/", {"words": "締めに間に合いました"})
    as_shibata.post(f"/my/tickets/{ticket.pk}/rating/", {"stars": "4"})
    as_shibata.post(f"/my/tickets/{ticket.pk}/rating/", {"stars": "5"})

    assert Resolution.objects.get().how == Resolution.How.ANSWERED
    assert Thanks.objects.get().words == "締めに間に合いました"
    assert Rating.objects.get().stars == 5
    page = as_shibata.get(f"/my/tickets/{ticket.pk}/").content.decode()
    assert "あなたの評価：5／5" in page
    assert "＝悪い" in page
    assert "＝良い" in page


@pytest.mark.parametrize("stars", ["", "0", "6", "三"])
def test_only_one_to_five_are_stars(as_shibata: Client, ticket: Ticket, mizuno: Person, stars: str) -> None:
    actions.resolve(ticket, by=mizuno, answer="直りました")

    answer = as_shibata.post(f"/my/tickets/{ticket.pk}/rating/", {"stars": stars})

    assert answer.status_code == 422
    assert not Rating.objects.exists()


def test_still_broken_within_two_weeks_is_the_same_matter(as_shibata: Client, ticket: Ticket, mizuno: Person) -> None:
    actions.resolve(ticket, by=mizuno, answer="直りました")

    answer = as_shibata.post(f"/my/tickets/{ticket.pk}/reopening/")

    again = Ticket.objects.get()
    assert answer["Location"] == f"/my/tickets/{ticket.pk}/"
    assert (again.open, again.reopened_count) == (True, 1)


def test_still_broken_later_is_a_new_matter_tied_to_it(client: Client, ticket: Ticket, mizuno: Person) -> None:
    actions.resolve(ticket, by=mizuno, answer="直りました")

    with time_machine.travel(clock.now() + timedelta(days=16), tick=False):
        client.force_login(ticket.requester)
        assert "14日を過ぎているため" in client.get(f"/my/tickets/{ticket.pk}/").content.decode()
        answer = client.post(f"/my/tickets/{ticket.pk}/reopening/", {"body": "また同じです"})
        new = Ticket.objects.exclude(pk=ticket.pk).get()
        page = client.get(f"/my/tickets/{new.pk}/").content.decode()

    assert answer["Location"] == f"/my/tickets/{new.pk}/"
    assert new.links.get().other == ticket
    assert ticket.label in page


def test_the_list_goes_on_by_key(as_shibata: Client, shibata: Person, desk: Desk) -> None:
    tickets = [a_ticket(shibata, f"その{number}") for number in range(23)]

    first = as_shibata.get("/my/tickets/")
    second = as_shibata.get("/my/tickets/", {"before": first.context["older"]})

    assert [ticket.pk for ticket in first.context["tickets"]] == [ticket.pk for ticket in reversed(tickets[3:])]
    assert [ticket.pk for ticket in second.context["tickets"]] == [ticket.pk for ticket in reversed(tickets[:3])]
    assert second.context["older"] is None


def test_the_page_costs_the_same_however_long_the_conversation(
    as_shibata: Client, ticket: Ticket, mizuno: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        actions.reply(ticket, f"柴田様 水野です。{number}", by=mizuno)
        actions.write(ticket, f"はい {number}", by=ticket.requester)

    with django_assert_max_num_queries(26):
        as_shibata.get(f"/my/tickets/{ticket.pk}/")


def test_the_list_costs_the_same_however_long(
    as_shibata: Client, shibata: Person, desk: Desk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        a_ticket(shibata, f"その{number}")

    with django_assert_max_num_queries(8):
        as_shibata.get("/my/tickets/")


def test_a_colleague_does_not_see_it_and_a_member_of_another_desk_neither(client: Client, ticket: Ticket) -> None:
    for stranger in (somebody("久我"), a_member("総務", desk=a_desk("ga", "総務"))):
        client.force_login(stranger)
        for address in ("", "replies/", "solution/", "reopening/", "thanks/", "rating/", "help/"):
            path = f"/my/tickets/{ticket.pk}/{address}"
            answer = client.post(path, {"body": "x", "stars": "1"}) if address else client.get(path)
            assert answer.status_code == 404, path


def test_a_member_of_the_desk_works_on_it_at_the_desk(client: Client, ticket: Ticket, mizuno: Person) -> None:
    client.force_login(mizuno)

    assert client.get(f"/my/tickets/{ticket.pk}/")["Location"] == f"/desk/tickets/{ticket.pk}/"
    assert client.post(f"/my/tickets/{ticket.pk}/solution/").status_code == 403
    assert client.post(f"/my/tickets/{ticket.pk}/replies/", {"body": "x"}).status_code == 403


@pytest.fixture
def kawabe(shibata: Person) -> Person:
    """A key person at the site where 柴田 works."""
    shibata.site = Site.objects.create(slug="chiba", name="千葉工場")
    shibata.save()
    person = somebody("川辺", "幸江")
    people.give_role(person, "key_person", by=None, site=shibata.site)
    return person


def test_a_key_person_nearby_is_shown_asked_and_credited(
    client: Client, shibata: Person, kawabe: Person, ticket: Ticket
) -> None:
    client.force_login(shibata)
    assert "川辺" in client.get("/portal/").content.decode()
    client.post(f"/my/tickets/{ticket.pk}/help/", {"person": kawabe.pk})

    client.force_login(kawabe)
    assert Notification.objects.get(person=kawabe).words == ticket.subject
    assert ticket.subject in client.get("/my/tickets/").content.decode()
    client.post(f"/my/tickets/{ticket.pk}/replies/", {"body": "2階の複合機の裏のスイッチです"})

    client.force_login(shibata)
    client.post(f"/my/tickets/{ticket.pk}/solution/")
    assert Resolution.objects.get().how == Resolution.How.KEY_PERSON


def test_only_a_listed_key_person_can_be_asked(as_shibata: Client, kawabe: Person, ticket: Ticket) -> None:
    answer = as_shibata.post(f"/my/tickets/{ticket.pk}/help/", {"person": somebody("久我").pk})

    assert answer.status_code == 422
    assert not ticket.watches.exists()


def test_a_key_person_who_was_not_asked_sees_nothing(client: Client, kawabe: Person, ticket: Ticket) -> None:
    client.force_login(kawabe)

    assert client.get(f"/my/tickets/{ticket.pk}/").status_code == 404


def test_a_key_person_cannot_close_thank_or_rate_for_others(
    client: Client, shibata: Person, kawabe: Person, ticket: Ticket
) -> None:
    client.force_login(shibata)
    client.post(f"/my/tickets/{ticket.pk}/help/", {"person": kawabe.pk})
    client.force_login(kawabe)

    for act in ("solution", "reopening", "thanks", "help"):
        assert client.post(f"/my/tickets/{ticket.pk}/{act}/", {"person": kawabe.pk}).status_code == 403, act
    assert Ticket.objects.get().open


def test_words_to_what_was_merged_arrive_where_it_goes_on(ticket: Ticket, shibata: Person, mizuno: Person) -> None:
    end = a_ticket(shibata, "VPNの続き", desk=ticket.desk)
    actions.merge(ticket, end, by=mizuno)
    browser = Client()
    browser.force_login(shibata)

    answer = browser.post(f"/my/tickets/{ticket.pk}/replies/", {"body": "まだです"}, follow=True)

    assert answer.redirect_chain[-1][0].startswith(f"/my/tickets/{end.pk}/")
    assert f"{end.label} にまとめたため、そちらに届けました" in answer.content.decode()
    assert [message.body for message in end.messages.all()][-1] == "まだです"
    assert Ticket.objects.get(pk=ticket.pk).state == "merged"


def test_so_do_those_of_a_key_person_who_was_asked_to_look(ticket: Ticket, shibata: Person, mizuno: Person) -> None:
    kuga = somebody("久我", "直人")
    people.give_role(kuga, "key_person", by=None)
    actions.watch(ticket, by=kuga)
    end = a_ticket(shibata, "VPNの続き", desk=ticket.desk)
    actions.merge(ticket, end, by=mizuno)
    browser = Client()
    browser.force_login(kuga)

    answer = browser.post(f"/my/tickets/{ticket.pk}/replies/", {"body": "証明書では"}, follow=True)

    assert (answer.status_code, answer.redirect_chain[-1][0].startswith(f"/my/tickets/{ticket.pk}/")) == (200, True)
    assert end.messages.last().body == "証明書では"


@pytest.mark.parametrize(("hours", "told"), [(1, True), (9, False)])
def test_a_deadline_before_the_promise_is_told_to_whoever_asked(
    shibata: Person, desk: Desk, hours: int, *, told: bool
) -> None:
    with time_machine.travel(datetime(2026, 6, 10, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo")), tick=False):
        deadline = datetime(2026, 6, 10, 10 + hours, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
        ticket = actions.open_ticket(
            desk=desk, by=shibata, requester=shibata, channel="portal", text="印刷できません", deadline_at=deadline
        )
        client = Client()
        client.force_login(shibata)
        page = client.get(f"/my/tickets/{ticket.pk}/").content.decode()

    assert ("お急ぎの 今日 11:00 は窓口にも見えていて" in page) == told
