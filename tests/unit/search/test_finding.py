"""What a person types finds what they mean, also before they have finished typing."""

import pytest

from suketto.foundation.scope import Viewer
from suketto.search import asking
from suketto.search.actions import index, learn, refresh_counts, unlearn
from suketto.search.queries import find, find_literal

pytestmark = pytest.mark.django_db

ANYONE = Viewer.nobody()
ARTICLES = {
    1: ("プリンターで印刷できないとき", "電源を入れ直し、用紙を確かめます。サーバーの印刷待ちを取り消します。"),
    2: ("パスワードを忘れたとき", "サインイン画面の「パスワードを忘れた場合」から再設定します。"),
    3: ("打ち合わせの部屋を予約する", "予定表で会議室を選び、時間を決めます。"),
    4: ("VPNに接続できないとき", "証明書の期限を確かめ、Wi-Fiをつなぎ直します。エラー 809 は回線の問題です。"),
    5: ("Outlookでメールの署名を作る", "ファイル、オプション、署名の順に開きます。"),
    6: ("画面が真っ暗になったとき", "ガイドの手順で外部ディスプレイを抜き、電源を長押しします。"),
}


@pytest.fixture
def articles() -> None:
    for number, (title, body) in ARTICLES.items():
        index("article", number, title=title, body=body, public=True)


def found(text: str, viewer: Viewer = ANYONE) -> list[int]:
    return [hit.object_id for hit in find(text, kinds=["article"], viewer=viewer)]


@pytest.mark.usefixtures("articles")
@pytest.mark.parametrize(
    ("typed", "article"),
    [
        ("プリンターが印刷できない", 1),
        ("ﾌﾟﾘﾝﾀ", 1),
        ("サーバ", 1),
        ("ＳＥＲＶＥＲではなくサーバー", 1),
        ("複合機から紙が出ない", 1),
        ("ぱすわーどをわすれました", 2),
        ("打合せ", 3),
        ("うちあわせ", 3),
        ("ミーティングの予約", 3),
        ("vpn つながらない", 4),
        ("ＶＰＮにつながりません", 4),
        ("809", 4),
        ("アウトルックの署名", 5),
        ("ｶﾞｲﾄﾞ", 6),
        ("insatsu dekinai", 1),
        ("purinta", 1),
        ("pasuwado wo wasureta", 2),
        ("ＰＡＳＵＷＡＡＤＯ", 2),
        ("uchiawase", 3),
        ("wifi tsunagaranai", 4),
        ("gamen ga makkura", 6),
        ("がめん まっくら", 6),
    ],
)
def test_other_spellings_and_other_words_lead_to_the_same_article(typed: str, article: int) -> None:
    assert found(typed)[0] == article


@pytest.mark.usefixtures("articles")
@pytest.mark.parametrize(
    ("typed", "article"),
    [
        ("印", 1),
        ("刷", 1),
        ("プリ", 1),
        ("ぷりん", 1),
        ("プリンターが動かな", 1),
        ("いんさ", 1),
        ("パスワ", 2),
        ("ぱす", 2),
        ("証", 4),
        ("vp", 4),
        ("メールのしょ", 5),
        ("画", 6),
        ("がめ", 6),
    ],
)
def test_the_beginning_of_a_word_is_enough(typed: str, article: int) -> None:
    assert article in found(typed)[:2]


def test_english_words_are_not_read_as_romaji() -> None:
    index("article", 7, title="しゃれた名刺を作る", body="名刺の図案", public=True)
    index("article", 8, title="Printerのname", body="一覧", public=True)

    assert found("share") == []
    assert found("name") == [8]


def test_grammar_that_sounds_like_a_word_is_not_taken_for_it() -> None:
    index("article", 7, title="機内で読む", body="機内モード", public=True)

    assert found("できない") == []


@pytest.mark.usefixtures("articles")
def test_grammar_at_the_end_of_a_sentence_is_not_the_beginning_of_a_word() -> None:
    index("article", 7, title="スループットの測り方", body="回線の速さを測ります。", public=True)

    assert 7 not in found("署名を有効にする")


@pytest.mark.usefixtures("articles")
def test_the_same_lists_before_and_after_counting() -> None:
    before = found("プリンターの印刷"), found("ぱすわーど")

    refresh_counts()

    assert before == (found("プリンターの印刷"), found("ぱすわーど"))


@pytest.mark.usefixtures("articles")
def test_a_score_says_why_and_a_good_answer_is_sure() -> None:
    good, poor = (
        find("パスワードを忘れた", kinds=["article"], viewer=ANYONE)[0],
        find("電源の入らない机を総務に返したい", kinds=["article"], viewer=ANYONE)[0],
    )

    assert (good.object_id, good.sure, poor.sure) == (2, True, False)
    assert good.score == pytest.approx(sum(good.why.values()))
    assert {"words", "title", "bm25"} <= good.why.keys()


@pytest.mark.usefixtures("articles")
def test_a_kind_is_searched_alone() -> None:
    index("ticket", 1, title="プリンターの紙", body="印刷できません", public=True)

    assert [hit.kind for hit in find("プリンター", kinds=["ticket"], viewer=ANYONE)] == ["ticket"]
    assert {hit.kind for hit in find("プリンター", kinds=["ticket", "article"], viewer=ANYONE)} == {"ticket", "article"}


@pytest.mark.usefixtures("articles")
def test_a_past_question_moves_its_article_up_until_it_is_taken_back() -> None:
    question = "朝いちばんに紙の束が詰まったように真っ暗"
    assert found(question)[0] == 6

    learn("article", 3, question=question, origin="ticket 12")
    assert found(question)[0] == 3

    unlearn("ticket 12")
    assert found(question)[0] == 6
    assert 3 not in found("紙の束")


@pytest.mark.usefixtures("articles")
def test_one_word_of_a_longer_past_question_does_not_say_which_matter_is_meant() -> None:
    index("article", 7, title="ラベルがずれる", body="印刷の画面で用紙の名前を確かめます。", public=True)
    learn("article", 7, question="ラベル 印刷")
    assert (found("印刷")[0], found("ラベル 印刷")[0]) == (1, 7)

    learn("article", 7, question="印刷")
    assert found("印刷")[0] == 7


@pytest.mark.usefixtures("articles")
def test_a_past_question_about_another_paper_says_nothing() -> None:
    index("article", 7, title="請求の紙が印刷できない", body="紙を確かめます。", public=True)
    learn("article", 4, question="証明書の期限")
    learn("article", 4, question="証明書が切れた")

    assert (found("請求書が印刷できない")[0], found("証明書が切れました")[0]) == (7, 4)
    (hit,) = (hit for hit in find("納品書", kinds=["article"], viewer=ANYONE) if hit.object_id == 4)
    assert not {"asked_before", "asked_alike"} & set(hit.why)


@pytest.mark.usefixtures("articles")
def test_a_past_question_outlives_a_new_version_of_the_article() -> None:
    learn("article", 3, question="座席が取れない")
    index("article", 3, title="会議室を予約する", body="予定表で部屋を選びます。", public=True)

    assert found("座席が取れない")[0] == 3


BAD_INPUTS = [
    "",
    " \n\t",
    "、。！？",
    "😀👍🏽",
    "\x00",
    "\ud800",
    "'; DROP INDEX search_pst; --",
    "%_\\%",
    "[a-z]+(?:(.*)*)",
    "𠮷",
]


@pytest.mark.usefixtures("articles")
@pytest.mark.parametrize("text", BAD_INPUTS, ids=ascii)
def test_odd_text_finds_nothing_and_breaks_nothing(text: str) -> None:
    assert find(text, kinds=["article"], viewer=ANYONE) == []
    assert find_literal(text, kinds=["article"], viewer=ANYONE) == []


@pytest.mark.usefixtures("articles")
def test_a_megabyte_is_read_as_its_beginning() -> None:
    assert found("パスワードを忘れた" + "あ" * 1_000_000)[0] == 2
    assert find_literal("漢" * 1_000_000, kinds=["article"], viewer=ANYONE) == []


def test_nothing_is_indexed_nothing_is_found() -> None:
    assert found("プリンター") == []
    assert asking.ask("プリンター", "article").ideas[0].options == []
