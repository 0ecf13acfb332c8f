"""Whether anybody sits at the other end (RFC 3834 and what programs do instead)."""

import re

from suketto.channels.email.reading import forwards
from suketto.channels.email.reading.headers import Head
from suketto.channels.email.reading.letter import Automatic

_OPENS = (
    r"\s*(?:[【\[［(（<＜《≪『〔〈]\s*(?:{0})[^】\]］)）>＞》≫』〕〉]{{0,12}}[】\]］)）>＞》≫』〕〉]"
    r"|(?:{0})\s*(?:[:：|｜\-–—]|\Z|(?=(?:re|aw|返信|回答)\s?[:：]|[\[【]?HD-\d)))"
)
_ABSENT_SUBJECT = re.compile(
    _OPENS.format(
        r"不在(?!者)(?:通知|連絡|応答|返信|のお知らせ|のご連絡|です)?|休暇(?:通知|中|のお知らせ)"
        r"|(?:i am |i'm )?(?:currently )?out of (?:the )?office(?: auto-?reply)?|ooo|abwesenheitsnotiz"
        r"|(?:i am )?on (?:leave|vacation)|不在办公室|부재(?:\s?중)?"
    ),
    re.IGNORECASE,
)
_ANSWERING_SUBJECT = re.compile(
    _OPENS.format(
        r"自動(?:応答|返信|回答|配信|送信)(?:メール)?|auto(?:matic|mated)?[\s-]?(?:reply|response|answer)"
        r"|automatische antwort|réponse automatique|respuesta automática|risposta automatica"
        r"|自动(?:回复|答复|应答)|自動(?:回覆|回復)|자동\s?(?:회신|응답|답장)"
    ),
    re.IGNORECASE,
)
_SAID_AT_THE_END = re.compile(  # whoever answers such a letter is a person again
    r"\A(?!\s*(?:re|fwd?|aw|返信|転送)\s?[:：])"
    r".*(?:[（(【\[＜<](?:自動応答|自動返信|自動配信|不在通知|auto(?:matic)?[\s-]?reply)[）)】\]＞>]"
    r"|※\s?自動(?:応答|返信|配信)(?:メール)?(?:です)?)\s*\Z",
    re.IGNORECASE,
)
_NOTES_SUBJECT = re.compile(r"\s*auto\s?[:：].*(?:out of (?:the )?office|is away|不在|休暇)", re.IGNORECASE)
_BOUNCED_SUBJECT = re.compile(
    r"\s*(?:undeliver(?:able|ed)|returned mail|mail delivery (?:failed|failure|subsystem|system)|"
    r"delivery (?:status notification|failure|has failed|delayed)|failure notice|mail system error|"
    r"warning: (?:could not send|message .* delayed)|配信不能|配信できません|メール配信エラー|送信エラー|"
    r"エラーメール|配達不能|未配信|送達不能)",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"不在|休暇|休業|外出|出張中|育休|産休|席を(?:外|はず)|休みを(?:いただ|頂)|お休み|"
    r"out of (?:the )?office|on (?:annual |sick )?leave|vacation|away from|abwesend|parental leave|holiday|"
    r"absente?s?\b|休假|부재|휴가",
    re.IGNORECASE,
)
_RECEIPT_SUBJECT = re.compile(
    r"\s*(?:開封済み|開封通知|開封確認|未開封|未読で削除|受信確認"
    r"|read|not read|return receipt[^:：]*|disposition notification)\s*[:：]",
    re.IGNORECASE,
)
_SAID_BELOW = re.compile(  # the last line of what some programs answer, without any other sign
    r"[※＊*(（\s　]{0,3}(?:この|本)(?:電子)?メールは、?.{0,12}自動(?:で|的に)?(?:返信|応答)(?:メール)?"
    r"(?:です|(?:されて|して)(?:い|おり)ます|(?:され|し)(?:まし)?た(?:(?:もの|メール)です)?|(?:する|される)ものです)[。.)）]?"
)
_RECALLS = re.compile(r"\s*(?:取り?消し|回収|recall)\s?[:：]", re.IGNORECASE)
_RECALLED = re.compile(r"はメッセージ.{1,200}を取り消します|would like to recall the message", re.IGNORECASE)
_LISTS = ("list-id", "list-post", "mailing-list", "x-ml-name", "x-mlserver")  # the last three before RFC 2919
_BY_EXCHANGE = "x-ms-exchange-generated-message-source"
_DAEMON = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|mdaemon|microsoftexchange[0-9a-f]+)@", re.IGNORECASE)
_CALENDAR = re.compile(r"calendar-notification@google\.com", re.IGNORECASE)
_MACHINE = re.compile(r"^(?:no-?_?reply|do-?not-?reply|noreply[-+].*)@", re.IGNORECASE)
_SUPPRESSES = re.compile(r"\b(?:all|oof|autoreply)\b", re.IGNORECASE)


def kind(head: Head, *, subject: str, text: str, sender: str, report: str, null_sender: bool) -> Automatic:
    """The strongest reason first. `report` is the report-type of a multipart/report, "" for any other letter."""
    if report in {"delivery-status", "feedback-report"} or _is_bounce(head, subject, sender, null_sender=null_sender):
        return Automatic.BOUNCE
    if report == "disposition-notification" or (null_sender and _RECEIPT_SUBJECT.match(subject)):
        return Automatic.RECEIPT
    if _RECALLS.match(subject) and _RECALLED.search(text[:600]):
        return Automatic.RECALL
    if _answered(head, subject) or _says_so_below(text):
        return Automatic.ABSENCE if _absent(head, subject, text) else Automatic.AUTO_REPLY
    return _sent_to_many(head) or _written_by_a_program(head, sender, null_sender=null_sender)


def pressed(head: Head, *, method: str, reacted: bool, words: bool) -> Automatic:
    """What somebody did with a press in their program rather than wrote: a thumb up, an invitation accepted."""
    if reacted:
        return Automatic.REACTION
    if method != "REPLY":
        return Automatic.NO
    by_google = _CALENDAR.search(head.first("sender"))
    return Automatic.AUTO_GENERATED if words and not by_google else Automatic.CALENDAR_ANSWER


def _says_so_below(text: str) -> bool:
    lines = text.rstrip().rsplit("\n", 1)
    return len(text) < 2000 and _SAID_BELOW.fullmatch(lines[-1].strip()) is not None


def _sent_to_many(head: Head) -> Automatic:
    precedence = _first_word(head.first("precedence"))
    if any(head.has(name) for name in _LISTS) or precedence == "list":
        return Automatic.LIST
    if head.has("list-unsubscribe") or head.has("feedback-id") or precedence in {"bulk", "junk"}:
        return Automatic.BULK
    return Automatic.NO


def _written_by_a_program(head: Head, sender: str, *, null_sender: bool) -> Automatic:
    said = _first_word(head.first("auto-submitted"))
    if said not in {"", "no"} or _SUPPRESSES.search(head.first("x-auto-response-suppress")) or _MACHINE.match(sender):
        return Automatic.AUTO_GENERATED
    return Automatic.NULL_SENDER if null_sender or _DAEMON.match(sender) else Automatic.NO


def _is_bounce(head: Head, subject: str, sender: str, *, null_sender: bool) -> bool:
    """Old servers send no report but say it in words."""
    if head.has("x-failed-recipients"):
        return True
    machine = null_sender or _DAEMON.match(sender) is not None
    return machine and (_BOUNCED_SUBJECT.match(subject) is not None or sender.lower().startswith("mailer-daemon@"))


def said_by_subject_alone(head: Head, why: Automatic, *, sender: str, null_sender: bool) -> bool:
    """Whether nothing but the subject speaks of a program: people also write 「不在：代理の権限について」."""
    by_header = _answered_by_header(head) or head.has(_BY_EXCHANGE)
    by_subject = why in {Automatic.ABSENCE, Automatic.AUTO_REPLY} and not by_header
    return by_subject and not (_sent_to_many(head) or _written_by_a_program(head, sender, null_sender=null_sender))


def _answered(head: Head, subject: str) -> bool:
    """A program answered a letter, rather than wrote one."""
    return (
        _answered_by_header(head)
        or (head.has(_BY_EXCHANGE) and not forwards.forwards(subject))  # its rules pass on what people wrote, too
        or _ABSENT_SUBJECT.match(subject) is not None
        or _ANSWERING_SUBJECT.match(subject) is not None
        or _SAID_AT_THE_END.search(subject) is not None
        or _NOTES_SUBJECT.match(subject) is not None
    )


def _answered_by_header(head: Head) -> bool:
    said = _first_word(head.first("auto-submitted"))
    odd = (
        "x-autoreply",
        "x-autorespond",
        "x-autoresponder",
        "x-auto-reply-from",
        "x-mail-autoreply",
    )
    return (
        said in {"auto-replied", "auto-notified"}
        or any(head.has(name) and _first_word(head.first(name)) not in {"no", "false", ""} for name in odd)
        or _first_word(head.first("precedence")) in {"auto_reply", "auto-reply"}
        or _first_word(head.first("x-precedence")) in {"auto_reply", "auto-reply"}
    )


def _absent(head: Head, subject: str, text: str) -> bool:
    return (
        "vacation" in head.first("auto-submitted").lower()
        or _ABSENT_SUBJECT.match(subject) is not None
        or _ABSENT.search(text[:2000]) is not None
    )


def _first_word(value: str) -> str:
    words = re.split(r"[\s;(,]", value.strip().lower(), maxsplit=1)
    return words[0]
