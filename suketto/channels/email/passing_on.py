"""Whether somebody who forwards a letter says no more than 「対応お願いします」. When it is not sure, they say more.

A sentence says no more when it is made of nothing but the words below, of names, and of words that stand in what is
passed on: whoever wrote that knows them.
"""

import re
import unicodedata
from collections.abc import Iterable

from suketto.channels.email.reading import Letter

LONGEST = 400
MOST_WORDS = 20_000  # of what is passed on
_SUSPECTED = re.compile(  # words that are about whoever is named, or the forwarder's own trouble
    r"不審|怪し|あやし|迷惑|な[りる]すまし|成り?すまし|名乗|騙|偽|本物|詐欺|フィッシング|スパム|ウ[イィ]ルス|標的型"
    r"|乗っ取|不正|偽装"
    r"|私[のもに]|わたし|僕[のも]|俺|小職[のも]|こちらでも|当方でも"
    r"|\b(?:phish\w*|spam|scam\w*|suspicious|fraud\w*|fake|genuine|legit\w*|malware|virus|hacked|me too|mine|my)\b",
    re.IGNORECASE,
)
_PIECES = frozenset(
    # greetings
    """
    お世話になります お世話になっております お世話になっています いつも 大変 お疲れ様です お疲れさまです
    お疲れ様でございます おはようございます こんにちは お忙しいところ 恐れ入りますが 恐縮ですが すみませんが
    申し訳ありませんが お手数ですが お手数をおかけしますが お手数をおかけします お手数おかけしますが
    お手数おかけします 恐れ入ります 恐縮です すみません ありがとうございます 以上 以上です 取り急ぎ 取急ぎ
    とりいそぎ 失礼します 失礼いたします 助かります 幸いです 敬具 至急 お早めに 早めに なるべく早く 早急に
    できるだけ早く
    """
    # what is passed on, to whom, from whom
    """
    下記 以下 上記 下 左記 表題 標題 標記 掲題 件名 添付 別添 次 本 当 この これ こちら そちら 件 メール
    メッセージ 内容 通り とおり 依頼 ご依頼 相談 ご相談 問い合わせ 問合せ お問い合わせ お問合せ 問合わせ
    お問合わせ 質問 ご質問 連絡 ご連絡 報告 ご報告 要望 ご要望 申請 申し出 転送 回送 共有 ご共有 情報共有 参考
    ご参考 参照 ご参照 確認 ご確認 対応 ご対応 手配 ご手配 処理 ご処理 検討 ご検討 調査 ご調査 返信 ご返信 回答
    ご回答 返事 お返事 サポート フォロー 支援 ご支援 直接 本人 ご本人 代理 代わり 代わって かわり 部下 上司
    同僚 後輩 先輩 担当 ご担当 担当者 課員 部員 社員 メンバー 情シス 情報システム ヘルプデスク システム 窓口
    総務 各位 皆様 皆さま みなさま 御中 様 さま さん 殿 氏 君 くん 課長 部長 係長 主任 営業 経理 人事 開発 製造
    企画
    """
    # what is to be done with it
    """
    お願い お願いします お願いいたします お願い致します お願い申し上げます お願いしたいです お願いできますか
    おねがいします お願いできますでしょうか お願いできればと思います お願いできればと存じます お願いです
    よろしく 宜しく よろしくです どうぞ どうか 何卒 なにとぞ ほど 程 ください 下さい いただけますか 頂けますか
    いただけますでしょうか 頂けますでしょうか いただけると 頂けると いただければ 頂ければ いただきたく 頂きたく
    いただけましたら もらえますか もらえますでしょうか 願います 見て して みて します いたします 致します
    送ります お送りします お送りいたします 送って 伝えて お送り致します 回します させていただきます 展開します
    とのこと とのことです だそうです になります となります です ので ため につき につきまして について に関して
    として 困っているようです お困りのようです 見てあげて
    """
    # between them
    """
    は を が の に で と へ から より まで あて 宛 宛て 分
    """
    # the same in Chinese and Korean
    """
    请处理 请帮忙处理 请帮忙 烦请处理 麻烦处理 麻烦处理一下 转发 如下 谢谢 请查收 请跟进 请协助 您好 你好 처리
    확인 부탁드립니다 부탁합니다 감사합니다 전달드립니다 안녕하세요 아래 내용
    """.split()
)
_LONGEST_PIECE = max(map(len, _PIECES))
_ENGLISH = frozenset(
    """
    fyi pls please handle help see below above the this that these following attached mail email e-mail message
    request ticket question from for to of on in and a an with at it i i'm am me him her them san forwarding
    forward forwarded forwards fw fwd passing along behalf can could would you kindly take look check assist
    assistance deal respond reply answer directly sent advise into over action thanks thank many advance
    regards best kind hi hello dear team all desk helpdesk support colleague sir madam good morning afternoon
    received got came asap appreciated sincerely cheers per information
    """.split()
)
_SIGNS = re.compile(r"[\s。．.、，,!！:：・;()（）「」『』<>＜＞〈〉\-─━=_*~/…]+")
_CALLED = re.compile(
    r"[一-鿿々ヶァ-ヺーA-Za-z.]{1,6}(?:さん|様|さま|氏|殿|君|くん|課長|部長|係長|主任)|[A-Z][a-z]{1,15}[- ]san\b"
)
_OFFICE = re.compile(
    r"[一-鿿々ヶァ-ヺーA-Za-z0-9]{0,12}(?:部|課|室|係|グループ|チーム|支店|支社|工場|センター|本社)(?![一-鿿ァ-ヺー])"
)
# That a letter came, and no word from whom, is what people say of one they do not trust.
_ARRIVED = re.compile(
    r"(?:(?:ご|お)?(?:依頼|相談|問い?合わ?せ|連絡|質問|要望|申請|報告)(?:の?メール)?"
    r"|(?:さん|様|さま|氏)(?:から|より)、?(?:(?:下記|以下|添付|この)の?)?メール)"
    r"[がを]?(?:来|きて|届い?|届き|あり|受け|もらい|いただき|頂き|いただいて|頂いて)(?:て)?(?:い|おり)?(?:ます|ました"
    r"|まして)(?:ので)?"
)
_EXTENSION = re.compile(r"(?:内線|TEL|電話|携帯|ext\.?)[:\s]?[\d()+-]{2,}", re.IGNORECASE)
_MOBILE = re.compile(r"(?:私の)?(?:iPhone|iPad|スマートフォン|スマホ|携帯)から送信")
_RUN = re.compile(r"[一-鿿々ヶァ-ヺー]{2,}|[A-Za-z0-9][A-Za-z0-9'_@.+-]*(?<![.'_-])")
_ASKED = re.compile(r"(?<=か)[?]|(?:can|could|would) you [^?.\n]{1,80}[?]", re.IGNORECASE)


def only_passes_on(read: Letter, *, names: Iterable[str] = ()) -> bool:
    """「下記の件、佐藤さんから依頼がありました。対応をお願いします。」 above what was passed on, or nothing at all.
    `names`: of whoever forwards and whoever wrote first."""
    passed = read.forwarded
    if passed is None:
        return False
    said, subject = _narrow(passed.said), _narrow(passed.subject)
    own_subject = _narrow(read.subject).replace(subject, " ") if subject else _narrow(read.subject)
    if len(said) > LONGEST or _SUSPECTED.search(said) or _SUSPECTED.search(own_subject):
        return False
    called = {_narrow(name).lower() for name in (read.sender.name, read.sender.address, passed.sender.name, *names)}
    known = {part for name in called for part in (name, *re.split(r"[\s,・/()]+", name)) if part}
    return _made_of(_ASKED.sub(_without_its_sign, said), known, f"{subject}\n{_narrow(passed.words[:MOST_WORDS])}")


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _without_its_sign(match: re.Match[str]) -> str:
    return match.group().replace("?", " ")


def _made_of(said: str, names: set[str], passed_on: str) -> bool:
    """Whether the words can be put together from the pieces, in whatever way."""
    reached = {0}
    for at in range(len(said)):
        if at in reached:
            reached |= _ends(said, at, names, passed_on)
    return len(said) in reached


def _ends(said: str, at: int, names: set[str], passed_on: str) -> set[int]:
    """Where a piece that begins here may end."""
    found = {at + size for size in range(1, _LONGEST_PIECE + 1) if said[at : at + size] in _PIECES}
    found |= {at + len(name) for name in names if said[at : at + len(name)].lower() == name}
    for pattern in (_SIGNS, _CALLED, _OFFICE, _ARRIVED, _EXTENSION, _MOBILE):
        found |= {match.end() for match in [pattern.match(said, at)] if match}
    run = _RUN.match(said, at)
    if run and (run.group().lower() in _ENGLISH or run.group() in passed_on):
        found.add(run.end())
    return found
