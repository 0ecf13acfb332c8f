"""Procedures: what a desk uses today, for its members and for administrators."""

from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router
from pydantic import BaseModel

from suketto.api import paging
from suketto.api.access import TokenRequest, person_of
from suketto.api.v1.routes import reads
from suketto.api.v1.shapes import Moment, PersonRef
from suketto.foundation.text import clean
from suketto.people.models import Person
from suketto.procedures.access import procedure_for
from suketto.procedures.models import Instruction, Procedure, Version
from suketto.procedures.queries import browse

router = Router(tags=["procedures"])


class ProcedureRow(BaseModel):
    """The version in use; `desk` is null for a procedure of the whole house."""

    id: int
    name: str
    desk: str | None
    service: str | None
    owner: PersonRef | None
    minutes: int
    version: int
    published_at: Moment

    @classmethod
    def of(cls, procedure: Procedure, version: Version) -> "ProcedureRow":
        return cls(**_row(procedure, version))


def _row(procedure: Procedure, version: Version) -> dict[str, Any]:
    return {
        "id": procedure.pk, "name": version.name, "desk": procedure.desk.slug if procedure.desk else None,
        "service": version.service.slug if version.service else None, "owner": PersonRef.of(procedure.owner),
        "minutes": version.minutes, "version": version.number, "published_at": version.published_at,
    }  # fmt: skip


class ProcedurePage(BaseModel):
    items: list[ProcedureRow]
    next: str | None


class InstructionOut(BaseModel):
    """`otherwise` is the number of the step to go to when it is not possible; null: the way ends there."""

    number: int
    text: str
    expect: str
    minutes: int
    otherwise: int | None

    @classmethod
    def of(cls, row: Instruction) -> "InstructionOut":
        return cls(
            number=row.number, text=row.text, expect=row.expect, minutes=row.minutes, otherwise=row.otherwise
        )  # fmt: skip


class ProcedureOut(ProcedureRow):
    words: list[str]
    steps: list[InstructionOut]

    @classmethod
    def told(cls, procedure: Procedure, version: Version) -> "ProcedureOut":
        steps = [InstructionOut.of(row) for row in version.instructions.all()]
        return cls(**_row(procedure, version), words=version.words, steps=steps)


def _reader(request: TokenRequest) -> Person:
    person = person_of(request)
    if not (person.standing.member or person.standing.administrator):
        raise PermissionDenied
    return person


@reads(router, "", ProcedurePage, "list_procedures", _("使用中の手順書の一覧（最近変わった順）"))
def list_procedures(
    request: TokenRequest, q: Annotated[str, Query(max_length=100)] = "", cursor: str = ""
) -> ProcedurePage:
    words = clean(q).strip()
    after = paging.unseal(cursor, f"procedures:{words}")
    page = browse(_reader(request), words=words, after=after or "")
    rows = [ProcedureRow.of(each, each.published) for each in page.procedures if each.published]
    return ProcedurePage(items=rows, next=paging.seal(f"procedures:{words}", page.after) if page.after else None)


@reads(router, "/{int:number}", ProcedureOut, "read_procedure", _("手順書の使用中の版を読む"))
def read_procedure(request: TokenRequest, number: int) -> ProcedureOut:
    procedure = procedure_for(_reader(request), number)
    if procedure.published is None:
        raise Http404
    return ProcedureOut.told(procedure, procedure.published)
