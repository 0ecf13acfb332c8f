"""What people say in their first sentence: which of the usual procedures is offered for it, and when none is."""

import pytest

from suketto.catalog.models import Service
from suketto.demo import content
from suketto.people.models import Desk
from suketto.procedures.actions import bring_usual_procedures
from suketto.procedures.queries import suggest
from tests.people import a_desk

pytestmark = pytest.mark.django_db
PRINTER, SCAN, MAIL = "プリンター・複合機から印刷できない", "複合機でスキャンが届かない", "Outlook再構成"
ROOM, VPN, WIFI = "会議室モニター", "VPNにつながらない", "無線LANにつながらない"
PASSWORD, ONEDRIVE = "パスワードを忘れた・ロックされた", "OneDriveが同期しない"
TEAMS, EXCEL, PC, NEW = "Teamsで音が出ない・声が届かない", "Excelが固まる", "PCが起動しない", "新しいPCの初期設定"

SAID = [
    ("印刷できません", PRINTER),
    ("印刷ができなくて困っています", PRINTER),
    ("プリンターから紙が出てきません", PRINTER),
    ("複合機から印刷が全然出来ません", PRINTER),
    ("プリンタがオフラインになっている", PRINTER),
    ("スキャンしたものが届きません", SCAN),
    ("スキャンできなくなりました", SCAN),
    ("アウトルックが開きません", MAIL),
    ("メールが送受信できません", MAIL),
    ("Outlookで何度もパスワードを聞かれます", MAIL),
    ("会議室のモニターが映りません", ROOM),
    ("プロジェクターに画面が出ません", ROOM),
    ("会議室で「信号がありません」と出ます", ROOM),
    ("VPNにつながりません", VPN),
    ("VPNが繋がらなくなった", VPN),
    ("在宅ですが、VPNに接続できませんでした", VPN),
    ("Wi-Fiがつながりません", WIFI),
    ("無線がすぐ切れます", WIFI),
    ("ワイファイにつながらず、仕事になりません", WIFI),
    ("パスワードを忘れました", PASSWORD),
    ("アカウントがロックされました", PASSWORD),
    ("パスワードの期限が切れてサインインできません", PASSWORD),
    ("OneDriveが同期されません", ONEDRIVE),
    ("ワンドライブに赤い×が付いています", ONEDRIVE),
    ("Teamsで音が出ません", TEAMS),
    ("チームズでマイクの声が届きません", TEAMS),
    ("オンライン会議で相手の声が聞こえません", TEAMS),
    ("エクセルが固まりました", EXCEL),
    ("Excelが応答なしになります", EXCEL),
    ("エクセルが重くて動きません", EXCEL),
    ("パソコンが立ち上がりません", PC),
    ("PCの電源が入りません", PC),
    ("画面が真っ暗で起動しません", PC),
    ("新しいPCのセットアップをお願いします", NEW),
    ("新PCの初期設定がしたい", NEW),
]
NOTHING = [
    "お世話になっております",
    "ちょっと聞きたいのですが",
    "在宅勤務の申請書はどこにありますか",
    "印刷の用紙を注文したい",
    "両面印刷のやり方を教えてください",
    "VPNの利用を申し込みたいのですが",
    "パスワードの決まりを知りたい",
    "Teamsの会議の作り方を教えてもらえませんか",
    "エクセルの関数を教えてください",
    "会議室を予約したい",
    "PCを一台借りたい",
    "有給の残りが分からない",
    "社員証をなくしました",
    "名刺を作ってください",
    "経費精算の画面が見つかりません",
    "来週から出張で自宅にいません",
    "資料を印刷しないといけないので会議に遅れます",
]


@pytest.fixture
def desk() -> Desk:
    desk = a_desk()
    for each in content.load("services"):
        Service.objects.create(slug=each["slug"], name=each["name"], desk=desk, words=each["words"])
    bring_usual_procedures(desk=desk)
    return desk


def offered(desk: Desk, about: str) -> list[str]:
    return [each.version.name for each in suggest(desk.pk, about=about) if each.fits]


def test_the_first_sentence_is_enough(desk: Desk) -> None:
    found = {words: offered(desk, words)[:1] for words, _name in SAID}

    assert found == {words: [name] for words, name in SAID}


def test_what_is_no_trouble_of_these_offers_nothing(desk: Desk) -> None:
    assert {words: offered(desk, words) for words in NOTHING} == {words: [] for words in NOTHING}


def test_a_house_without_words_of_services_is_offered_the_same(desk: Desk) -> None:
    Service.objects.update(words=[])

    missed = [words for words, name in SAID if name not in offered(desk, words)]

    assert missed == []
