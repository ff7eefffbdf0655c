"""Cases: cases, their members, parties, sealed persons, folders and proposals."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from zhanlian.supervision import (
    Writing,
    admit,
    decide,
    open_case,
    propose,
    seal,
    tables,
)
from zhanlian.web.asking import AskedOnce, Json
from zhanlian.web.rows import RowId, Rows, add_rows
from zhanlian.web.shapes import Id, Why, row_shape

router = APIRouter(tags=["cases"])
NAMED_MAX = 100

PARTIES = Rows(
    tables.Party, "parties", kept=("is_sealed",), filters=("case_id", "kind"),
    changes=("kind", "name", "id_number", "position", "room"),
)  # fmt: skip
PROPOSALS = Rows(
    tables.Proposal, "proposals", kept=("state", "decided_by", "decided_at"),
    filters=("case_id", "state", "act"),
    make=lambda writing, row, reason: propose(writing, row, reason=reason),
)  # fmt: skip


class SealAsk(Why):
    """Who may still see the person."""

    seen_by: Annotated[list[Id], Field(min_length=1, max_length=NAMED_MAX)]


class Decision(Why):
    """Whether the second person agrees."""

    agrees: bool


add_rows(
    router,
    Rows(
        tables.Case, "cases", filters=("region", "stage", "number"),
        changes=(
            "title", "region", "stage", "offences", "police_org_id", "procuratorate_org_id",
            "filed_on", "closed_on", "note",
        ),
        make=lambda writing, row, reason: open_case(writing, row, reason=reason),
    ),
)  # fmt: skip
add_rows(
    router,
    Rows(
        tables.Membership, "memberships", kept=("ended_at",), filters=("case_id", "user_id"),
        changes=("is_lead", "is_reader", "ended_at"),
        make=lambda writing, row, reason: admit(writing, row, reason=reason),
    ),
)  # fmt: skip
add_rows(router, PARTIES)
add_rows(
    router,
    Rows(
        tables.SealGrant, "seal-grants", kept=("ended_at",), changes=("ended_at",),
        filters=("party_id", "user_id"),
    ),
)  # fmt: skip
add_rows(router, PROPOSALS)


@router.post(
    "/parties/{row_id}/seal", response_model=row_shape(tables.Party), summary="Seal a person"
)
def seal_party(asking: AskedOnce, row_id: RowId, body: SealAsk) -> Any:
    """From here on only those named see the person."""

    def act(writing: Writing) -> Json:
        party = writing.get(tables.Party, row_id)
        return PARTIES.shown(seal(writing, party, seen_by=body.seen_by, reason=body.reason))

    return asking.write(act)


@router.post(
    "/proposals/{row_id}/decide", response_model=row_shape(tables.Proposal),
    summary="Decide as the second person",
)  # fmt: skip
def decide_proposal(asking: AskedOnce, row_id: RowId, body: Decision) -> Any:
    """Agree or refuse what somebody else proposed."""

    def act(writing: Writing) -> Json:
        proposal = writing.get(tables.Proposal, row_id)
        return PROPOSALS.shown(decide(writing, proposal, agrees=body.agrees, reason=body.reason))

    return asking.write(act)
