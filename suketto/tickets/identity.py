"""Which work needs to know for sure who asks: passwords, second factors, rights, data (R35, S35). No database.

Steps name the work (「仮のパスワードを発行する」); answers say that it was done (「発行しました」).
"""

import re
import unicodedata

SECRETS = (
    r"(?:パスワード|password|暗証|多要素|二要素|二段階|認証アプリ|ワンタイム|アカウント(?:の)?ロック|ロックアウト|"
    r"回復キー|鍵|(?<![A-Za-z])(?:PIN|PW|MFA|2FA)(?![A-Za-z]))"
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
DONE_IN_ENGLISH = re.compile(
    rf"\b(?:I|we)(?:'ve| have)?\s+(?:just\s+)?{IN_ENGLISH.pattern}|"
    rf"\b{ENGLISH_DOORS}\b[^.\n]{{0,30}}?\b(?:has been|have been|was|were)\s+{ENGLISH}\b",
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
REPORT = re.compile(
    r"(?:を|は|も|が)?(?:(?:し|いたし|致し|直し)?(?:て(?!いただ|頂|もら)(?:おき|あり|い)?)?(?:まし)?た|"
    r"済|完了|お?伝え|終わ)"
)
GIVEN_AWAY = re.compile(r"パスワード\s*(?:は|:|：|＝|=)\s*[「『]?[!-~]{6,}")


def plain(text: str) -> str:
    """Half-width kana and full-width letters made usual; spaces inside Japanese, which change nothing, left out."""
    usual = unicodedata.normalize("NFKC", text)
    return re.sub(r"(?<=[^\x00-\x7f])[ \t]+|[ \t]+(?=[^\x00-\x7f])", "", usual)


def is_privileged_work(step: str) -> bool:
    """A step by which the desk itself touches a secret, a right or somebody's data."""
    told = plain(step)
    found = any(not THEIRS.match(told, each.end()) for each in WORK.finditer(told))
    return found or bool(IN_ENGLISH.search(told))


def touches_secrets(text: str) -> bool:
    """Whoever took over a session must not get further secrets by it: a session is no proof for these."""
    return bool(re.search(SECRETS, plain(text), re.IGNORECASE))


def says_privileged_work_is_done(answer: str) -> bool:
    """An answer that reports such work as done, or gives a secret away."""
    told = plain(answer)
    found = any(REPORT.match(told, each.end()) and not THEIRS.match(told, each.end()) for each in WORK.finditer(told))
    return found or bool(GIVEN_AWAY.search(told)) or bool(DONE_IN_ENGLISH.search(told))
