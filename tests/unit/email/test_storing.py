"""Bytes are kept whatever numbers a mail server gives them."""

from hashlib import sha256

import pytest

from suketto.channels.email.actions import connect
from suketto.channels.email.models import Letter, Mailbox
from suketto.channels.email.storing import Arrival, store
from tests.people import a_desk
from tests.unit.email.writing import a_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox() -> Mailbox:
    made = connect(by=None, desk=a_desk(), address="help@example.jp", host="mail.example.jp", password="x")
    made.uidvalidity = 1
    made.save()
    return made


def took(mailbox: Mailbox, *arrivals: Arrival) -> list[int]:
    return [letter.pk for letter in store(arrivals, came_by=Letter.CameBy.IMAP, mailbox=mailbox)]


def test_a_number_given_twice_means_the_later_letter_and_both_are_kept(mailbox: Mailbox) -> None:
    first, second, third = a_letter("一"), a_letter("二"), a_letter("三")
    took(mailbox, Arrival(first, uid=5))

    took(mailbox, Arrival(second, uid=5), Arrival(third, uid=6))

    kept = Letter.objects.order_by("id").values_list("sha256", "uid", "uidvalidity")
    assert list(kept) == [
        (sha256(first).hexdigest(), None, None), (sha256(second).hexdigest(), 5, 1), (sha256(third).hexdigest(), 6, 1),
    ]  # fmt: skip


def test_the_same_letter_under_its_number_is_stored_once(mailbox: Mailbox) -> None:
    letter = Arrival(a_letter(), uid=5)

    assert took(mailbox, letter) == took(mailbox, letter)
    assert Letter.objects.get().uid == 5


def test_a_number_that_went_back_and_forth_loses_nothing(mailbox: Mailbox) -> None:
    one, two = Arrival(a_letter("一"), uid=5), Arrival(a_letter("二"), uid=5)

    numbers = [took(mailbox, each) for each in (one, two, one)]

    assert numbers[0] == numbers[2]
    assert Letter.objects.count() == 2
