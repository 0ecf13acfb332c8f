"""Which work needs to know for sure who asks: passwords, second factors, rights, data (R35, S35). No database.

Steps name the work (「仮のパスワードを発行する」); answers say that it was done (「発行しました」).
"""

import re
import unicodedata

SECRETS = (
    r"(?:パスワード|password|passcode|パスコード|パスキー|暗証|多要素|二要素|二段階|認証アプリ|Authenticator|"
    r"SMS(?:での|による|の)?認証|生体認証|秘密の質問|ワンタイム|アカウント(?:の)?ロック|ロックアウト|"
    r"(?:回復|リカバリー)(?:キー|コード)|セキュリティキー|鍵|(?<![A-Za-z])(?:PIN|PW|MFA|2FA)(?![A-Za-z]))"
)
RIGHTS = r"(?:権限|アクセス権|管理者|ロール|閲覧権|編集権|メーリングリスト)"
DATA = r"(?:データ|メールボックス|バックアップ|メールの中身|転送設定|録音|ログ)"
ACTS_ON_SECRETS = (
    r"(?:リセット|再設定|再発行|再登録|初期化|解除|発行|お?伝え|お?教え|お?渡し|登録し直|作り直し|やり直し|変更)"
)
ACTS_ON_RIGHTS = r"(?:付与|付け|追加|与え|お?渡し|変更|外し|解除|設定)"
ACTS_ON_DATA = r"(?:復元|復旧|開示|お?渡し|転送|閲覧|抽出)"
ENGLISH = r"(?:reset(?:ting)?|changed?|unlock(?:ed)?|re-?issued?|granted?|gave|restored?)"
ENGLISH_DOORS = r"(?:password|passcode|account|mfa|2fa|second factor|admin(?:istrator)? rights?|permissions?|access to)"
IN_ENGLISH = re.compile(rf"\b{ENGLISH}\b[^.\n]{{0,40}}?\b{ENGLISH_DOORS}\b", re.IGNORECASE)
ENGLISH_DONE = rf"(?:{ENGLISH}|set(?!\s+up)|removed|disabled|turned off|cleared|deleted)"
DONE_IN_ENGLISH = re.compile(
    rf"\b(?:I|we)(?:['’]ve| have)?\s+(?:just\s+)?{ENGLISH_DONE}\b[^.\n]{{0,40}}?\b{ENGLISH_DOORS}\b|"
    rf"\b{ENGLISH_DOORS}\b[^.\n]{{0,30}}?\b(?:has been|have been|was|were)\s+(?:now\s+)?{ENGLISH_DONE}\b",
    re.IGNORECASE,
)
NEAR = r"[^。\n]{0,14}?"
WORK = re.compile(
    f"{SECRETS}{NEAR}{ACTS_ON_SECRETS}|{RIGHTS}{NEAR}{ACTS_ON_RIGHTS}|{DATA}{NEAR}{ACTS_ON_DATA}", re.IGNORECASE
)
# What follows the work: it is the person's own to do, or only where to read of it; or the report that it was done.
THEIRS = re.compile(
    r"(?:して|し|の|を|は|直して|用)*(?:方法|手順|ページ|画面|サイト|いただ|頂|もら|ください|下さい|お願い|でき|可能|られ)"
)
# 「変更したら」「リセットしましたか」「変えたとのこと」: still to come, asked, or told by somebody else.
HEARSAY = r"ら|か(?!ら)|でしょう|との|と(?:伺|聞|お聞|承)"
POLITE = rf"まし[てた](?!{HEARSAY}|(?:後|あと|とき|時|場合|際|方)[にはのでもが、])"
PLAIN = rf"た(?!{HEARSAY}|い|後|あと|とき|時|場合|際|方)"
REPORT = re.compile(
    rf"(?:を|は|も|が)?(?:(?:し|いたし|致し|直し)?(?:て(?!いただ|頂|もら)(?:おき|あり|い)?)?(?:{POLITE}|{PLAIN})|"
    r"済|完了|お?伝え|終わ)"
)
# Verbs of every day (設定, 戻す, 消す) say such work only when the secret itself is their object and the desk did it:
# 「パスワードの設定画面」 and 「通知を消しました」 are none. With を in between something else was changed.
OBJECT = (
    r"(?:認証)?(?:番号|コード)?(?:の(?:電話番号|番号|登録|設定|有効期限|期限|端末|機種|宛先|要求|制限))?"
    r"(?:なし)?[をはもにで]、?[^。、\nをはがず]{0,14}?"
)
EVERYDAY = (
    r"(?:設定|セット|作成|更新|戻し|変え|切り替え|付け替え|差し替え|入れ替え|外し|はずし|消し|消去|削除|クリア|"
    r"無効化|停止|移し|移行|引き継[いぎ]|延長|延ばし|伸ばし|(?<=に))"
)
ENDED = r"(?=[。、!\s)」]|$|ので|から|ため|が)"
DID = (
    rf"(?:(?:し|いたし|致し)?(?:て(?:おき|あり|さしあげ|差し上げ)?)?(?:{POLITE}|た{ENDED}|ときました|といた{ENDED})|"
    r"済み?(?=で(?!した|あれ|しょう)|[。、!\s)]|$)|(?:が|を)?完了)"
)
OPENED = (
    r"(?:登録|設定|変更|変え|リセット|発行|やり直|作り直|省略|スキップ|入れ|入|不要)[^。、\nを]{0,6}?ように(?:設定)?"
)
TOLD_ON = (
    r"(?:変更|再設定|再発行|発行|リセット|初期化|変え)(?:し|いたし|致し)?て、?(?:から)?、?[^。、\nを]{0,8}?"
    r"(?:送り|送付|お知らせ|伝え|渡し|ご?連絡)(?:し|いたし|致し|申し上げ|さしあげ|差し上げ)?(?:ます|まし|る)"
)
MAILBOXES = (
    r"(?:メールボックス|受信トレイ|メールの中身|録音|"
    r"(?:退職|休職|異動|前任)[^。、\n]{0,8}?(?:データ|メール|ファイル|フォルダー?|OneDrive|予定表))"
)
SEEN = r"(?:見ら?れ|見え|読め|開け|使え|入れ|閲覧でき|アクセスでき)るように(?:設定)?"
QUIETLY = re.compile(
    f"(?P<secret>(?!鍵){SECRETS}){OBJECT}(?:(?P<act>{EVERYDAY}){DID}|{OPENED}{DID}|{TOLD_ON})|"
    f"(?:新しい|新|仮の?|初期|一時)(?:パスワード|PW|PIN)[をは]{NEAR}(?:送り|送付|送信|知らせ|連絡){DID}|"
    f"{MAILBOXES}[をはもに]{NEAR}{SEEN}{DID}",
    re.IGNORECASE,
)
# Not a door: a lock that was put on a file, a password that a browser had kept.
ON_A_FILE = re.compile(r"(?:ファイル|資料|文書|ブック|シート|Excel|エクセル|Word|PDF|ZIP)(?:に|の)?$", re.IGNORECASE)
KEPT_BY_A_PROGRAM = re.compile(
    r"(?:保存(?:された|済みの)|記憶(?:された|した)|残って(?:いる|いた)|資格情報[^。、\n]{0,6}の)$"
)
PROTECTS, FORGETS = {"設定", "セット"}, {"消し", "消去", "削除", "クリア"}
# ロック alone is the account's; ブロック and スクリーンロック are other words, and other things have their own.
LOCK = re.compile(rf"(?<![ァ-ヴーA-Za-z])ロック(?:状態)?[をはもが]?{NEAR}(?:解除|外し|はずし){DID}")
OTHER_LOCKS = re.compile(
    r"(?:画面|ドア|扉|トレイ|カセット|カバー|レバー|キー|キーボード|シート|セル|ブック|ファイル|文書|資料|編集|"
    r"ホイール|ヘッド|輸送用|引き出し|ロッカー|台車|ワイヤー|ケーブル|カート)(?:の|に|が)?(?:かかった|かかっていた)?$"
)
PRODUCTS = (
    r"(?:https?:|Windows|Microsoft|Office|Outlook|Teams|OneDrive|SharePoint|Excel|Google|Chrome|Android|iPhone|iPad|"
    r"iOS|macOS|Wi-?Fi|VPN|M365|Salesforce|BitLocker|Active)"
)
# Given away: what stands after the word and can hardly be a word of the sentence.
MERELY_NAMED = r"(?!のよう|など|や|とか|は(?:使|避)|[桁字文])"
TOKEN = rf"""[「『"'“‘(]*(?!{PRODUCTS})"""
GIVEN_AWAY = re.compile(
    rf"パスワード\s{{0,4}}(?:は|:|=)\s{{0,4}}{TOKEN}(?:(?=[!-~]{{0,80}}\d)[!-~]{{6,}}+{MERELY_NAMED}|"
    rf"[!-~]{{6,}}+(?!と|の|に|へ|から|上|側|や|など|で(?!す|し|ござ|サイン|ログ|入)))|"
    rf"(?:パスワード|(?<![A-Za-z])PW)\s{{0,4}}{TOKEN}(?=[!-~]{{0,80}}\d)(?=[!-~]{{0,80}}[A-Za-z])"
    rf"[!-~]{{6,}}+{MERELY_NAMED}|"
    rf"パスワード\s{{0,4}}[「『][!-~]{{6,}}[」』]\s{{0,4}}(?:で(?!は)|を(?:入|お使|使)|と(?:入|打)|です)|"
    rf"(?:(?<![A-Za-z])(?:PIN|PW)(?![A-Za-z])|暗証番号|パスコード|"
    rf"(?:回復|リカバリー)(?:キー|コード))\s{{0,4}}(?:コード)?\s{{0,4}}(?:は|:|=)?\s{{0,4}}"
    rf"[「『\"'(]*(?=[!-~]{{0,40}}\d[!-~]{{0,40}}\d)[A-Za-z0-9][!-~]{{3,}}+{MERELY_NAMED}|"
    rf"(?<![A-Za-z])(?:password|passcode|PIN)\s{{0,4}}"
    rf"(?:(?:is|was|has been)(?:\s+(?:now|set|reset|changed))*(?:\s+to)?|:|=)"
    rf"\s{{0,4}}[:\"'“‘]*(?!https?:)(?:(?=\S{{0,80}}?(?:\d|[@#$%&*_!?][A-Za-z0-9]))[!-~]{{6,}}|\d{{4,}})",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Half-width kana and full-width letters made usual; spaces inside Japanese, which change nothing, left out."""
    usual = unicodedata.normalize("NFKC", text)
    return re.sub(r"(?<=[^\x00-\x7f])[ \t]+|(?<![ \t])[ \t]++(?=[^\x00-\x7f])", "", usual)


def is_privileged_work(step: str) -> bool:
    """A step by which the desk itself touches a secret, a right or somebody's data."""
    told = plain(step)
    found = any(not THEIRS.match(told, each.end()) for each in WORK.finditer(told))
    return found or bool(IN_ENGLISH.search(told))


def touches_secrets(text: str) -> bool:
    """Whoever took over a session must not get further secrets by it: a session is no proof for these."""
    told = plain(text)
    return bool(re.search(SECRETS, told, re.IGNORECASE)) or _unlocks(told)


def says_privileged_work_is_done(answer: str) -> bool:
    """An answer that reports such work as done, or gives a secret away."""
    told = plain(answer)
    found = any(REPORT.match(told, each.end()) and not THEIRS.match(told, each.end()) for each in WORK.finditer(told))
    return (
        found
        or _quietly_done(told)
        or _unlocks(told)
        or bool(GIVEN_AWAY.search(told))
        or bool(DONE_IN_ENGLISH.search(told))
    )


def _quietly_done(told: str) -> bool:
    """Told in a verb of every day: 「多要素認証を外しました」."""
    for each in QUIETLY.finditer(told):
        before, act = _just_before(told, each), each["act"]
        protects = act in PROTECTS and ON_A_FILE.search(before)
        forgets = act in FORGETS and KEPT_BY_A_PROGRAM.search(before)
        if not (protects or forgets):
            return True
    return False


def _unlocks(told: str) -> bool:
    """An account that was locked is open again, however shortly it is said."""
    return any(not OTHER_LOCKS.search(_just_before(told, each)) for each in LOCK.finditer(told))


def _just_before(told: str, found: re.Match[str]) -> str:
    return told[max(0, found.start() - 24) : found.start()]
