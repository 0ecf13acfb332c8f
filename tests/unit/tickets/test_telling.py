"""The history in words."""

import pytest
from django.test import Client

from suketto.tickets import actions
from tests.people import a_desk, a_member, a_ticket

pytestmark = pytest.mark.django_db


def test_one_move_is_one_sentence() -> None:
    ticket, mizuno = a_ticket(), a_member()
    browser = Client()
    browser.force_login(mizuno)
    actions.move(ticket, a_desk("ga", "総務"), by=mizuno, reason="名刺の件")

    page = browser.get(f"/desk/tickets/{ticket.pk}/history/").content.decode()

    assert page.count("情報システムから総務へ引き継ぎました（名刺の件）") == 1
    assert page.count("<tr>") == 3  # the head, the opening, the move
