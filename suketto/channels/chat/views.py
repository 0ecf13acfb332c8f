"""What every open page says and asks in passing: "I am here", and how many wait."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from suketto.channels.chat import passing
from suketto.channels.chat.access import chat_of_either
from suketto.channels.chat.queries import queue, waiting_and_unread, whose_turn
from suketto.foundation import clock
from suketto.foundation.numbers import number_in
from suketto.people.access import PersonRequest, member_only, signed_in
from suketto.people.attendance import breaks_at, say_at_work


@signed_in
@require_POST
def here(request: PersonRequest, number: int) -> HttpResponse:
    """The chat is open, perhaps somebody types, and so far it was seen."""
    session = chat_of_either(request.user, number)
    writing, seen = request.POST.get("writing") == "1", number_in(request.POST.get("seen", "")) or 0
    if session.person_id == request.user.pk:
        passing.say_here(session, writing=writing, seen=seen)
    else:
        passing.say_looking(session, request.user, writing=writing, seen=seen)
    return HttpResponse(status=204)


@member_only
def count(request: PersonRequest) -> HttpResponse:
    """The badge in the header: who waits, and unread words. To ask for it is to be at work."""
    say_at_work(request.user)
    waiting, unread = waiting_and_unread(request.user)
    mine = False
    if waiting:
        now = clock.now()
        for desk_id in request.user.standing.desk_ids:
            turns = whose_turn(desk_id, queue([desk_id]), now)
            mine = mine or any(member.pk == request.user.pk for member in turns.values())
    context = {
        "waiting": waiting, "unread": unread, "my_turn": mine,
        "resting": breaks_at(request.user.standing.leads) if request.user.standing.leader else [],
    }  # fmt: skip
    return TemplateResponse(request, "chat/count.html", context)
