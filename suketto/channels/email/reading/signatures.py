"""Where a person's words end and the signature begins. When it is not sure, there is none."""

import re
from collections.abc import Sequence

from suketto.channels.email.reading import armour
from suketto.channels.email.reading.letter import Address

LONGEST = 18  # lines of a ruled signature
LONGEST_BARE = 10  # lines of one without any rule
LONGEST_STAMP = 8
LONGEST_MARKED = 40  # lines after "-- ", which nobody types by chance

_MOBILE = re.compile(
    r"(?:私の|マイ|(?:docomo|ドコモ|au|softbank|ソフトバンク|y!mobile|楽天|gmail|yahoo!?(?:\s?japan)?)\s?の?\s?)?"
    r"(?:iPhone|iPad|Android.{0,20}|スマートフォン|スマホ|携帯電話|携帯|Xperia.{0,12}|Galaxy.{0,12}|AQUOS.{0,12}|タブレット"
    r"|(?<=[a-z!])\s?アプリ)\s?(?:から|より|で)"
    r"送信(?:されました|しました|しています)?[。.]?"
    r"|sent from (?:my|an?|yahoo|outlook|mail|samsung|nine|proton).{0,60}|sent via .{0,40}"
    r"|(?:get|holen sie sich) outlook (?:for|für) \w+.{0,80}"
    r"|.{0,12}outlook.{0,12}(?:\s?<[^>]*>)?.{0,6}を?(?:入手|取得)(?:する|してください)?.{0,60}"
    r"|(?:yahoo!?|windows).{0,16}メール.{0,12}(?:から|で|より)送信.{0,10}|送信元[:：]?\s.{0,20}(?:メール|mail).{0,60}",
    re.IGNORECASE,
)
_RULE_SIGNS = r"\-=_*#~+^─━═╋＝ー―‐－＿＊＃～〜…‥・･.．◇◆□■○●☆★◎△▽▼▲∞§♪♢♦:;/|｜\\<>≪≫＜＞"
_RULE_SIGNS += r"┌┐└┘├┤│┏┓┗┛┣┫┃╔╗╚╝║═"
_ORNAMENTS = re.compile(rf"(?=.*[｡ﾟ゜°☼☀♡♥❤✿❀☆★♪])[{_RULE_SIGNS}｡ﾟ゜°oO☼☀♡♥❤✿❀ 　]{{8,}}")  # *:..｡o○☆ﾟ・:,｡
_RULE = re.compile(rf"(?:[{_RULE_SIGNS}][ 　]?){{3,}}")
_TITLED_RULE = re.compile(rf"[{_RULE_SIGNS}]{{3,}}[ 　]?[^{_RULE_SIGNS}].{{0,40}}?[ 　]?[{_RULE_SIGNS}]{{3,}}")
_SENTENCE = re.compile(r"[。？?]|(?:ます|です|ください|下さい|ません|でした|ました|でしょうか|たい)$")
_DISCLAIMER = re.compile(
    r"本(?:電子)?メール|このメール|機密|秘密情報|誤送信|受信者|破棄|this e-?mail|confidential|intended", re.IGNORECASE
)
_STAMPED = re.compile(  # what lists, gateways and virus scanners say of themselves under every letter
    r"mailing list$|/listinfo/|[+-]unsubscribe|グループから退会"
    r"|このメールは.{0,40}(?:グループ|リスト).{0,60}(?:送られ|配信され|登録)"
    r"|配信(?:を)?(?:停止|解除).{0,40}(?:https?://|@)|(?:ウ[イィ]ルス|virus).{0,14}(?:チェック|スキャン|検査)(?:され|済|を行)"
    r"|(?:スキャン|検査|チェック)済み|virus-free|(?:scanned|checked) (?:by|for)",
    re.IGNORECASE,
)
_DISCLAIMS = re.compile(
    r"\A(?:confidentiality|disclaimer|this (?:e-?mail|message)|本(?:電子)?メール|このメール|[【<＜\[(（]).{0,600}"
    r"(?:誤って|誤送信|破棄|削除|名宛人|意図|intended|addressee|in error)",
    re.IGNORECASE | re.DOTALL,
)
_CONFIDENTIAL = re.compile(r"機密|秘密|個人情報|宛先以外|confidential|privileged|proprietary", re.IGNORECASE)
_TELLS = re.compile(r"[？?]|しまい|しまっ|でしょうか|たい(?:です|。|$)|願い(?:し|い)|お教え|教えて")
_ANSWER_TO_A_FORM = re.compile(
    r"[■□・○●*\-\s　]*(?:お?名前|氏名|社員(?:番号|no)|(?:pc|端末|資産|管理)(?:番号|名)?|機種|型番|対象者?"
    r"|ユーザー?(?:名|id)?|id|パスワード|希望.{0,4}|現象|症状|発生.{0,4}|日時|場所|設置.{0,4}|理由|目的|用途|エラー.{0,6}|error.{0,8}|内容|件名"
    r"|シリアル.{0,4}|ip.{0,6}|ホスト名?|バージョン|os|利用者|申請.{0,4}|フォルダ.{0,4}|パス|入社日|異動.{0,4})\s*[:：]",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"^\s*(?:追伸|P\.?\s?S\b|なお、|補足)", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"(?:下記|以下|次)(?:の|に|は|が|を|です|、|まで|となり|[:：]|$|[\d０-９一二三四五六七八九十数]+[名人件台点個つ])"
)
# Above an address and a telephone number these ask for something to be done with them.
_TO_BE_USED = re.compile(
    r"(?:こちら|以下|下記|次|ここ)(?:の(?:住所|宛先|あて先|場所|番号|連絡先|アドレス))?(?:に|へ|まで|宛て?に?)、?"
    r".{0,12}(?:送|届け|発送|郵送|配送|連絡|電話|返送|納品|設置|配達|持って|ください|下さい|お?願)"
    r"|(?:送付|送り|届け|発送|配送|郵送|納品|返送|連絡|設置|転居|引っ?越し|異動)先(?:の住所)?(?:は|が|を|です|[:：])"
    r"|(?:登録|変更|修正|更新|反映|訂正|差し替え|書き換え)(?:を|の程|のほど)?、?"
    r"(?:お願い|して(?:ください|下さい|もら|いただ|頂|ほし|欲し))"
    r"|(?:住所|連絡先|(?:電話|携帯|内線)番号|メールアドレス|宛先|あて先)(?:は|が|を|です|[:：]).{0,20}$"
    r"|\bmy (?:new )?(?:address|number|phone)\b.{0,20}$",
    re.IGNORECASE,
)
_TO_BE_SENT = re.compile(  # and these where they lead to a place, not to a mailbox
    r"(?:送|送付し|届け|発送し|郵送し|配送し|納品し|返送し|配達し)っ?て(?:ください|下さい|もら|いただ|頂|ほし|欲し)"
    r"|(?:送付|発送|郵送|配送|納品|返送|配達)(?:を|の程|のほど)?お願い|お?(?:送り|届け)(?:ください|下さい|いただ|頂|願)"
    r"|\b(?:send|ship|deliver|mail) (?:it|them|this|that|the .{1,30}) to\b",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]+[@＠][\w-]+(?:\.[\w-]+)+")
_HEADING = re.compile(r"[■●◆【]\s?[^\s株有]{1,12}[】]?$")
_REACHED_BY = (
    re.compile(
        r"(?:TEL|電話|☎|℡|携帯|Mobile|Phone|FAX|内線|直通|ext\b|代表)[^\d\n]{0,8}[\d(+][\d()（）-]{2,}"
        r"|0\d{1,4}[-(（]\d{1,4}[-)）]\d{3,4}",
        re.IGNORECASE,
    ),
    _MAIL,
    re.compile(r"https?://|\bwww\.", re.IGNORECASE),
)
_PLACED_AT = (
    re.compile(r"〒|\d{3}-\d{4}(?!-|\d)|[都道府県][^\s]{1,12}[市区町村]"),
    re.compile(r"株式会社|有限会社|合同会社|[（(]株[）)]|㈱|Inc\.|Corp|Co\.,|Ltd|GmbH|法人|病院|大学", re.IGNORECASE),
    re.compile(
        r"(?:部|課|室|係|グループ|支店|支社|営業所|本社|工場|センター|チーム|Dept\.?|Division)(?:$|[\s　/／(（])"
    ),
)


def start(lines: Sequence[str], sender: Address) -> int | None:
    """The line where the signature that ends these lines begins; None when nothing is surely one."""
    end = _last_written(lines)
    cut = armour.signature_start(lines, end)
    end = end if cut is None else _last_written(lines[:cut])
    while end >= 0:
        found = end if _MOBILE.fullmatch(lines[end].strip()) else _stamp(lines, end)
        found = _disclaimer(lines, end) if found is None else found
        if found is None:
            break
        cut = found
        end = _last_written(lines[:found])
    marked = _marked(lines, end)
    found = marked if marked is not None else _ruled(lines, end, sender)
    found = found if found is not None else _last_paragraph(lines, end, sender)
    return found if found is not None else cut


def _last_written(lines: Sequence[str]) -> int:
    return next((number for number in range(len(lines) - 1, -1, -1) if lines[number].strip()), -1)


def _marked(lines: Sequence[str], end: int) -> int | None:
    """Under `-- `; without its blank (many programs cut it off) only what does not read like sentences."""
    for number in range(end, max(-1, end - LONGEST_MARKED), -1):
        if lines[number] == "-- " or lines[number].rstrip() in {"--", "--　"}:
            below = [line for line in lines[number + 1 : end + 1] if line.strip()]
            if any(_POSTSCRIPT.search(line) for line in below):
                return None
            sure = lines[number] == "-- " or (len(below) <= LONGEST and not any(map(is_written, below)))
            return number if sure else None
    return None


def _stamp(lines: Sequence[str], end: int) -> int | None:
    """The rule over the last lines when a machine put those there and says so."""
    bottom = end - 1 if is_bare_rule(lines[end]) else end
    for number in range(bottom, max(-1, bottom - LONGEST_STAMP), -1):
        if is_bare_rule(lines[number]) or lines[number].rstrip() in {"--", "--　"}:
            block = lines[number + 1 : bottom + 1]
            said = any(_STAMPED.search(line.strip()) for line in block)
            asked = any(_TELLS.search(line) or _ANSWER_TO_A_FORM.match(line) for line in block)
            return number if said and not asked else None
    return None


def _disclaimer(lines: Sequence[str], end: int) -> int | None:
    """A last paragraph that warns whoever got the letter by mistake, not one of a person who made the mistake."""
    first = end
    while first > 0 and lines[first - 1].strip() and end - first < LONGEST_STAMP:
        first -= 1
    words = "\n".join(lines[first : end + 1]).strip()
    if not _CONFIDENTIAL.search(words) or not _DISCLAIMS.match(words) or _TELLS.search(words.partition("\n")[0]):
        return None
    told = re.search(r"しまい|しまっ|ました|でしょうか|[？?]", words)
    return first if first and told is None else None


def _ruled(lines: Sequence[str], end: int, sender: Address) -> int | None:
    """Between rules of any kind, or under one: company, telephone, address, name."""
    for number in range(max(0, end - LONGEST), end + 1):
        if not is_rule(lines[number]):
            continue
        block = [line.strip() for line in lines[number : end + 1] if line.strip() and not is_bare_rule(line)]
        divides = any(is_bare_rule(line) and line.strip()[:1] == lines[number].strip()[:1] for line in lines[:number])
        if block and _is_signature(block, sender, _line_above(lines, number), divides=divides):
            return number
    return None


def _last_paragraph(lines: Sequence[str], end: int, sender: Address) -> int | None:
    """Without any rule: the writer's own name or address with where they sit and how to reach them, under a blank."""
    first = end
    while first > 0 and lines[first - 1].strip():
        first -= 1
    block = [line.strip() for line in lines[first : end + 1]]
    above = _line_above(lines, first)
    if not above or not 3 <= len(block) <= LONGEST_BARE or not _names("\n".join(block), sender):
        return None
    announced = _ANNOUNCED.search(above) is not None or above.endswith((":", "："))
    if (announced or _is_wanted(block, above)) and not above.startswith("以上"):
        return None
    return first if _is_signature(block, sender, above, divides=True) else None


def _is_wanted(block: Sequence[str], above: str) -> bool:
    """Where the new screen is to go, which number is to be put down: that is what the letter is about."""
    postal = any(_PLACED_AT[0].search(line) for line in block)
    return _TO_BE_USED.search(above) is not None or (postal and _TO_BE_SENT.search(above) is not None)


def is_rule(line: str) -> bool:
    return is_bare_rule(line) or _TITLED_RULE.fullmatch(line.strip()) is not None


def is_bare_rule(line: str) -> bool:
    stripped = line.strip()
    if _RULE.fullmatch(stripped) is not None and len(set(stripped) - set(" 　")) <= 6:
        return True
    return _ORNAMENTS.fullmatch(stripped) is not None


def _line_above(lines: Sequence[str], number: int) -> str:
    above = _last_written(lines[:number])
    return lines[above].strip() if above >= 0 else ""


def is_written(line: str) -> bool:
    return _SENTENCE.search(line.strip()) is not None and _DISCLAIMER.search(line) is None


def _is_signature(block: Sequence[str], sender: Address, above: str, *, divides: bool) -> bool:
    """`divides`: the same rule parts the words above, so this may be one more of their paragraphs."""
    if any(is_written(line) or _ANSWER_TO_A_FORM.match(line) or len(line) > 120 for line in block):
        return False
    if any(_HEADING.match(line) for line in block):
        return False
    whole = "\n".join(block)
    own = _names(whole, sender)
    others = [found for found in _MAIL.findall(whole) if found.lower().replace("＠", "@") != sender.address.lower()]
    announced = _ANNOUNCED.search(above) is not None and not above.startswith("以上")
    if (others and (announced or not own)) or (announced and not own) or len(set(others)) > 1:
        return False
    reached = sum(any(pattern.search(line) for line in block) for pattern in _REACHED_BY)
    placed = sum(any(pattern.search(line) for line in block) for pattern in _PLACED_AT)
    if own and not divides:
        return reached + placed > 0 or len(block) <= 3
    return reached > 0 and placed > 0


def _names(block: str, sender: Address) -> bool:
    """The sender's own name or address stands in it."""
    if sender.address and sender.address.lower() in block.lower().replace("＠", "@"):
        return True
    together = re.sub(r"[\s　・]+", "", block).casefold()
    parts = re.findall(r"[^\s　・,、()（）/／@.]{2,}", sender.name.casefold())
    return any(part in together for part in parts if not re.fullmatch(r".*(?:部|課|室|株式会社|係|グループ)", part))
