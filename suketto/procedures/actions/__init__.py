"""Everything people do to reply templates and procedures."""

from suketto.procedures.actions.keeping import (
    bring_back,
    bring_usual_procedures,
    discard_draft,
    draft_procedure,
    entrust,
    publish,
    retire,
    revise,
)
from suketto.procedures.actions.newer import decline_newer, take_newer
from suketto.procedures.actions.templates import (
    DEMANDED,
    KNOWN,
    PlaceMissing,
    PlaceUnknown,
    bring_usual_templates,
    remove_template,
    write_template,
)

__all__ = [
    "DEMANDED",
    "KNOWN",
    "PlaceMissing",
    "PlaceUnknown",
    "bring_back",
    "bring_usual_procedures",
    "bring_usual_templates",
    "decline_newer",
    "discard_draft",
    "draft_procedure",
    "entrust",
    "publish",
    "remove_template",
    "retire",
    "revise",
    "take_newer",
    "write_template",
]
