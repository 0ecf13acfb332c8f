"""One free sentence read as the five boxes (S08). It only proposes: each part is confirmed by one click.

Pure: no clock, no database. What is proposed are the person's own words, never a rewording (widths evened).
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from suketto.foundation.text import clean, clip
from suketto.tickets import deadlines, doubts

READ_MAX_CHARACTERS = 2000
PROPOSED_MAX_CHARACTERS = 500

SENTENCE_END = re.compile(r"[。！!？?\n]+")
# A clause ends where the thought turns (…ましたが、…), not at every comma: 「Excel、Word、PDFが開かない」 is one.
TURN = re.compile(
    "|".join(f"(?<={end})、" for end in "が けど けれど けれども ので ため のに たところ ですし たら".split())
)
TAIL = re.compile(r"(?:のですが|んですが|たのですが|けれども|けれど|けど|ので|ため|のに|ところ|が)$")
COURTESY = re.compile(
    r"^(?:いつも)?(?:お世話に|お疲れ|おつかれ|失礼|恐れ入り|恐縮|すみません|申し訳|よろしく|宜しく|ありがとう|はじめまして|"
    r"お忙しい|こんにちは|おはよう|お手数)"
)

OTHERS = re.compile(
    r"(?:隣|となり|周り|まわり|周囲|ほか|他|同僚|同じ(?:部署|課|部|フロア|階|チーム|島|部屋)|全員|みんな|皆|課内|部内|私|自分|わたし|当方)"
    r"(?:の|は|で|に|も|席|人|方|さん|メンバー|だけ|のみ|全員|皆|社員|部署|課|フロア|PC|パソコン|端末){1,6}"
    r".{0,30}?(?:同じ|同様|出て|出ます|起き|なって|困って|だめ|ダメ|駄目|問題|正常|使え|でき|見え|つなが|開け|大丈夫|だけ|のみ|です)"
)
ONLY_ME = re.compile(
    r"(?:私|自分|わたし|当方|このPC|このパソコン|1台|一台|ひとり|一人)(?:の(?:PC|パソコン|端末|席))?(?:だけ|のみ)"
)

UNTIL = re.compile(
    r"^(?P<tried>.{1,200}?まで)(?:は|なら|を|、)?(?:やって|やり|やった|でき|出来|進|試|実施|行け|行き|行って|いけ|いき|"
    r"たどり|済|終|確認|完了|開け|入れ|見|し(?:て|まし|た))"
)
# 「昨日までは開けました」 says since when it fails, not how far they got.
ONLY_SINCE_WHEN = re.compile(
    r"^(?:昨日|きのう|昨夜|昨晩|一昨日|おととい|先日|先週|先月|去年|今朝|けさ|さっき|先ほど|今|いま|これ|それ|以前|前|今週|[月火水木金土日]曜日?)"
    r"の?(?:朝|昼|夕方|夜|午前|午後|[月火水木金土日]曜日?|\d{1,2}時)?まで$"
)
DONE = re.compile(
    r"^(?P<tried>.{1,200}?)(?:(?:は|も|を|まで)?(?:何度か|一度|一応|すでに|既に|全部|いろいろ|色々)?)"
    r"(?:試しました|試してみ|試した|試しても|やりました|やってみ|やった(?!ら)|済みです|済です|済み$|済$"
    r"|(?:てみ|でみ)(?:ました|た)|(?:して|し直して|し直し)(?:みました|みた|も)|(?<![まで])し(?:ました|た)(?=$|が|けど)"
    r"|(?:入れ|差し|挿し|立ち上げ|抜き|つなぎ|かけ|やり|打ち|開き)直し(?:ました|た|て)|確かめました|見ました|変えました|変えて)"
)
NOT_TRIED = re.compile(
    "失敗|エラー|発生|停止|故障|破損|紛失|終了|切断|変化|表示|異動|転勤|着任|入社|購入|届きま|起き|フリーズ|発覚|出張|落と|なく|消え|受信|更新され"
)

STUCK_AT = re.compile(
    r"^(?P<stuck>.{1,200}?)(?:のところ|の所|する(?:の|こと)?)?で(?:も)?(?:躓|つまず|つまづ|詰ま|詰まっ|つまっ|つまり|止ま|とま|引っかか|"
    r"ひっかか|失敗|行き詰|わからなく|分からなく|動かなく|困っ|固ま|迷っ|エラー)"
)
NEGATIVE = re.compile(
    r"(?:[えけせてねめれげべぺきでいられ]ません|[えけせてねめれげべらきいかさたわ]ない|できず|出来ず|られず|[かさたなまらわきえけせてねめれ]なく(?:なり|なっ|て)|無い|"
    r"わからない|分からない|(?:でき|出来)ま?せん|反応し(?:ない|ません)|ありません|動作しません|しません|されません)"
)
TROUBLE = re.compile(
    "エラー|警告|フリーズ|固ま|落ち(?:る|ます|て)|切れ(?:る|ます|て)|遅|重(?:い|く|た)|消え|壊れ|割れ|故障|文字化け|ハウリング|異音|"
    "真っ(?:黒|暗|白|青)|止ま|途切れ|出てい?(?:る|ます)|と出(?:る|ます|て|まし)|表示され|聞かれ|おかし|変に|失敗|紛失|なくし|亡くし|忘れ|期限切れ|"
    "ロックされ|詰まっ|つまっ|漏れ|届か|ぼやけ|ちらつ|鳴(?:ら|り)|感染|不審"
)
MUST = re.compile(
    r"(?:ないと|なければ|なくては|なきゃ|ねば)(?:いけ|なり|なら|だめ|ダメ|駄目|困|間に合|まず|$)|必要(?:が|です|だ|な|で)|(?:予定|つもり)(?:です|だ)"
)
NEEDED = re.compile(
    "(?:必要|要)(?:です|だ|でした|だった(?:の|ん)?(?:です|だ)?|なので|なのです|なんです|があります|がありました)?[。!]?"
)
PLEASE = re.compile(
    "(?:どうか|どうぞ|何卒|なにとぞ|至急|早急に|なるべく早く|できれば|可能であれば|何とか|なんとか|、)*"
    "(?:よろしく|宜しく)?(?:お願い|願い)(?:(?:し|いたし|致し|申し上げ|でき|出来)(?:ます|たい|ません)|いたく|したく|ます|です)?"
    "(?:です|ます|でしょう|か|ね|と(?:思い|存じ)ます)*[。!]?"
)
WISH = re.compile(
    r"(?:[いきしちにびみりえけせてねべめれ]たい(?:です|の|ん|と|$)|(?:て|で)(?:ほしい|欲しい|いただき|頂き|もらい|もらえ|ください|下さい|くださ)|"
    r"お願い(?:し|いた|致|でき)|願います|希望し|依頼|教え)"
)
ASK_BACK = re.compile(
    r"^(?:どう(?:すれば|したら)|何とか|なんとか|対応|対処|調べ|見て|直し|助け|至急|教え|方法|やり方|ご?確認)"
)
LIMIT_FIRST = re.compile(r"^(?:[^、。が]{0,20}?)(?:までに|までには)、?")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the sentence seems to say of each box; empty or None where it says nothing."""

    wanted: str = ""
    tried: str = ""
    stuck: str = ""
    others: str = ""
    deadline_at: datetime | None = None
    deadline_kind: str = ""
    doubt: doubts.Doubt | None = None

    def __bool__(self) -> bool:
        return bool(self.wanted or self.tried or self.stuck or self.others or self.deadline_at or self.doubt)


def read(text: str, now: datetime) -> Proposal:
    """The five boxes as far as the text fills them; never raises, whatever was typed."""
    found: dict[str, list[str]] = {"wanted": [], "tried": [], "stuck": [], "others": []}
    sentences = [part.strip() for part in SENTENCE_END.split(clean(text[:READ_MAX_CHARACTERS])) if part.strip()]
    for sentence in sentences:
        for clause in _clauses(sentence):
            box, words = _box_of(clause)
            if box and words and words not in found[box]:
                found[box].append(words)
    limit = deadlines.first(sentences, now)
    boxes = {box: clip("、".join(words), PROPOSED_MAX_CHARACTERS) for box, words in found.items()}
    return Proposal(
        deadline_at=limit.at if limit else None, deadline_kind=limit.kind if limit else "",
        doubt=None if limit else doubts.first(sentences, now), **boxes,
    )  # fmt: skip


def _clauses(sentence: str) -> list[str]:
    clauses = (clause.strip(" 　、") for clause in TURN.split(sentence))
    return [clause for clause in clauses if clause and not COURTESY.match(clause)]


def _box_of(clause: str) -> tuple[str, str]:
    """The box a clause belongs to and its words for that box; ("", "") where it belongs to none."""
    text = unicodedata.normalize("NFKC", clause)
    for box, words_of in READERS:
        words = words_of(text)
        if words:
            return box, words
    return "", ""


def _others(text: str) -> str:
    """How it is elsewhere; a wish for others (「部内の勤怠を締めたいのですが」) says nothing of them."""
    if WISH.search(text):
        return ""
    return _bare(text) if OTHERS.search(text) or ONLY_ME.search(text) else ""


def _tried(text: str) -> str:
    """How far somebody got (「…ところまで」) or what they did; not what merely happened (「…が止まりました」)."""
    if (until := UNTIL.match(text)) and not ONLY_SINCE_WHEN.search(until["tried"]):
        return until["tried"].strip(" 、")
    done = DONE.match(text)
    if done is None or NOT_TRIED.search(text) or re.search(r"[^と]が(?!、)", done["tried"]):
        return ""
    return TAIL.sub("", text[: done.end()]).strip(" 、も")


def _must(text: str) -> str:
    """What is needed; 「10時までに必要です」 says only by when."""
    words = _without_limit(_bare(text)) if MUST.search(text) else ""
    return "" if NEEDED.fullmatch(words) else words


def _stuck_at(text: str) -> str:
    found = STUCK_AT.match(text)
    return found["stuck"].strip() if found else ""


def _wish(text: str) -> str:
    """What somebody would like; 「15時までにお願いします」 says only by when."""
    if not WISH.search(text) or ASK_BACK.match(text):
        return ""
    whole = _bare(text)
    rests = [whole, *(whole[limit.end() :] for each in deadlines.PATTERNS if (limit := each.match(whole)))]
    if any(PLEASE.fullmatch(rest.lstrip("には、 ")) for rest in rests):
        return ""
    words = _without_limit(whole)
    # 「印刷を15時までにお願いします」: the wish stands before its limit.
    return whole if PLEASE.fullmatch(words) else words


def _trouble(text: str) -> str:
    return _bare(text) if (NEGATIVE.search(text) or TROUBLE.search(text)) and not WISH.search(text) else ""


def _bare(clause: str) -> str:
    return TAIL.sub("", clause).strip(" 　、,") or clause


def _without_limit(words: str) -> str:
    """「15時までに見積を送りたい」 → 「見積を送りたい」: the time goes to its own box."""
    return LIMIT_FIRST.sub("", words) or words


# The order decides where two would do: 「出さないといけません」 is a wish although it says ない.
READERS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("others", _others),
    ("tried", _tried),
    ("wanted", _must),
    ("stuck", _stuck_at),
    ("wanted", _wish),
    ("stuck", _trouble),
)
