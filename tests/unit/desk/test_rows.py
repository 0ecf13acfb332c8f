"""A row is drawn once for as long as it would look the same, and never longer."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import translation

from suketto.desk import rows
from suketto.foundation import clock
from suketto.tickets import actions, queries
from suketto.tickets.models import Presence, Ticket
from tests.people import a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db


def drawn(*, several_desks: bool = False) -> str:
    tickets = list(Ticket.objects.select_related("desk", "requester", "assignee", "service"))
    present = queries.present([ticket.pk for ticket in tickets], but=somebody())
    return "".join(rows.drawn(tickets, present, several_desks=several_desks))


def test_an_unchanged_row_is_not_drawn_again() -> None:
    a_ticket()
    with time_machine.travel("2026-04-01 10:00 +0900", tick=False):
        drawn()
        before = rows._drawn.cache_info().misses
        drawn()

        assert rows._drawn.cache_info().misses == before


def test_a_flag_stands_before_the_deadline_only_and_a_stranger_is_named_apart_from_the_address() -> None:
    ticket = a_ticket()
    with time_machine.travel("2026-06-08T10:00+09:00", tick=False):
        Ticket.objects.update(due_at=clock.now() + timedelta(minutes=30), deadline_at=clock.now() + timedelta(hours=6))
        later = drawn()
        Ticket.objects.update(deadline_at=clock.now() + timedelta(minutes=20), requester=None)
        Ticket.objects.filter(pk=ticket.pk).update(requester_words="久我 直人 <kuga.home@mail.example.net>")
        first = drawn()

    assert "16:00</small>" in later
    assert later.index("su-time") < later.index("#flag")
    assert "</small>" in first
    assert first.index("#flag") < first.index("su-time")
    assert "久我 直人<small>kuga.home@mail.example.net</small>" in first


def test_whatever_it_shows_draws_it_anew() -> None:
    ticket, member = a_ticket(somebody("柴田", "葵"), "<b>VPN</b>"), a_member("水野")
    seen = [drawn()]
    actions.assign(ticket, member, by=member)
    seen.append(drawn())
    Presence.objects.create(ticket=ticket, person=member, writing=True, seen_at=clock.now())
    seen.append(drawn())
    Ticket.objects.update(overdue_since=clock.now())
    seen.append(drawn())
    ticket.requester.family_name = "井口"
    ticket.requester.save()
    seen.append(drawn())
    with translation.override("en"):
        seen.append(drawn())
    seen.append(drawn(several_desks=True))
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        seen.append(drawn())

    assert len(set(seen)) == len(seen)
    assert ("&lt;b&gt;VPN" in seen[0], "柴田" in seen[0], "水野" in seen[1], "井口 葵" in seen[4]) == (True,) * 4
