"""The generic push that Zammad made common: newCall, answer, hangup as a form or JSON; the answer is `{}`."""

from suketto.channels.phone.adapters.told import (
    Answer,
    Fields,
    Kind,
    Push,
    Told,
    Unreadable,
    fields,
    first,
    needed,
    several,
)

KINDS: dict[str, Kind] = {"newcall": "new", "answer": "answer", "hangup": "hangup"}


def read(push: Push) -> list[Told]:
    return read_fields(fields(push), users=("user", "answeringNumber"))


def read_fields(said: Fields, *, users: tuple[str, ...]) -> list[Told]:
    """Other events (hold, transfer, dtmf) are no news about a call; who is meant stands in the `users` fields."""
    kind = KINDS.get(needed(said, "event").casefold())
    if kind is None:
        return []
    direction = first(said, "direction").casefold()
    if direction not in {"in", "out", ""}:
        raise Unreadable("direction is neither in nor out")
    return [
        Told(
            kind=kind, call=needed(said, "callId"), direction=direction,
            caller=first(said, "from"), called=first(said, "to"), users=several(said, *users),
            queue=first(said, "queue")[:60], cause=first(said, "cause")[:20] if kind == "hangup" else "",
        )
    ]  # fmt: skip


def answer(push: Push, address: str) -> Answer:
    return Answer()


def genuine(push: Push, secret: str, address: str) -> bool:
    """This format has no signature: the token in the address is all there is."""
    return True
