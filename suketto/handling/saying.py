"""What the bell says of notes and requests when it is read, and how the trail calls what is kept here.

The bell knows of a note only as long as there is one.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from suketto.foundation import clock
from suketto.handling.models import HandlingFact, HandlingNote, PrivacyRequest
from suketto.notices.models import Notification
from suketto.notices.saying import Said, says
from suketto.tickets.about import is_called
from suketto.trail.models import Event
from suketto.ui.templatetags.ui import moment

Place = HandlingFact.Place
is_called("handlingnote", gettext_noop("応対メモ"))
is_called("accommodation", gettext_noop("配慮事項"))
is_called("wordrule", gettext_noop("書けないことば"))
is_called("privacyrequest", gettext_noop("開示などの請求"))


@says("handling.written", "handling.renewed")
def review_asked(line: Notification, event: Event) -> Said:
    """What a leader is asked for, and afterwards that nothing is left to do."""
    fact = _fact(event, Place.RENEWAL if event.kind == "handling.renewed" else Place.BIRTH)
    if fact is None:
        return Said(_("もう残っていません"), done=True)
    if fact.reviewed_at is not None:
        return Said(_("%(name)sさんが確かめました") % {"name": fact.reviewer_name}, fact.ticket.label, done=True)
    by = {"at": moment(fact.review_by)}
    return Said(_("確かめてください。%(at)s までに確かめられなければ、消えます") % by, fact.ticket.label)


@says("handling.reviewed")
def reviewed(line: Notification, event: Event) -> Said:
    fact = _fact(event, event.data.get("place") or Place.BIRTH)
    number = fact.ticket.label if fact is not None else ""
    if line.kind == Notification.Kind.RECORD:
        return Said(_("窓口が、次からの応対のしかたを書き留めました。中身を読み、訂正や言い分を書けます"), number)
    return Said(_("確かめられ、ご本人に知らせました"), number, done=True)


@says("handling.declined")
def declined(line: Notification, event: Event) -> Said:
    return Said(_("残さないことになり、消えました"), done=True)


@says("handling.rebutted")
def rebutted(line: Notification, event: Event) -> Said:
    fact = _fact(event, Place.BIRTH)
    return Said(_("ご本人が、メモに訂正・言い分を書きました"), fact.ticket.label if fact is not None else "")


@says("privacy.asked")
def asked(line: Notification, event: Event) -> Said:
    found = PrivacyRequest.objects.filter(pk=event.about_id).select_related("ticket").first()
    if found is None or not found.ticket.open:
        return Said(_("お答えしました"), done=True)
    return Said(_("%(at)s までにお答えします") % {"at": moment(found.due_at)})


def _fact(event: Event, place: int) -> HandlingFact | None:
    """Of a note that is there; one that is over is as if it had been deleted, also before the job has run."""
    notes = HandlingNote.objects.living(clock.now()).filter(pk=event.about_id)
    facts = HandlingFact.objects.filter(note__in=notes, place=place).select_related("ticket")
    return next((fact for fact in facts if not fact.overdue(clock.now())), None)
