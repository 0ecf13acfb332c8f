"""Everything people do here."""

from suketto.handling.actions.ending import let_go
from suketto.handling.actions.noting import decline, remove_note, renew_note, review, write_note
from suketto.handling.actions.own import ask_about_record, rebut, take_wish_back, wish_for
from suketto.handling.actions.words import allow_word, refuse_word

__all__ = [
    "allow_word", "ask_about_record", "decline", "let_go", "rebut", "refuse_word", "remove_note", "renew_note",
    "review", "take_wish_back", "wish_for", "write_note",
]  # fmt: skip
