"""Names of colleagues that an article still holds; who publishes it looks once."""

from typing import Any

import pytest
from django.test import Client

from suketto.knowledge import actions
from suketto.knowledge.models import Article
from suketto.knowledge.naming import names_in
from suketto.people.models import Person
from tests.people import a_member, somebody

pytestmark = pytest.mark.django_db

FOUND = "お名前らしい言葉が残っています：佐藤さん、柴田 葵。消すか、このまま公開するときはもう一度押してください。"


@pytest.fixture
def colleagues(db: None) -> None:
    somebody("佐藤", "誠", employee_number="A12345", email="sato@example.jp")
    somebody("柴田", "葵")
    somebody("井ノ口", "さくら")
    somebody("Smith", "John")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("隣の席の佐藤さんも同じです", ["佐藤さん"]),
        ("佐藤課長に聞きました。佐藤課長は", ["佐藤課長"]),
        ("柴田 葵様", ["柴田 葵"]),
        ("ご担当の方からは柴田　葵さんへ", ["柴田　葵"]),
        ("柴田葵です", ["柴田葵"]),
        ("営業部柴田葵です", ["柴田葵"]),
        ("井ノ口さんの席", ["井ノ口さん"]),
        ("Smithさんの席", ["Smithさん"]),
        ("社員番号A12345、Sato@example.jp", ["A12345", "Sato@example.jp"]),
        ("柴田様と佐藤氏", ["柴田様", "佐藤氏"]),
    ],
)
@pytest.mark.usefixtures("colleagues")
def test_names_are_found_as_they_are_written(text: str, names: list[str]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "お客様と皆さんへ。たくさん印刷すると止まります",
        "鈴木さんの席",
        "佐藤製薬の柴田工場でエラー 691 が出ます",
        "柴田様式の紙",
        "help@example.jp へ",
        "1. 電源を切る 葵色のランプ",
    ],
)
@pytest.mark.usefixtures("colleagues")
def test_other_words_are_not(text: str) -> None:
    assert names_in(text) == []


@pytest.mark.usefixtures("colleagues")
def test_however_many_names_it_asks_once(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert len(names_in("佐藤さんと柴田さん、井ノ口さん、柴田 葵、A12345、sato@example.jp" * 20)) == 6


def a_draft(by: Person, **texts: str) -> Article:
    usual = {"title": "隣の席の佐藤さんも印刷できない", "steps": "1. 柴田 葵に聞きます。"}
    return actions.draft(by=by, state="not_validated", **{**usual, **texts})


@pytest.mark.usefixtures("colleagues")
def test_publishing_asks_once_and_what_was_confirmed_goes_out(client: Client) -> None:
    mizuno = a_member()
    article, address = a_draft(mizuno), "/faq/{}/state/"
    client.force_login(mizuno)

    asked = client.post(address.format(article.pk), {"state": "published", "reason": "確かめました"})

    article.refresh_from_db()
    page = asked.content.decode()
    assert (asked.status_code, article.state) == (422, "not_validated")
    assert FOUND in page
    assert all(f'name="confirmed" value="{word}"' in page for word in ("佐藤さん", "柴田 葵"))
    assert 'name="reason" value="確かめました"' in page

    sent = {"state": "published", "reason": "確かめました", "confirmed": ["佐藤さん", "柴田 葵"]}
    assert client.post(address.format(article.pk), sent).status_code == 302
    article.refresh_from_db()
    assert article.state == "published"


@pytest.mark.usefixtures("colleagues")
def test_a_name_that_came_since_is_asked_about_anew() -> None:
    mizuno = a_member()
    article = a_draft(mizuno)
    actions.revise(article, by=mizuno, steps="1. 柴田 葵と井ノ口さんに聞きます。")

    with pytest.raises(actions.NamesLeft, match="井ノ口さん"):
        actions.set_state(article, "published", by=mizuno, confirmed=["佐藤さん", "柴田 葵"])


@pytest.mark.usefixtures("colleagues")
def test_nobody_is_asked_by_a_table_and_for_what_only_members_read() -> None:
    mizuno = a_member()

    assert actions.set_state(a_draft(mizuno), "published", by=None).state == "published"
    assert actions.set_state(a_draft(mizuno), "validated", by=mizuno).state == "validated"
    assert actions.set_state(a_draft(mizuno, title="題", steps="手順"), "published", by=mizuno).state == "published"
