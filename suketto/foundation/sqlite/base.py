"""Django's SQLite backend, in which the writers of one process wait in a line instead of knocking again and again.

SQLite lets one transaction write at a time; who finds it taken sleeps and tries again, up to a tenth of a second a
time, and eight writers spend most of their time asleep. A lock in the process wakes the next one at once. Writers of
other processes are still waited for by SQLite's own `timeout`.
"""

from typing import Any

from django.db.backends.sqlite3 import base

from suketto.foundation.turns import the_turn

LONGEST_WAIT = 10.0


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the turn before BEGIN IMMEDIATE and gives it back with the commit, the rollback or the connection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_turn = False

    def _start_transaction_under_autocommit(self) -> None:
        # After the longest wait it goes on regardless: SQLite itself then says whether the file is really taken.
        self.has_turn = the_turn.take(LONGEST_WAIT)
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_turn()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]  # Django has it, its stubs do not
        finally:
            self._give_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # Django has it, its stubs do not
        finally:
            self._give_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # Django has it, its stubs do not
        finally:
            self._give_turn()

    def _give_turn(self) -> None:
        if self.has_turn:
            self.has_turn = False
            the_turn.give()
