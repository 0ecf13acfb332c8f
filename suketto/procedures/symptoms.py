"""Words of trouble in whatever form they are said: できません and できなくて say できない. Pure; texts are folded."""

import re
from functools import lru_cache

A_ROW = str.maketrans("いきぎしちにびみり", "わかがさたなばまら")
SPELLINGS = (
    ("出来", "でき"),
    ("繋が", "つなが"),
    ("繫が", "つなが"),
    ("写", "映"),
    ("うつら", "映ら"),
    ("うつり", "映り"),
)
LOOSE = re.compile(
    "全然|ぜんぜん|まったく|全く|うまく|ちゃんと|急に|突然|なかなか|どうしても|やっぱり|また|[がはもを、。\\s]"
)
DENIED = re.compile(r"(?P<stem>\w)ませんでした|(?P<now>\w)ません")
ENDED = re.compile(
    r"(?P<stem>[かがさたなばまらわえけげせてねべめれきじちりい])(?:なくて|なくな|なかった|ず(?=$|[、。\s]|に))"
)
POLITE = re.compile(r"(?P<stem>[えけげせてねべめれ])ます")
# Neither what must be done nor what is asked for politely is trouble.
NO_TROUBLE = re.compile(
    r"ないと(?:いけ|だめ|駄目|なら|困|まず)\w*|な(?:ければ|くては|きゃ)\w*|(?:もらえ|頂け|いただけ|くれ)(?:ません|ない)"
)
TROUBLE = re.compile(
    "ない|無い|えらー|警告|固ま|ふりーず|落ち(?:る|ます|て|た)|切れ|遅|重(?:い|く|た)|消え|壊れ|忘れ|ろっく|止ま|真っ|黒|青い"
    "|赤い|おかし|変に|だめ|駄目|無理|詰ま|期限|残(?:る|って|り)|聞かれ|聞き返|応答なし|おふらいん|はうりんぐ|困|途切れ|競合|保留"
)


def forms(text: str) -> str:
    """The text, and on further lines its denials in plain form: both, where a verb may be of two kinds."""
    spelled = text
    for written, usual in SPELLINGS:
        spelled = spelled.replace(written, usual)
    spelled = ENDED.sub(lambda match: match["stem"] + "ない", spelled)
    spelled = POLITE.sub(lambda match: match["stem"] + "る", spelled)
    one = DENIED.sub(lambda match: _stem(match) + "ない", spelled)
    other = DENIED.sub(lambda match: _stem(match).translate(A_ROW) + "ない", spelled)
    return "\n".join(dict.fromkeys([text, spelled, one, other, *(bare(each) for each in (one, other))]))


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Without particles and adverbs: 「音が全然出ない」 says 「音が出ない」. Only to compare with another one."""
    return LOOSE.sub("", text)


def troubled(text: str) -> bool:
    """Whether something does not go as it should."""
    return TROUBLE.search(forms(NO_TROUBLE.sub("", text))) is not None


def says(told: str, word: str) -> bool:
    """Whether the forms of a text say the word; `told` comes from `forms`."""
    return word in told or (len(bare(word)) >= SHORTEST_BARE and bare(word) in told)


SHORTEST_BARE = 4


def _stem(match: re.Match[str]) -> str:
    return match["stem"] or match["now"]
