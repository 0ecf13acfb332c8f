"""Everything people do to tickets."""

from suketto.tickets.actions.answering import answer_as_key_person, note, reply
from suketto.tickets.actions.asking import open_ticket, reopen, write
from suketto.tickets.actions.bouncing import answer_bounced
from suketto.tickets.actions.guiding import (
    begin_alone,
    begin_run,
    leave_run,
    make_link,
    record_result,
    run_by_link,
    send_link,
    step_back,
    wants_another_way,
)
from suketto.tickets.actions.hearing import hear
from suketto.tickets.actions.inserting import insert_procedure, withdraw_procedure
from suketto.tickets.actions.merging import merge
from suketto.tickets.actions.moving import assign, link, move, split, unlink, watch
from suketto.tickets.actions.proving import check_identity, identity_of, proved, registered_numbers
from suketto.tickets.actions.resolving import make_article, rate, resolve, solved_by_requester, thank
from suketto.tickets.actions.triaging import (
    add_step,
    begin,
    finish_step,
    mark_overdue,
    remove_step,
    set_facts,
    spend,
    triage,
    wait,
)
from suketto.tickets.actions.turning import go_another_way

__all__ = [
    "add_step",
    "answer_as_key_person",
    "answer_bounced",
    "assign",
    "begin",
    "begin_alone",
    "begin_run",
    "check_identity",
    "finish_step",
    "go_another_way",
    "hear",
    "identity_of",
    "insert_procedure",
    "leave_run",
    "link",
    "make_article",
    "make_link",
    "mark_overdue",
    "merge",
    "move",
    "note",
    "open_ticket",
    "proved",
    "rate",
    "record_result",
    "registered_numbers",
    "remove_step",
    "reopen",
    "reply",
    "resolve",
    "run_by_link",
    "send_link",
    "set_facts",
    "solved_by_requester",
    "spend",
    "split",
    "step_back",
    "thank",
    "triage",
    "unlink",
    "wait",
    "wants_another_way",
    "watch",
    "withdraw_procedure",
    "write",
]
