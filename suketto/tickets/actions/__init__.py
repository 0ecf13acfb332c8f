"""Everything people do to tickets."""

from suketto.tickets.actions.answering import answer_as_key_person, note, reply
from suketto.tickets.actions.asking import open_ticket, reopen, write
from suketto.tickets.actions.inserting import insert_procedure, withdraw_procedure
from suketto.tickets.actions.moving import assign, link, merge, move, split, unlink, watch
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

__all__ = [
    "add_step",
    "answer_as_key_person",
    "assign",
    "begin",
    "finish_step",
    "insert_procedure",
    "link",
    "make_article",
    "mark_overdue",
    "merge",
    "move",
    "note",
    "open_ticket",
    "rate",
    "remove_step",
    "reopen",
    "reply",
    "resolve",
    "set_facts",
    "solved_by_requester",
    "spend",
    "split",
    "thank",
    "triage",
    "unlink",
    "wait",
    "watch",
    "withdraw_procedure",
    "write",
]
