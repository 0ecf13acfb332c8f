"""自分のページ, the first-run page, signing in and the list of sessions."""

import pytest
from django.test import Client

from suketto.people.models import Desk, Person, Role
from tests.people import an_administrator, somebody

pytestmark = pytest.mark.django_db

FIRST = {
    "family_name": "岸本", "given_name": "恵", "employee_number": "000001", "email": "kishimoto@example.jp",
    "password": "correct-horse-battery", "again": "correct-horse-battery", "desk": "情報システム",
}  # fmt: skip


def test_a_fresh_house_makes_its_administrator_and_first_desk_once(client: Client) -> None:
    answer = client.post("/setup/", FIRST)

    person = Person.objects.get()
    assert answer["Location"] == "/"
    assert person.check_password("correct-horse-battery")
    assert {role.kind for role in Role.objects.filter(person=person)} == {"administrator", "leader"}
    assert Desk.objects.get().name == "情報システム"
    assert client.get("/")["Location"] == "/desk/"
    assert client.get("/setup/")["Location"] == "/account/login/"
    client.post("/setup/", FIRST | {"email": "second@example.jp", "employee_number": "000002"})
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"again": "something-else-entirely"}, "二つのパスワードが違います"),
        ({"password": "short", "again": "short"}, "12"),
        ({"password": "123456789012", "again": "123456789012"}, "数字"),
        ({"password": "kishimoto@example.jp", "again": "kishimoto@example.jp"}, "似"),
        ({"email": "no-address"}, "メールアドレス"),
    ],
)
def test_a_weak_beginning_is_refused(client: Client, wrong: dict[str, str], said: str) -> None:
    answer = client.post("/setup/", FIRST | wrong)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Person.objects.exists()


def test_one_keeps_place_and_language_oneself(client: Client) -> None:
    person = somebody()
    client.force_login(person)

    answer = client.post("/me/", {"working_place": "home", "language": "en"})

    person.refresh_from_db()
    assert (person.working_place, person.language) == ("home", "en")
    assert answer.cookies["language"].value == "en"


def test_a_place_that_does_not_exist_is_refused(client: Client) -> None:
    person = somebody()
    client.force_login(person)

    assert client.post("/me/", {"working_place": "moon", "language": "ja"}).status_code == 422


def test_one_signs_in_by_mail_address_or_number_and_sees_the_session(client: Client) -> None:
    an_administrator()
    person = somebody(employee_number="006201", email="aoi@example.jp", password="correct-horse-battery")

    for name in ("aoi@example.jp", "006201"):
        answer = client.post("/account/login/", {"login": name, "password": "correct-horse-battery"})
        assert answer["Location"] == "/"
        page = client.get("/account/sessions/").content.decode()
        assert "この端末" in page
        client.post("/account/logout/")
    assert person.is_active


def test_a_wrong_password_is_said_without_saying_who_exists(client: Client) -> None:
    somebody(email="aoi@example.jp", password="correct-horse-battery")

    pages = [
        client.post("/account/login/", {"login": name, "password": "wrong-wrong-wrong"}).content.decode()
        for name in ("aoi@example.jp", "nobody@example.jp")
    ]

    assert all('role="alert"' in page for page in pages)
    assert [page.count("正しくありません") for page in pages] == [1, 1]


def test_the_librarys_own_address_and_sign_up_pages_are_closed(client: Client) -> None:
    client.force_login(somebody())

    assert client.get("/account/email/").status_code == 404
    client.logout()
    assert client.get("/account/signup/").status_code == 404


@pytest.mark.parametrize("page", ["login/", "password/reset/", "password/reset/done/"])
def test_the_account_pages_wear_the_houses_clothes(client: Client, page: str) -> None:
    answer = client.get(f"/account/{page}")

    assert answer.status_code == 200
    assert "ui/page.html" in [template.name for template in answer.templates]
