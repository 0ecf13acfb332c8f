"""さがす: what a minus leaves out, and a number that stands alone."""

import pytest
from django.test import Client

from suketto.foundation import clock
from suketto.people.models import Department, Person
from suketto.tickets.models import Ticket
from tests.people import a_member, a_ticket, somebody
from tests.unit.desk.test_search import browser, mizuno, rows

__all__ = ["browser", "mizuno"]  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_what_a_minus_leaves_out_is_everything_else_and_those_without_any(browser: Client, mizuno: Person) -> None:
    takase, department = a_member("高瀬"), Department.objects.create(code="E", name="営業部", path="営業部")
    asker = somebody("営業", department=department)
    askers = {"済": somebody(), "他": somebody(), "自": asker, "無": somebody()}
    done, theirs, ours, nobodys = (a_ticket(requester=who, text=f"画面の件 {name}") for name, who in askers.items())
    Ticket.objects.filter(pk=done.pk).update(state="resolved", turn=2, resolved_at=clock.now())
    Ticket.objects.filter(pk=theirs.pk).update(assignee=takase)
    Ticket.objects.filter(pk=ours.pk).update(assignee=mizuno)
    named = {done.subject: "済", theirs.subject: "他", ours.subject: "自", nobodys.subject: "無"}

    for text, found in (
        ("-状態:解決", "無自他"), ("-状態:完了 -担当:高瀬", "無自"), ("画面 -担当:自分", "無他済"),
        ("-担当:なし", "自他"), ("-担当:自分,高瀬", "無済"), ("-部署:営業部", "無他済"), ("-期間:今日", ""),
        ("-期間:昨日", "無自他済"), (f"-番号:{ours.label}", "無他済"), ("-窓口:情報システム", ""),
        ("-サービス:なし", ""), ("担当:自分 -状態:解決", "自"),
    ):  # fmt: skip
        assert "".join(named[each] for each in rows(browser, text, sort="new")) == found, text
    assert set(rows(browser, "画面 -状態:解決")) == {theirs.subject, ours.subject, nobodys.subject}


def test_a_minus_alone_asks_for_nothing(browser: Client) -> None:
    somebody("柴田", email="shiba-ta@example.jp")

    for text in ("-", " － ", "--"):
        page = browser.get("/search/", {"q": text})
        assert "beside" not in page.context


def test_a_ticket_that_is_found_by_its_number_is_counted(browser: Client) -> None:
    ticket = a_ticket(text="画面が出ません")

    for text in (f"{ticket.pk}", f"{ticket.pk}".translate({48 + n: 0xFF10 + n for n in range(10)})):
        for sort in ("", "new"):
            page = browser.get("/search/", {"q": text, "sort": sort})
            assert [row.thing.pk for row in page.context["rows"]] == [ticket.pk]
            assert [facts.number for facts in page.context["found"].counted] == [ticket.pk]
            assert "案件：1 件" in page.content.decode()
