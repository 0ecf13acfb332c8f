"""Tokens: shown once, kept as a hash, refused when ended, expired or their person has left."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from suketto.api import actions
from suketto.api.models import Token
from suketto.api.v1 import api
from suketto.foundation import clock
from suketto.people.actions import leave
from suketto.trail.models import Event
from tests.people import somebody
from tests.unit.api.calling import Program, case

pytestmark = pytest.mark.django_db


def test_the_secret_is_shown_once_and_kept_nowhere(client: Client) -> None:
    person = somebody()
    client.force_login(person)

    made = client.post("/me/tokens/", {"name": "月次レポート", "days": "30"})
    secret = re.search(r"skt_[\w-]+", made.content.decode().split('id="secret"')[1])[0]  # type: ignore[index]

    token = Token.objects.get()
    assert (made.status_code, token.prefix, token.digest) == (201, secret[:10], actions.digest_of(secret))
    assert "no-store" in made.headers["Cache-Control"]
    assert secret not in client.get("/me/tokens/").content.decode()
    assert secret not in str(Event.objects.filter(kind="token.made").values_list("data", flat=True)[0])
    assert token.digest not in str(list(Event.objects.values_list("data", flat=True)))


def test_a_token_opens_the_door_and_its_use_is_noted() -> None:
    person = somebody("柴田", "葵")

    answer = Program(person).get("people/me")

    assert (answer.status_code, answer.json()["name"]) == (200, "柴田 葵")
    assert "柴田 葵" in answer.content.decode()
    assert Token.objects.get().last_used_at is not None


def test_a_session_is_no_token(client: Client) -> None:
    client.force_login(somebody())

    assert case(client.get("/api/v1/people/me")) == (401, "blank")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic c2t0Og==", "Bearer skt_ÿ"])
def test_without_a_good_token_nothing_opens(header: str, client: Client) -> None:
    answer = client.get("/api/v1/tickets", headers={"Authorization": header})

    assert case(answer) == (401, "blank")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_an_ended_token_opens_nothing(client: Client) -> None:
    person = somebody()
    program = Program(person)
    client.force_login(person)
    client.post(f"/me/tokens/{Token.objects.get().pk}/ending/")

    assert case(program.get("people/me"))[0] == 401


def test_an_expired_token_opens_nothing() -> None:
    program = Program(somebody())
    Token.objects.update(expires_at=clock.now() - timedelta(seconds=1))

    assert case(program.get("people/me"))[0] == 401


def test_the_token_of_somebody_who_left_opens_nothing() -> None:
    person = somebody()
    program = Program(person)
    leave(person, by=None)

    assert case(program.get("people/me"))[0] == 401


def test_nobody_ends_the_token_of_another(client: Client) -> None:
    owner = Program(somebody())
    client.force_login(somebody())

    assert client.post(f"/me/tokens/{Token.objects.get().pk}/ending/").status_code == 404
    assert owner.get("people/me").status_code == 200


def test_a_token_wants_a_name(client: Client) -> None:
    client.force_login(somebody())

    assert client.post("/me/tokens/", {"name": "\u200b\x00 ", "days": "30"}).status_code == 422
    assert client.post("/me/tokens/", {"name": "x", "days": "9999"}).status_code == 422
    assert Token.objects.count() == 0


def test_there_is_an_end_to_tokens() -> None:
    person = somebody()
    for number in range(actions.TOKENS_EACH):
        actions.make_token(person, f"{number}", lasts=timedelta(days=1))

    with pytest.raises(actions.TooManyTokens):
        actions.make_token(person, "one more", lasts=timedelta(days=1))


def test_so_many_requests_a_minute_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    throttle = api.throttle
    monkeypatch.setattr(throttle, "most", 2)
    program, other = Program(somebody()), Program(somebody())

    with time_machine.travel("2026-04-01 10:00:20 +0900", tick=False) as time:
        statuses = [program.get("people/me").status_code for _ in range(2)]
        last = program.get("people/me")
        others = other.get("people/me").status_code
        time.shift(40)
        next_minute = program.get("people/me").status_code

    assert (statuses, case(last)[0], last.headers["Retry-After"]) == ([200, 200], 429, "40")
    assert (others, next_minute) == (200, 200)
