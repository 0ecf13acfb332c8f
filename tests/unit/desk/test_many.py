"""Acts on many tickets of the work list: what was changed, what was not, and why."""

from typing import Any

import pytest
from django.test import Client

from suketto.people.models import Person
from suketto.tickets import actions
from suketto.tickets.actions import bulk
from tests.people import a_desk, a_member, a_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def mizuno() -> Person:
    return a_member()


@pytest.fixture
def browser(mizuno: Person) -> Client:
    client = Client()
    client.force_login(mizuno)
    return client


def told(browser: Client, address: str, form: dict[str, Any]) -> str:
    return browser.post(address, form, follow=True).content.decode()


def test_what_was_left_out_of_a_bulk_act_is_named_and_only_changes_are_counted(browser: Client, mizuno: Person) -> None:
    mine, other, away = a_ticket(), a_ticket(), a_ticket()
    actions.assign(mine, mizuno, by=mizuno)
    actions.move(away, a_desk("ga", "総務"), by=a_member("高瀬"), reason="備品")

    page = told(browser, "/desk/acts/", {"act": "mine", "ticket": [mine.pk, other.pk, away.pk]})

    assert "1 件を変更しました" in page
    assert "1 件は、もとからそのとおりでした" in page
    assert f"{away.label} は、もうこの窓口にないため変えていません" in page


def test_to_ones_own_desk_nothing_is_moved(browser: Client) -> None:
    ticket = a_ticket()

    page = told(browser, "/desk/acts/", {"act": "move", "desk": "it", "reason": "さて", "ticket": [ticket.pk]})

    assert ("件を変更しました" in page, "もとからそのとおりでした" in page) == (False, True)


def test_an_undo_that_undoes_nothing_says_why(browser: Client, mizuno: Person) -> None:
    ticket = a_ticket()
    done = bulk.assign([ticket], mizuno, by=mizuno)
    actions.reply(ticket, "触りました", by=mizuno)

    page = told(browser, "/desk/acts/undo/", {"undo": done.undo})

    assert ("toast--success" in page, "1 件は、そのあとに変わっていたため" in page) == (False, True)


def test_more_than_can_be_done_at_once_is_said(browser: Client) -> None:
    page = told(browser, "/desk/acts/", {"act": "mine", "ticket": [a_ticket().pk, *range(900_000, 900_230)]})

    assert "残りの 31 件は変えていません" in page
    assert "HD-900000、HD-900001、HD-900002、HD-900003、HD-900004 ほか 194 件" in page
