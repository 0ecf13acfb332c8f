"""Refused words are found in any clothes, and everyday words are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suketto.handling import actions
from suketto.handling.models import HandlingNote
from suketto.handling.queries import refused_words
from suketto.handling.refusals import WordRefused, WordTooShort
from suketto.handling.wording import found_in, usual_words
from suketto.trail.models import Event
from tests.unit.handling.conftest import Morning
from tests.unit.handling.makers import written

BINDING = [
    "クレーマー", "ブラックリスト", "モンスター", "面倒", "要注意人物", "バカ", "無能", "老害", "ゆとり", "メンヘラ",
]  # fmt: skip


@pytest.mark.parametrize("word", BINDING)
def test_the_words_that_must_be_refused_are(word: str) -> None:
    assert found_in(f"この方は{word}です", usual_words()) == word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ｸﾚｰﾏｰ", "クレーマー"), ("ク レ ー マ ー", "クレーマー"), ("く・れ・ー・ま・ー", "クレーマー"),
        ("クレ-マ-", "クレーマー"), ("ク\u200bレーマー", "クレーマー"), ("ﾌﾞﾗｯｸﾘｽﾄ", "ブラックリスト"),
        ("ブラック／リスト", "ブラックリスト"), ("モ★ン★ス★タ★ー", "モンスター"), ("モンスタ", "モンスター"),
        ("面　倒", "面倒"), ("無\n能", "無能"), ("ﾊﾞｶ", "バカ"), ("「ばか」と", "バカ"), ("ば〜か", "バカ"),
        ("B.L.A.C.K list", "blacklist"), ("Ａ Ｄ Ｈ Ｄ", "ADHD"), ("うつ病で休み", "うつ病"), ("離婚したそう", "離婚"),
        ("すごくめんどうだった", "めんどう"), ("クレイマー", "クレイマー"), ("クレイマだ", "クレイマー"),
        ("くれいま", "クレイマー"),
        ("しつこい人", "しつこい人"), ("し つ こ い 方", "しつこい方"), ("うるさいひとだ", "うるさいひと"),
        ("宗教団体の方", "宗教"), ("しゅうきょうの話", "しゅうきょう"),
        ("創価学会の人", "創価"), ("エホバの証人", "エホバ"),
        ("新興のカルト", "カルト"), ("モンスタペアレント", "モンスター"), ("はったつしょうがい", "はったつしょうがい"),
        ("ﾒﾝﾍﾗ", "メンヘラ"), ("老　害", "老害"), ("要注意-人物", "要注意人物"),
    ],
)  # fmt: skip
def test_disguises_are_seen_through(text: str, word: str) -> None:
    assert found_in(text, usual_words()) == word


@pytest.mark.parametrize(
    "text",
    [
        "手順を教えてくれましたが、途中で切られた。",
        "使い始めたばかりの画面で、押せばかえって遅くなると言われた。",
        "サーバ、カメラ、サーバーカードの設定を急ぐよう3回言われた。",
        "「大丈夫だ」と言われた。画面がうつるまで待った。",
        "障害の連絡に、11/12 14:20 と 14:40 に電話。「今すぐ来い」と言われた。",
        "ゆっくり話し、要点をメールで送った。",
        "「早く来てくれ、いますぐ」と言われた。来てくれいますぐ、とも書かれた。",
        "正確に、と言われた。せいかくな時刻を聞かれた。カルトップの搬入の件。学会の発表の準備。",
        "バーカウンターの横のバスマスターからの電話。",
    ],
)  # fmt: skip
def test_everyday_words_are_left_alone(text: str) -> None:
    assert found_in(text, usual_words()) is None


@given(
    word=st.sampled_from([word for word in usual_words() if len(word) > 3]),
    marks=st.lists(st.sampled_from([" ", "　", "・", ".", "/", "★", "\n", "\u200b", "｜"]), min_size=1, max_size=4),
)
def test_nothing_put_between_the_letters_hides_a_word(word: str, marks: list[str]) -> None:
    assert found_in("".join(marks).join(word), usual_words()) is not None


@given(text=st.text(max_size=120))
def test_any_text_is_read_without_an_error(text: str) -> None:
    found_in(text, usual_words())


@pytest.mark.django_db
def test_a_refused_word_keeps_the_note_from_being_written(morning: Morning) -> None:
    with pytest.raises(WordRefused) as refused:
        written(morning.ticket, by=morning.mizuno, words="14:20 電話。ク レ ー マ ー。")

    assert "「クレーマー」は書けません" in str(refused.value)
    assert refused.value.field == "words"
    assert not HandlingNote.objects.exists()


@pytest.mark.django_db
def test_the_administrator_changes_the_list_and_it_is_in_the_trail(morning: Morning) -> None:
    actions.refuse_word("ツンデレ", by=morning.kishimoto)
    actions.allow_word("ゆとり", by=morning.kishimoto)

    assert found_in("つ ん で れ", refused_words()) == "ツンデレ"
    assert found_in("ゆとりがある", refused_words()) is None
    kinds = Event.objects.filter(kind__startswith="refused_word").order_by("id").values_list("kind", "actor_id")
    assert list(kinds) == [
        ("refused_word.added", morning.kishimoto.pk), ("refused_word.allowed", morning.kishimoto.pk),
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_change_can_be_taken_back(morning: Morning) -> None:
    before = refused_words()
    actions.refuse_word("ツンデレ", by=morning.kishimoto)
    actions.allow_word("つんでれ", by=morning.kishimoto)
    actions.allow_word("ゆとり", by=morning.kishimoto)
    actions.refuse_word("ユトリ", by=morning.kishimoto)

    assert refused_words() == before


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["", " ", "・・", "あ"])
def test_what_is_no_word_cannot_be_refused(morning: Morning, word: str) -> None:
    with pytest.raises(WordTooShort):
        actions.refuse_word(word, by=morning.kishimoto)
