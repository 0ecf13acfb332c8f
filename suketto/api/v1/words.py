"""What a request of version 1 may say. Unknown names are refused: a typing error must not pass for a wish."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from suketto.foundation import clock
from suketto.foundation.text import clean


def _within_reach(moment: datetime) -> datetime:
    if moment.year not in clock.YEARS:
        raise PydanticCustomError("moment_out_of_reach", "beyond the years that can be meant")
    return moment


# What no database can hold is taken out, as everywhere in the house; how long a text may be is the action's rule.
Text = Annotated[str, AfterValidator(clean)]
Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(clean)]
Moment = Annotated[AwareDatetime, AfterValidator(_within_reach)]
Slug = Annotated[str, StringConstraints(max_length=50), AfterValidator(clean)]
Level = Annotated[int, Field(ge=1, le=3)]
Kind = Literal["incident", "service_request", "question", "consultation", "feedback"]
DeadlineKind = Literal["", "customer", "meeting", "closing", "departure", "other"]
WorkingPlace = Literal["", "office", "home", "trip", "abroad"]


class Said(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewTicket(Said):
    """One filled text is enough. A member may open one for somebody else by employee number, at an own desk."""

    text: Text = ""
    subject: Line = ""
    wanted: Text = ""
    tried: Text = ""
    stuck: Text = ""
    others: Text = ""
    deadline_at: Moment | None = None
    deadline_kind: DeadlineKind = ""
    service: Slug | None = None
    desk: Slug | None = None
    requester: Line | None = None
    working_place: WorkingPlace = ""
    place: Annotated[Line, StringConstraints(max_length=120)] = ""
    device: Annotated[Line, StringConstraints(max_length=120)] = ""


class NewReply(Said):
    """All but the body is the desk's: when the next word is due, the alternative, handing the turn over."""

    body: Text
    next_contact_at: Moment | None = None
    instead: Text = ""
    waiting: bool = False
    seen: int | None = None

    @property
    def of_the_desk(self) -> str | None:
        """The first field that only a member may send, if one was sent."""
        return next(iter(sorted(self.model_fields_set - {"body"})), None)


class NewNote(Said):
    body: Text


class NewTriage(Said):
    """The four parts; what is left out of the facts stays as it is."""

    situation: Text
    unknowns: Text = ""
    goal: Text = ""
    impact: Level | None = None
    urgency: Level | None = None
    priority_reason: Line | None = None
    deadline_at: Moment | None = None
    deadline_kind: DeadlineKind | None = None
    kind: Kind | None = None
    service: Slug | None = None
    seen: int | None = None


class NewResolution(Said):
    """By the desk with an answer, an article that answered it, or a new one to make; by the requester without."""

    answer: Text = ""
    article: Annotated[int, Field(ge=1, lt=2**63)] | None = None
    make_article: bool = False
    seen: int | None = None
