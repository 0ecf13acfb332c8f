"""Whether a letter says thank you and nothing else. When it is not sure, it says something else."""

import re
import unicodedata
from collections.abc import Iterable

from suketto.channels.email.reading import Letter

LONGEST = 200
_BETWEEN = re.compile(
    r"[。．.!！\n♪☆★^_)(]+|(?<=した)、|(?<=ます)、|(?<=です)、|,\s"
    r"|(?:(?<=した)|(?<=ます)|(?<=です))(?:[ 　]+|(?=ありがと|有り?難|感謝|助か))"
)
_AND_MORE = re.compile(  # a word that turns thanks into the beginning of something
    r"[?]|まだ|また(?!何か)|ですが|ますが|ましたが|けど|けれど|しかし|ところが|(?<!い)ただ|でも|なお(?!り)|別|追加"
    r"|ついで|もう(?:一|1)"
    r"|あと|次[はにの]|再[びド度]|教え(?!て(?:いただ|頂|くださ|下さ)(?:いて|き|り|って)?)|ください|下さい|ほしい"
    r"|欲しい|たい(?!へん)"
    r"|なぜ|どう(?!も|ぞ)|添付|以下|下記|質問|お願い(?!(?:し|いたし|致し|申し上げ)(?:ます|ました)\Z)"
    r"|\b(?:but|however|still|again|also|another|not|question|could|can you|would|please|why|how|what|when)\b|n't",
    re.IGNORECASE,
)
_TROUBLE = re.compile(  # however kindly it is said
    r"ない|なし|ません|なくな|ぬまま|同じ|同様|エラー|ダメ|だめ|駄目|まっ?[くし]ろ|真っ?[黒白青暗]|変わら|変わり|変化"
    r"|再発|再現|まま"
    r"|未だ|いまだ|出ます|出ました|出てい|出てき|出る|でてい|表示|止ま|固ま|落ち|切れ|消え|壊|故障|不具合|不良|不調"
    r"|異常|警告|失敗"
    r"|遅[いくれ]|重[いく]|おかし|(?<!大)変[なにで]|違[いうっ]|間違|勝手|知らな|相変わ|今度|逆に|さらに|続[いくけ]"
    r"|鳴[りっる]|点滅|煙|焦げ|異音|異臭|フリーズ|残念|困(?!って(?:い|お)(?:た|ました|りました))|無理|不可|まちまち"
    r"|たまに|時々|ときどき"
    r"|雑音|ノイズ|半分|一部|少し|多少|一時|一度|いったん|だけ|のみ|以外|しか|誰|他人|(?<!その)他の|戻[っり]|他[はも]"
    r"|ほか[はのも]|片方|[\d一二三]台|台目"
    r"|難し|不審|怪し|迷惑|拒否|ロック|期限"
    r"|(?<![a-z])(?:ng|errors?|fail(?:s|ed|ing|ure)?|same|broken?|dead|down|wrong|worse|stuck|crash(?:es|ed)?|slow"
    r"|black"
    r"|blank|no)(?![a-z])",
    re.IGNORECASE,
)
_NO_TROUBLE = re.compile(  # what says no to a trouble, or excuses itself
    r"(?:何の|特に)?(?:問題|異常|支障|不具合|エラー)(?:は|も|が|等|など)?(?:なく|ない|無く|無い|なし|無し|ありません"
    r"|ございません|出なく)"
    r"|エラーも?(?:は|が)?(?:消え|出なくなり)ました|申し訳(?:あり|ござい)ません(?:でした)?|申し訳ない"
    r"|すみません(?:でした)?|間違いなく"
    r"|\bno (?:more )?(?:problems?|issues?|errors?)\b",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r".{0,40}?(?:(?:ありがと|有り?難)う(?:(?:ござい|御座い)(?:ます|ました))?|助かり(?:ます|ました)|助かった"
    r"|感謝(?:です|し(?:ます|て(?:い|おり)ます)|いたします|致します|申し上げます)|(?:お|御)礼申し上げます)[ねよ〜ー]?"
    r"|(?:many |ok |great )?thank(?:s| you)(?: (?:so|very) much| a lot| again)?(?: for .{1,60}| to .{1,20})?"
    r"|(?:that is |that's )?(?:very )?much appreciated|cheers",
    re.IGNORECASE,
)
_DOABLE = (
    r"印刷|ログイン|サインイン|ログオン|接続|通信|送信|受信|送受信|起動|使用|利用|確認|保存|閲覧|入力|設定|更新|登録"
    r"|参照|再生"
    r"|参加|操作|アクセス|インストール|ダウンロード|アップロード|変更|復元|(?:開く|入る|見る|使う|つなぐ|送る|読む)こと"
)
_WELL = r"(?:(?:無事に?|おかげさまで|お[陰蔭]様で|問題なく|きちんと|ちゃんと|正常に|すぐに?|これで|やっと|早速)、?)*"
_SENT = (
    r"マウス|キーボード|モニター?|ディスプレイ|(?:ノート)?(?:PC|パソコン)|端末|ケーブル|電池|バッテリー?|カード|備品"
    r"|品物|商品|荷物"
    r"|機器|ヘッドセット|交換品|代替機|代替品|新品|トナー|用紙|アダプター?"
)
_GOOD = re.compile(
    rf"[^、]{{0,25}}?{_WELL}(?:(?:直|なお|治|つなが|繋が)り|(?:解決|復旧|改善|復活)(?:し|いたし|致し))ました"
    rf"|(?:[^、]{{0,15}}?[がもはにをで])?{_WELL}(?:使え|開け|つながっ|繋がっ|動い|動作し|(?:{_DOABLE})でき)て(?:い"
    rf"|おり)ます"
    rf"|(?:[^、]{{0,25}}?[がもはにをで])?{_WELL}(?:使え|開け|入れ|読め)ました"
    r"|[^、]{0,25}?(?:使え|開け|つなが|繋が|開く|送れ|印刷できる|でき|出来|ログインできる|聞こえ"
    r"|動く)る?ようになりました"
    rf"|(?:[^、]{{0,15}}[がもはに])?{_WELL}(?:{_DOABLE})(?:が|も|は)?{_WELL}(?:でき|出来)ました"
    rf"|(?:[^、]{{0,15}}[がもはに])?{_WELL}(?:印刷|送信|復元)されました"
    rf"|{_WELL}(?:でき|出来|動き|映り|見え|届き|開き)ました|[^、]{{0,10}}[がもは]{_WELL}動きました"
    rf"|[^、]{{0,10}}(?:ファイル|フォルダー?|添付|PDF|Excel|エクセル)[がもは]?{_WELL}開きました"
    rf"|(?:[^、]{{0,10}}の)?(?:{_SENT})[がもはを]?{_WELL}(?:届き|受け取り|受領し)ました"
    r"|(?:[^、]{0,15}[はもが])?(?:もう|これで|全部|全て|すべて|特に)?"
    r"(?:大丈夫|問題(?:は|も)?(?:ない|なし|なさそう|無い)|OK|ok|オーケー|良好|正常|順調|完璧|快適|バッチリ|ばっちり"
    r"|解決|解決済み?)"
    r"(?:です|でした|となりました)?|(?:[^、]{0,15}[はもが])?(?:特に)?問題(?:は|も)?(?:ありません"
    r"|ございません)(?:でした)?"
)
# What was well yesterday or is so at the next table says that it is not so here and now.
_ELSEWHERE = re.compile(
    r"では|昨日|(?:今朝|朝|昼|さっき|先ほど|最初|前|時|とき|今日|本日|一度|たまに|さん|様|隣|席)(?:の.{0,8})?[はも]|隣"
)
_POLITE = re.compile(
    r"(?:いつも)?(?:大変|たいへん)?お世話になって(?:おり|い)ます|お世話になりました|お疲れ(?:さま|様)(?:です|でした)"
    r"|おはようございます"
    r"|こんにちは|お忙しいところ.{0,10}|お手数を?(?:お?(?:かけ|掛け)(?:(?:し|いたし|致し)ました)?)"
    r"|(?:今後とも|引き続き|これからも|また何かありましたら)?、?(?:どうぞ)?、?(?:よろしく|宜しく)お願い(?:し|いたし"
    r"|致し|申し上げ)ます"
    r"|恐れ入ります|恐縮です|すみません(?:でした)?|申し訳(?:あり|ござい)ません(?:でした)?"
    r"|(?:了解|承知|確認)(?:です|しました|いたしました|致しました)|(?:以上|失礼)(?:です|します|いたします)?"
    r"|取り急ぎ.{0,3}(?:お|御)礼まで|(?:早速|迅速|ご)[のな]?ご?(?:対応|返信|回答|連絡)"
    r"|[^\s、]{1,12}(?:様|さん|さま)|(?:hi|hello|dear)\b.{0,20}|(?:best|kind|warm) regards|regards|best"
    r"|(?:great|perfect|ok(?:ay)?|(?:(?:it|that|everything)(?:'s| is)? )?(?:works|worked|working|solved|resolved|fixed)"
    r"(?: fine| well| perfectly)?(?: now)?|(?:all|everything(?:'s| is)?) (?:good|fine)(?: now)?|problem (?:is )?solved"
    r"|got it|no (?:more )?(?:problems?|issues?))",
    re.IGNORECASE,
)
_OFFICE = (
    r"(?:[^\s、]{0,15}(?:部|課|室|係|グループ|チーム|支店|支社|工場|センター|本社"
    r"|営業|総務|経理|人事|開発|製造|企画|情シス|庶務)の?)"
)


def only_thanks(read: Letter, *, names: Iterable[str] = ()) -> bool:
    """「ありがとうございました。助かりました。」: short, without a file, and every sentence thanks, greets or says
    that all is well. `names`: whatever else the writer may call themselves."""
    text = unicodedata.normalize("NFKC", read.text).strip()
    if not text or len(text) > LONGEST or any(not file.inline for file in read.attachments):
        return False
    said = [one.strip(" 、,") for one in _BETWEEN.split(text) if one.strip(" 、,")]
    if any(_AND_MORE.search(one) or _TROUBLE.search(_NO_TROUBLE.sub("", one)) for one in said):
        return False
    own = _introduction((read.sender.name, *names))
    others = [one for one in said if not _THANKS.fullmatch(one)]
    return len(others) < len(said) and all(_harmless(one) or own.fullmatch(one) for one in others)


def _harmless(sentence: str) -> bool:
    well = _GOOD.fullmatch(sentence) and not _ELSEWHERE.search(sentence)
    return bool(well) or _POLITE.fullmatch(sentence) is not None


def _introduction(names: Iterable[str]) -> re.Pattern[str]:
    """「営業の柴田です」 of somebody called so, and 「柴田」 at the end."""
    whole = [unicodedata.normalize("NFKC", name).strip() for name in names]
    known = {part for name in whole for part in (name, *re.split(r"[\s,・/()]+", name)) if part}
    called = "|".join(sorted(map(re.escape, known), key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"{_OFFICE}?[ ]?(?:(?:{called})[ ]?)+(?:です|と申します)?|{_OFFICE}[ ]?", re.IGNORECASE)
