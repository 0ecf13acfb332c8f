"""Signing in and out in the house's words, and the list of one's own sessions."""

import pytest
from django.test import Client
from django.urls import reverse

from suketto.people.devices import device
from tests.people import somebody

WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        (WINDOWS, "Chrome（Windows）"),
        (f"{WINDOWS} Edg/131.0.0.0", "Edge（Windows）"),
        (f"{IPHONE} Version/18.1 Mobile/15E148 Safari/604.1", "Safari（iPhone）"),
        (f"{IPHONE} CriOS/131.0 Mobile/15E148 Safari/604.1", "Chrome（iPhone）"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox（Linux）"),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36",
            "Chrome（Android）",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15",
            "Safari（macOS）",
        ),
        ("Mozilla/5.0 (Windows NT 10.0)", "Windows"),
        ("curl/8.5", "そのほかのブラウザー"),
        ("", "そのほかのブラウザー"),
    ],
)
def test_a_browser_is_named_in_words(user_agent: str, said: str) -> None:
    assert device(user_agent) == said


@pytest.mark.django_db
def test_nobody_is_greeted_with_a_number_and_the_session_is_named(client: Client) -> None:
    person = somebody()
    person.set_password("korewa-nagai-aikotoba-7")
    person.save()
    typed = {"login": person.email, "password": "korewa-nagai-aikotoba-7"}

    first = client.post("/account/login/", typed, follow=True, headers={"User-Agent": WINDOWS})
    sessions = client.get(reverse("usersessions_list"), headers={"User-Agent": WINDOWS}).content.decode()
    last = client.post("/account/logout/", follow=True).content.decode()

    assert first.context["user"] == person
    assert "ログイン" not in first.content.decode()
    assert person.employee_number not in first.content.decode()
    assert f'title="{WINDOWS}">Chrome（Windows）<' in sessions
    assert "サインアウトしました。" in last
