"""A reply on its way from the form to the action: places filled, what a template demands asked for."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suketto.desk.forms import moment_of
from suketto.desk.post import copies_beside
from suketto.foundation.refusals import Refusal
from suketto.people.models import Person
from suketto.people.queries import members_of
from suketto.procedures.filling import fill
from suketto.procedures.models import ReplyTemplate
from suketto.tickets.actions.answering import MENTION, unfinished
from suketto.tickets.models import Ticket, Triage
from suketto.tickets.refusals import TemplateUnfinished
from suketto.ui.templatetags.ui import moment


class LooksInternal(Refusal):
    """A call to a colleague in a text that goes to the requester: probably meant as a note."""

    field = "sure"


class CopiesChanged(Refusal):
    """Somebody was put on the copies, or taken off, since the writer looked."""

    status = 409
    message = gettext_lazy("写し（CC）の届く方が変わりました。いまは: %(names)s。よければ、もう一度送ってください。")


def refuse_unseen_copies(ticket: Ticket, typed: Mapping[str, str]) -> None:
    """An answer reaches those who stood beside the box when it was sent, and nobody else."""
    if "copies_seen" not in typed:
        return
    now = copies_beside(ticket)
    if typed["copies_seen"] != now.sign:
        raise CopiesChanged(names="、".join(copy.shown for copy in now.sent) or _("なし"))


def values(ticket: Ticket, writer: Person, typed: Mapping[str, str]) -> dict[str, str]:
    """What the places of a template stand for in this ticket and form."""
    goal = Triage.objects.filter(ticket=ticket).values_list("goal", flat=True).first()
    return {
        "requester_name": ticket.requester_name,
        "member_name": writer.full_name,
        "ticket_number": ticket.label,
        "goal": goal or "",
        "instead": typed.get("instead", "").strip(),
        "next_contact": moment(moment_of(typed.get("next_contact_at", ""))),
    }


def filled(body: str, ticket: Ticket, writer: Person, typed: Mapping[str, str]) -> str:
    return fill(body, values(ticket, writer, typed))


def refuse_what_template_lacks(slug: str, body: str, ticket: Ticket, typed: Mapping[str, str]) -> None:
    """S03: a template goes only with the name and, where it says so, the alternative and the next contact time.

    Deleting the place from the text does not get around it: the template itself is asked.
    """
    template = ReplyTemplate.objects.filter(slug=slug).first() if slug else None
    if template is None:
        return
    lacking = []
    if template.needs("requester_name") and ticket.requester_name and _family_name(ticket) not in body:
        lacking.append(_("お名前"))
    if template.needs("instead") and not typed.get("instead", "").strip():
        lacking.append(_("代わりの方法"))
    if template.needs("next_contact") and moment_of(typed.get("next_contact_at", "")) is None:
        lacking.append(_("次の連絡時刻"))
    lacking += [name for name in unfinished(body) if name not in lacking]
    if lacking:
        raise TemplateUnfinished(places="".join(f"「{name}」" for name in lacking))


def _family_name(ticket: Ticket) -> str:
    return ticket.requester.family_name if ticket.requester else ticket.requester_words


def refuse_what_looks_internal(body: str, ticket: Ticket) -> None:
    names = {member.family_name for member in members_of(ticket.desk)}
    called = [name for name in MENTION.findall(body) if name.removesuffix("さん") in names]
    if called:
        raise LooksInternal(
            _(
                "「@%(name)s」への呼びかけが入っています。利用者に届く返信です。社内メモに書くか、よければ確認の印を付けてもう一度送ってください。"
            ),
            name=called[0],
        )
