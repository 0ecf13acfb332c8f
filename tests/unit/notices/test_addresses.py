"""Every address in a mail begins where the operator says that the house is."""

import re
from typing import Any

import pytest

from suketto.jobs.worker import run_waiting
from suketto.notices.addresses import whole_address
from suketto.notices.models import Mail
from suketto.tickets import actions
from tests.people import a_member, a_ticket

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("https://help.example.co.jp", "https://help.example.co.jp/my/tickets/7/"),
        ("", "http://127.0.0.1:8000/my/tickets/7/"),
    ],
)
def test_the_address_of_a_page_is_whole(settings: Any, address: str, whole: str) -> None:
    settings.ADDRESS = address

    assert whole_address("my_ticket", 7) == whole


def test_page_and_thanks_lead_to_the_same_house(settings: Any) -> None:
    settings.ADDRESS = "https://help.example.co.jp"
    actions.resolve(a_ticket(), by=a_member(), answer="直りました")

    run_waiting()

    addresses = [at for mail in Mail.objects.all() for at in re.findall(r"https?://[^/\s]+", mail.body)]
    assert addresses == ["https://help.example.co.jp"] * 3
