"""Audit: the chain: its head, its verification, its entries, for auditors."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from zhanlian.supervision import Head, allow_audit, chain_head, shown_entries, verify_chain
from zhanlian.web.asking import Asked, Json
from zhanlian.web.shapes import AFTER_PATTERN, DIGEST, INT64_MAX, PAGE, PAGE_MAX

router = APIRouter(tags=["audit"])

After = Annotated[int, Query(ge=0, le=INT64_MAX)]
Limit = Annotated[int, Query(ge=1, le=PAGE_MAX)]


class HeadAnswer(BaseModel):
    """Where the chain stands: note it down, and a later chain can be held against it."""

    seq: int
    digest: str


class EntryAnswer(BaseModel):
    """One entry; ``facts`` only where the reader may see the case, names starred."""

    seq: int
    at: int
    actor: str
    act: str
    kind: str
    row_id: str
    case_id: str
    reason: str
    facts: dict[str, Any] | None
    before: str
    digest: str


class EntryPage(BaseModel):
    """Some entries, and the number to go on after; 0 at the end."""

    rows: list[EntryAnswer]
    next_after: int


@router.get("/audit/head", response_model=HeadAnswer, summary="Where the chain stands")
def head(asking: Asked) -> Any:
    """The last entry's number and digest."""
    with asking.reading() as (session, actor):
        allow_audit(actor)
        return chain_head(session)


@router.get("/audit/verify", response_model=HeadAnswer, summary="Check every link")
def verify(
    asking: Asked,
    seq: Annotated[int | None, Query(ge=1, le=INT64_MAX)] = None,
    digest: Annotated[str | None, Query(pattern=DIGEST)] = None,
) -> Any:
    """The head of a chain that holds, against a head noted earlier where one is given."""
    noted = Head(seq, digest) if seq is not None and digest is not None else None
    with asking.reading() as (session, actor):
        allow_audit(actor)
        return verify_chain(session, noted=noted)


@router.get("/audit/entries", response_model=EntryPage, summary="Entries in order")
def entries(
    asking: Asked,
    after: After = 0,
    limit: Limit = PAGE,
    case_id: Annotated[str, Query(pattern=AFTER_PATTERN)] = "",
) -> Json:
    """A page of the chain."""
    with asking.reading() as (session, actor):
        allow_audit(actor)
        rows = shown_entries(session, actor, after=after, limit=limit, case_id=case_id)
    return {"rows": rows, "next_after": rows[-1]["seq"] if len(rows) == limit else 0}
