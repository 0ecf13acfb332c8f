"""The words of the mails that the house writes by itself, in the reader's language: as text, and as simple HTML."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from suketto.channels.email import marks
from suketto.knowledge.models import Article
from suketto.notices.addresses import whole_address
from suketto.notices.clicks import click_address
from suketto.notices.reaching import Reader
from suketto.tickets.models import Message, Ticket, Triage
from suketto.ui.templatetags.ui import moment


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a letter: some words, or words that lead to an address."""

    words: str
    address: str = ""
    kind: str = "words"


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    body: str
    html: str


def acknowledgement(ticket: Ticket, reader: Reader, articles: list[Article]) -> Letter:
    """Received, the number, by when a human answers in business hours, and what may help meanwhile."""
    with translation.override(reader.language):
        parts = [
            Part(_("%(name)s 様") % {"name": reader.name}),
            Part(_("お問い合わせを受け付けました。番号は %(label)s です。") % {"label": ticket.label}),
            Part(
                _("担当者からの最初の返事は %(when)s ごろまでにお送りします（受付時間で数えています）。")
                % {"when": moment(ticket.due_at)}
            ),
            Part(_("件名: %(subject)s") % {"subject": ticket.subject}),
            *_own_page(ticket, reader),
        ]
        if articles:
            parts.append(Part(_("お待ちの間に、こちらで解決するかもしれません:")))
            parts += [Part(article.title, whole_address("article", article.pk), "item") for article in articles]
        parts += _how_to_go_on(ticket)
        return _letter(_subject(ticket, _("受け付けました: %s")), parts, ticket)


def answer(ticket: Ticket, message: Message, reader: Reader, *, resolved: bool, left_out: list[str]) -> Letter:
    """A public message on its way to the requester. It takes a Message: a note cannot be given to it."""
    with translation.override(reader.language):
        parts = [Part(message.body)]
        if message.instead:
            parts.append(Part(_("代わりの方法: %s") % message.instead))
        goal = Triage.objects.filter(ticket=ticket).values_list("goal", flat=True).first()
        if goal and not resolved:
            parts.append(Part(_("目指すところ: %(goal)s") % {"goal": goal}))
        if message.next_contact_at is not None:
            parts.append(Part(_("次のご連絡: %(when)s") % {"when": moment(message.next_contact_at)}))
        if left_out:
            parts.append(Part(_("大きいため、次のファイルは案件のページにあります: %s") % "、".join(left_out)))
        if resolved:
            parts.append(
                Part(
                    _("これで解決として閉じました。まだ続いているときは、14日以内ならこの案件に書き込むと再開します。")
                )
            )
            parts += _clicks(ticket, reader)
        parts += _own_page(ticket, reader)
        return _letter(_subject(ticket, "%s"), parts, ticket)


def own_record(ticket: Ticket, reader: Reader) -> Letter:
    """Tells somebody that the desk wrote down how to answer them: that there is a note, and where to object."""
    with translation.override(reader.language):
        parts = [
            Part(_("%(name)s 様") % {"name": reader.name}),
            Part(_("次からの応対を確かなものにするため、窓口があなたについての応対メモを残しました。")),
            Part(
                _("中身（事実と応対のしかた）・期限は、次のページでいつでも読めます。訂正や言い分も、そこに書けます。")
            ),
            Part(_("自分の記録"), whole_address("my_record"), "link"),
            Part(_("順番・優先順位・返事の目安は、このメモで変わりません。メモは90日で消えます。")),
        ]
        return _letter(_subject(ticket, _("自分の記録のお知らせ: %s")), parts, ticket)


def _clicks(ticket: Ticket, reader: Reader) -> list[Part]:
    """One click from the mail; the page asks once more, so that a program that follows links says nothing for them."""
    if reader.person is None:
        return []
    return [Part(_("助かった！を送る・評価する"), click_address(ticket, reader.person), "link")]


def _own_page(ticket: Ticket, reader: Reader) -> list[Part]:
    if reader.person is None:
        return []
    return [Part(_("この案件のページ"), whole_address("my_ticket", ticket.pk), "link")]


def _how_to_go_on(ticket: Ticket) -> list[Part]:
    return [Part(_("このメールにそのまま返信すると、この案件に書き込めます。"))] if ticket.desk.email else []


def _subject(ticket: Ticket, around: str) -> str:
    """Ends with the sign by which the answer finds its ticket; answers to a mail keep its subject, so that mail
    programs show one conversation."""
    words = f"Re: {ticket.subject}" if ticket.channel == Ticket.Channel.EMAIL else around % ticket.subject
    return f"{words} [{marks.subject_sign(ticket.pk)}]"


def _letter(subject: str, parts: list[Part], ticket: Ticket) -> Letter:
    signature = _signature(ticket)
    body = "\n".join([*_lines(parts), "-- ", signature])
    html = render_to_string("notices/letter.html", {"parts": parts, "signature": signature, "subject": subject})
    return Letter(subject, body, html)


def _lines(parts: list[Part]) -> Iterator[str]:
    for part in parts:
        if part.kind == "item":
            yield f"・{part.words}\n  {part.address}"
        elif part.address:
            yield f"{part.words}: {part.address}"
        else:
            yield part.words
        if part.kind == "words":
            yield ""
    yield ""


def _signature(ticket: Ticket) -> str:
    if ticket.desk.signature:
        return str(ticket.desk.signature)
    extension = _("（内線 %(number)s）") % {"number": ticket.desk.extension} if ticket.desk.extension else ""
    return f"{ticket.desk.name} {_('ヘルプデスク')}{extension}"
