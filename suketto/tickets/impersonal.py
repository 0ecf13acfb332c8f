"""What of a letter to one person helps the next: without whom it addresses, greetings, signatures and its number."""

import re
from collections.abc import Sequence

from suketto.people.models import Person
from suketto.tickets.models import Ticket

GREETING = re.compile(
    r"[\s\u3000]*(?:(?:いつも|大変|平素より)*お世話に(?:なって(?:おり|い)ます|なります)|お疲れ(?:さま|様)(?:です|でございます)|"
    r"(?:(?:以上|何卒|どうぞ)[、,]?)*(?:よろしく|宜しく)お願い(?:(?:いた|致)?します|申し上げます)|"
    r"(?:こんにちは|おはようございます)|ご連絡ありがとうございます)(?:[。、,!！]+|$)[\s\u3000]*"
)
NUMBERED = re.compile(r"案件番号|HD-\d{3,}")


def impersonal(text: str, people: Sequence[Person], ticket: Ticket) -> str:
    """The lines that help the next one too; what else names somebody is looked at when the article is published."""
    forms = {form for each in people for form in (each.full_name, each.family_name + each.given_name, each.family_name)}
    name = "|".join(
        re.escape(form).replace(r"\ ", r"[ \u3000]?") for form in sorted(forms, key=len, reverse=True) if form
    )
    desk = re.escape(ticket.desk.name)
    addressed = re.compile(
        rf"[\s\u3000]*(?:{name})[ \u3000]?(?:様|さま|さん|殿)(?:へ|[、,。：:]|[ \u3000]|$)[\s\u3000]*"
    )
    somebody = re.compile(
        r"[\s\u3000]*[^\s\u3000。、]{1,12}(?:[ \u3000][^\s\u3000。、]{1,8})?(?:様|殿)[、,。]?[\s\u3000]*"
    )
    signed = re.compile(
        rf"[\s\u3000]*(?:{desk}|ヘルプデスク|[^\s。、]{{1,20}}[ \u3000の])?[ \u3000の]*(?:{name})[ \u3000]*"
        r"(?:[（(][^）)]*[）)])?(?:です|と申します)?[。]?[\s\u3000]*"
    )
    alone = re.compile(rf"[\s\u3000]*(?:{desk}|ヘルプデスク)(?:窓口)?[\s\u3000]*")
    kept = []
    for each in text.splitlines():
        rest = GREETING.sub("", addressed.sub("", each, count=1) if addressed.match(each) else each)
        dropped = NUMBERED.search(each) or any(p.fullmatch(rest) for p in (somebody, signed, alone))
        if not dropped and (rest.strip() or not each.strip()):
            kept.append(rest)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
