"""An expected "no": named for the case, worded for the person, shown with what they typed still there."""

from typing import Any

from django.utils.functional import Promise


class Refusal(Exception):
    """Carries `message` (a sentence that says what to do) and, where one box is meant, its `field`."""

    message: str | Promise = ""
    field: str | None = None
    status: int = 422

    def __init__(self, message: str | Promise | None = None, *, field: str | None = None, **values: Any) -> None:
        if message is not None:
            self.message = message
        if field is not None:
            self.field = field
        self.values = values
        super().__init__(str(self))

    def __str__(self) -> str:
        text = str(self.message)
        return text % self.values if self.values else text
