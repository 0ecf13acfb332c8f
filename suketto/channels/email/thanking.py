"""Whether a letter says thank you and nothing else. When it is not sure, it says something else."""

import re
import unicodedata

from suketto.channels.email.reading import Letter

LONGEST = 200
_BETWEEN = re.compile(r"[。．.!！\n♪☆★^_)(]+|(?<=した)、|(?<=ます)、|(?<=です)、|,\s")
_AND_MORE = re.compile(  # a word that turns thanks into the beginning of something
    r"[?]|まだ|また(?!何か)|ですが|ますが|ましたが|けど|けれど|しかし|ところが|(?<!い)ただ|でも|なお|別|追加|ついで|もう(?:一|1)|あと"
    r"|次[はにの]|再[びド度]|教え|ください|下さい|ほしい|欲しい|たい(?!へん)|ません(?!でした\Z)|ない|だめ|ダメ|なぜ|どう(?!も|ぞ)"
    r"|添付|以下|下記|質問|お願い(?!(?:し|いたし|致し|申し上げ)(?:ます|ました)\Z)"
    r"|\b(?:but|however|still|again|also|another|not|question|could|can you|would|please|why|how|what|when)\b|n't",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r".{0,40}?(?:(?:ありがと|有り?難)う(?:(?:ござい|御座い)(?:ます|ました))?|助かり(?:ます|ました)|助かった"
    r"|感謝(?:です|し(?:ます|て(?:い|おり)ます)|いたします|致します|申し上げます)|(?:お|御)礼申し上げます)[ねよ〜ー]?"
    r"|(?:many |ok |great )?thank(?:s| you)(?: (?:so|very) much| a lot| again)?(?: for .{1,60}| to .{1,20})?"
    r"|(?:that is |that's )?(?:very )?much appreciated|cheers",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"(?:いつも)?お世話になって(?:おり|い)ます|お世話になりました|お疲れ(?:さま|様)(?:です|でした)|お忙しいところ.{0,10}"
    r"|お手数を?(?:お?(?:かけ|掛け)(?:(?:し|いたし|致し)ました)?)"
    r"|(?:今後とも|引き続き|これからも|また何かありましたら)?、?(?:どうぞ)?、?(?:よろしく|宜しく)お願い(?:し|いたし|致し|申し上げ)ます"
    r"|恐れ入ります|恐縮です|(?:了解|承知|確認)(?:です|しました|いたしました|致しました)|(?:以上|失礼)(?:です|します|いたします)?"
    r"|取り急ぎ.{0,3}(?:お|御)礼まで|(?:早速|迅速|ご)[のな]?ご?(?:対応|返信|回答|連絡)"
    r"|.{0,25}(?:直|なお|つなが|繋が|動|使え|見え|開け?|でき|出来|入れ|映|治|解決し|復旧し|改善し|印刷され|届)[りきい]?ました"
    r"|[^\s、]{1,12}(?:です|様|さん|さま)|(?:hi|hello|dear)\b.{0,20}|(?:best|kind|warm) regards|regards|best"
    r"|(?:great|perfect|ok(?:ay)?|it works(?: now)?|solved|resolved|all good|got it)",
    re.IGNORECASE,
)


def only_thanks(read: Letter) -> bool:
    """「ありがとうございました。助かりました。」: short, without a file, and every sentence of it thanks or greets."""
    text = unicodedata.normalize("NFKC", read.text).strip()
    if not text or len(text) > LONGEST or any(not file.inline for file in read.attachments):
        return False
    said = [one.strip(" 、,") for one in _BETWEEN.split(text) if one.strip(" 、,")]
    if any(_AND_MORE.search(one) for one in said):
        return False
    name = unicodedata.normalize("NFKC", read.sender.name)
    others = [one for one in said if not _THANKS.fullmatch(one)]
    return len(others) < len(said) and all(_POLITE.fullmatch(one) or one in name for one in others)
