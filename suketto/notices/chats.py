"""What live chat has to tell: words nobody saw leave by mail, a leader hears of a break; what is on the screen rings no
bell."""

from suketto.channels.chat.models import ChatSession
from suketto.foundation import clock
from suketto.notices import actions
from suketto.notices.models import Notification
from suketto.people.queries import leaders_of
from suketto.trail.listening import hears
from suketto.trail.models import Event

LATELY = 200  # answers of one ticket that are looked back on


@hears("ticket.chat_unseen")
def send_what_nobody_saw(event: Event) -> None:
    """Answers to a page that closed, or lay behind others, before anybody saw them: those that no mail took along at
    once. What rang already rings no more."""
    session = ChatSession.objects.filter(pk=event.about_id, connector="portal").select_related("ticket").first()
    if session is None:
        return
    unseen = session.unseen.select_related("ticket__desk", "ticket__requester").in_bulk()
    replied = Event.objects.about("ticket", session.pk).filter(kind="ticket.replied").order_by("-id")[:LATELY]
    for told in reversed(replied):
        message = unseen.get(told.data["message"])
        if message is None or not told.data.get("sent"):
            continue
        actions.send_message(message)
        if message.ticket.requester is not None:
            actions.ring(
                message.ticket.requester, message.ticket, Notification.Kind.REPLIED, event_id=told.pk,
                by_name=told.actor_name, words=message.body,
            )  # fmt: skip


@hears("person.break_taken")
def tell_leaders_of_a_break(event: Event) -> None:
    for leader in leaders_of(event.desk_id or 0):
        if leader.pk != event.actor_id and event.desk_id in leader.standing.leads:
            kind = Notification.Kind.RESTING
            actions.ring(leader, None, kind, event_id=event.pk, by_name=event.actor_name)


def on_their_screen(number: int, person_id: int) -> bool:
    """Whether this person is in the live chat of that ticket, where every line shows by itself."""
    session = ChatSession.objects.filter(pk=number, ended_at=None).first()
    if session is None:
        return False
    if session.person_id == person_id:
        return session.person_here(clock.now())
    return session.taken_by_id == person_id
