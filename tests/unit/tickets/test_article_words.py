"""A draft made from a ticket holds what helps the next one, not the letter around it."""

import pytest

from suketto.knowledge.models import Article
from suketto.tickets import actions
from tests.people import a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db


def drafted(asked: str, answer: str) -> Article:
    actions.resolve(
        a_ticket(somebody("柴田", "葵"), asked), by=a_member("水野", "真理"), answer=answer, make_article=True
    )
    article: Article = Article.objects.get()
    return article


def test_address_greeting_signature_and_number_stay_behind() -> None:
    article = drafted(
        "お世話になっております。総務の柴田です。\nお疲れ様です。\n"
        "VPNにつながりません。\n\nよろしくお願いいたします。\n柴田 葵",
        "柴田 葵様\n\nお世話になっております。\n証明書を更新しました。\n\n1. 社内LANにつなぎます。\n"
        "よろしくお願いいたします。\n\n水野 真理（ヘルプデスク）\n案件番号 HD-08066",
    )

    assert article.symptom == "VPNにつながりません。"
    assert article.steps == "証明書を更新しました。\n\n1. 社内LANにつなぎます。"


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ("柴田さん、電源を入れ直します。", "電源を入れ直します。"),
        ("柴田様\n電源を入れ直します。\n水野", "電源を入れ直します。"),
        ("柴田葵さま\n電源を入れ直します。\n情報システム 水野", "電源を入れ直します。"),
        ("お疲れさまです。電源を入れ直します。\n情報システム", "電源を入れ直します。"),
        ("柴田さんの席の電源を入れ直します。", "柴田さんの席の電源を入れ直します。"),
        ("お客様番号の欄は空けます。", "お客様番号の欄は空けます。"),
        (
            "よろしくお願いしますと出たら\n\n水野さんを呼びます。",
            "よろしくお願いしますと出たら\n\n水野さんを呼びます。",
        ),
    ],
)
def test_only_what_is_of_the_letter_is_cut(answer: str, left: str) -> None:
    assert drafted("電源が入りません", answer).steps == left


def test_a_title_is_never_left_empty() -> None:
    assert drafted("よろしくお願いします", "電源を入れ直します。").title == "よろしくお願いします"
