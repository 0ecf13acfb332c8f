"""The words of the mails that the house writes by itself, in the reader's language."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from suketto.knowledge.models import Article
from suketto.people.models import Person
from suketto.tickets.models import Message, Ticket, Triage
from suketto.ui.templatetags.ui import moment


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    body: str


def acknowledgement(ticket: Ticket, reader: Person, articles: list[Article]) -> Letter:
    """Received, the number, by when a human answers in business hours, and what may help meanwhile."""
    with translation.override(reader.language):
        lines = [
            _("%(name)s 様") % {"name": reader.full_name}, "",
            _("お問い合わせを受け付けました。番号は %(label)s です。") % {"label": ticket.label},
            _("担当者からの最初の返事は %(when)s ごろまでにお送りします（受付時間で数えています）。")
            % {"when": moment(ticket.due_at)},
            "", _("件名: %(subject)s") % {"subject": ticket.subject}, _link("my_ticket", ticket.pk),
        ]  # fmt: skip
        if articles:
            lines += ["", _("お待ちの間に、こちらで解決するかもしれません:")]
            lines += [f"・{article.title}\n  {_link('article', article.pk)}" for article in articles]
        return Letter(
            f"[{ticket.label}] {_('受け付けました')}: {ticket.subject}", "\n".join([*lines, *_signature(ticket)])
        )


def answer(ticket: Ticket, message: Message, reader: Person, *, resolved: bool) -> Letter:
    """A public message on its way to the requester. It takes a Message: a note cannot be given to it."""
    with translation.override(reader.language):
        lines = [message.body]
        goal = Triage.objects.filter(ticket=ticket).values_list("goal", flat=True).first()
        if goal and not resolved:
            lines += ["", _("目指すところ: %(goal)s") % {"goal": goal}]
        if message.next_contact_at is not None:
            lines += ["", _("次のご連絡: %(when)s") % {"when": moment(message.next_contact_at)}]
        if resolved:
            lines += [
                "",
                _("これで解決として閉じました。まだ続いているときは、14日以内ならこの案件に書き込むと再開します。"),
            ]
        lines += ["", _link("my_ticket", ticket.pk)]
        return Letter(f"[{ticket.label}] {ticket.subject}", "\n".join([*lines, *_signature(ticket)]))


def _signature(ticket: Ticket) -> list[str]:
    extension = _("（内線 %(number)s）") % {"number": ticket.desk.extension} if ticket.desk.extension else ""
    return ["", "-- ", f"{ticket.desk.name} {_('ヘルプデスク')}{extension}"]


def _link(name: str, number: int) -> str:
    return f"{settings.ADDRESS or 'http://127.0.0.1:8000'}{reverse(name, args=[number])}"


def when(value: datetime | None) -> str:
    return moment(value)
