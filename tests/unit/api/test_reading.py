"""People, articles and search: each sees over the API what they see on the pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from suketto.knowledge import actions as knowledge
from tests.people import a_desk, a_member, a_ticket, an_administrator, somebody
from tests.unit.api.calling import Program, case

pytestmark = pytest.mark.django_db


def test_the_directory_is_for_members_and_administrators() -> None:
    target = somebody("井口", "茜", family_kana="イグチ")

    found = [Program(who).get("people", q="いぐち") for who in (a_member(), an_administrator(), somebody())]

    assert [answer.status_code for answer in found] == [200, 200, 403]
    assert [row["id"] for row in found[0].json()["items"]] == [target.pk]


def test_a_colleague_reads_themself_and_nobody_else() -> None:
    me, other = somebody(), somebody()

    assert Program(me).get(f"people/{me.pk}").json()["employee_number"] == me.employee_number
    assert case(Program(me).get(f"people/{other.pk}"))[0] == 404
    assert Program(a_member()).get(f"people/{other.pk}").status_code == 200


def test_people_page_by_key() -> None:
    member = Program(a_member())
    everyone = sorted([somebody().pk for _ in range(4)])
    found, cursor = [], ""
    for _ in range(10):
        page = member.get("people", q="柴田", limit=3, cursor=cursor).json()
        found += [row["id"] for row in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break

    assert found == everyone


def test_drafts_are_for_members() -> None:
    public = knowledge.draft(by=None, title="複合機で印刷する", steps="押す", state="published")
    draft = knowledge.draft(by=None, title="まだの記事", steps="…")
    colleague, member = Program(somebody()), Program(a_member())

    assert [row["number"] for row in colleague.get("articles").json()["items"]] == [public.pk]
    assert colleague.get(f"articles/{public.pk}").json()["steps"] == "押す"
    assert case(colleague.get(f"articles/{draft.pk}"))[0] == 404
    assert member.get(f"articles/{draft.pk}").json()["title"] == "まだの記事"
    assert colleague.get("articles", service="nowhere").json() == {"items": [], "next": None}


def test_articles_page_by_key() -> None:
    numbers = [knowledge.draft(by=None, title=f"{n}", steps="x", state="published").pk for n in range(32)]
    program = Program(somebody())

    first = program.get("articles").json()
    second = program.get("articles", cursor=first["next"]).json()

    assert [row["number"] for row in first["items"] + second["items"]] == sorted(numbers, reverse=True)
    assert second["next"] is None


def test_search_finds_what_one_may_see() -> None:
    article = knowledge.draft(by=None, title="VPNにつながらないとき", steps="証明書を更新", state="published")
    ticket = a_ticket(owner := somebody(), "VPNにつながりません 証明書")
    elsewhere = a_member("倉持", desk=a_desk("ga", "総務"))

    def kinds(who: object) -> set[tuple[str, int]]:
        items = Program(who).get("search", q="VPN 証明書").json()["items"]  # type: ignore[arg-type]
        return {(item["kind"], item["number"]) for item in items}

    both = {("article", article.pk), ("ticket", ticket.pk)}
    assert [kinds(who) for who in (owner, a_member())] == [both, both]
    assert [kinds(who) for who in (somebody(), elsewhere)] == [{("article", article.pk)}] * 2
    assert case(Program(owner).get("search"))[0] == 422
    assert Program(owner).get("search", q="\x00").json() == {"items": []}


def test_a_list_of_the_desk_asks_no_more_for_more_tickets() -> None:
    member = Program(a_member())

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            rows = member.get("tickets", scope="desks").json()["items"]
        return len(rows), len(captured)

    a_ticket()
    asked()  # the token notes its use
    one, few = asked()
    for _ in range(5):
        a_ticket()

    assert (one, *asked()) == (1, 6, few)
