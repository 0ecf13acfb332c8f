"""Every minute: who fell silent, who left the queue without a word, what closing time does, and what nobody saw."""

from django_tasks import task

from suketto.channels.chat import actions
from suketto.channels.chat.models import GONE_AFTER, SILENT_AFTER, ChatSession
from suketto.channels.chat.queries import open_now
from suketto.foundation import clock
from suketto.jobs.schedule import every

MANY = 500


@every("* * * * *")
@task()
def look_after_chats() -> None:
    rest_the_silent()
    let_go_of_the_gone()
    close_at_closing_time()
    look_for_what_nobody_saw()


def rest_the_silent() -> None:
    since = clock.now() - SILENT_AFTER
    for session in ChatSession.objects.going_on().filter(taken_at__lte=since).order_by("pk")[:MANY]:
        actions.rest(session, silent_since=since)


def let_go_of_the_gone() -> None:
    """Only those whose page we see: what other services carry cannot be seen."""
    since = clock.now() - GONE_AFTER
    waiting = ChatSession.objects.waiting().filter(here_at__lt=since, connector=actions.PORTAL)
    for session in waiting.order_by("pk")[:MANY]:
        actions.let_go(session, unseen_since=since)


def close_at_closing_time() -> None:
    now = clock.now()
    waiting = ChatSession.objects.waiting().order_by("pk")
    for desk_id in set(waiting.values_list("desk_id", flat=True)):
        if not open_now(desk_id, now):
            for session in waiting.filter(desk_id=desk_id)[:MANY]:
                actions.close(session)


def look_for_what_nobody_saw() -> None:
    for session in ChatSession.objects.filter(look_again_at__lte=clock.now()).order_by("look_again_at")[:MANY]:
        actions.look_again(session)
