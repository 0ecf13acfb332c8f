"""One file for each kind of telephone system: bytes and headers in, what happened out. None touches a database.

Each module has `read(push)`, what the push tells; `answer(push, address)`, what the telephone system wants to hear;
and `genuine(push, secret, address)`, whether its signature is right.
"""

from typing import Protocol

from suketto.channels.phone.adapters import generic, placetel, sipgate, threecx, twilio
from suketto.channels.phone.adapters.told import Answer, Push, Told, Unreadable

__all__ = ["ADAPTERS", "Adapter", "Answer", "Push", "Told", "Unreadable"]


class Adapter(Protocol):
    def read(self, push: Push) -> list[Told]: ...
    def answer(self, push: Push, address: str) -> Answer: ...
    def genuine(self, push: Push, secret: str, address: str) -> bool: ...


ADAPTERS: dict[str, Adapter] = {
    "generic": generic,
    "sipgate": sipgate,
    "placetel": placetel,
    "threecx": threecx,
    "twilio": twilio,
}
