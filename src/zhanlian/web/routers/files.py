"""Files: case folders, deliveries sent to them, and what jobs printed, handed out on the record.

keeps  a folder is one case's alone, and one that lies there already is linked only to the case
       whose number it bears; a delivery lies under its digest and is on disk before it is
       answered; whoever takes a printed file stands in the chain, one that is not masked is
       taken only with a reason
"""

from dataclasses import replace
from pathlib import Path as FilePath
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from zhanlian.supervision import (
    Event,
    NoReason,
    NoSuchRow,
    Writing,
    allow,
    link_folder,
    seen,
    tables,
    target_of,
)
from zhanlian.web.asking import Asked, AskedOnce, Asking, Json
from zhanlian.web.deliveries import Incoming
from zhanlian.web.rows import RowId, Rows, add_rows
from zhanlian.web.shapes import REASON_MAX, new_shape, row_shape
from zhanlian.web.works import FolderTaken, bears, deliveries_of, inside

router = APIRouter(tags=["files"])
NAME = r"^[^/\\\x00-\x1f]{1,200}$"
MASKED = "-masked"
REPORTS = "reports"
KIND = tables.FolderLink.__tablename__
FOLDERS = Rows(
    tables.FolderLink, "folders", make=None, changes=("said", "digest"), filters=("case_id",)
)
FOLDER = row_shape(tables.FolderLink)
NEW_FOLDER: Any = new_shape(tables.FolderLink)

FileName = Annotated[str, Query(pattern=NAME)]
Said = Annotated[str, Query(max_length=REASON_MAX)]


class Delivered(BaseModel):
    """A file the server holds now; jobs name it by its digest."""

    name: str
    digest: str
    size: int


add_rows(router, FOLDERS)


@router.post("/folders", response_model=FOLDER, status_code=201, summary="New: FolderLink")
def link(asking: AskedOnce, body: NEW_FOLDER) -> Any:
    """Give a case a folder: a new one, or one lying there that bears the case's number."""

    def act(writing: Writing) -> Json:
        row = tables.FolderLink(**body.model_dump(exclude={"reason"}))
        kept = link_folder(writing, row, reason=body.reason)
        number = writing.session.get_one(tables.Case, kept.case_id).number
        if not bears(inside(asking.settings.cases, kept.folder), number):
            raise FolderTaken(kept.folder)
        return FOLDERS.shown(kept)

    return asking.write(act)


@router.post(
    "/folders/{row_id}/files", response_model=Delivered, status_code=201, summary="Deliver a file",
    openapi_extra={"requestBody": {"content": {"application/octet-stream": {}}}},
)  # fmt: skip
async def deliver(asking: Asked, row_id: RowId, request: Request, name: FileName) -> Any:
    """Keep the body as a file; it enters the case by a job."""
    await run_in_threadpool(_check_writer, asking, row_id)
    place = deliveries_of(asking.settings, row_id)
    inside(place, name)
    with Incoming(place, asking.settings.upload_max) as incoming:
        async for part in request.stream():
            incoming.take(part)
        kept = incoming.keep(name)
    said = {"name": name, **kept._asdict()}
    await run_in_threadpool(_note, asking, row_id, Event("deliver", KIND, row_id, "", facts=said))
    return said


@router.get("/folders/{row_id}/files", summary="Take a printed file", response_class=FileResponse)
def take(asking: Asked, row_id: RowId, name: FileName, reason: Said = "") -> Any:
    """A report or workbook of the folder; one that is not masked needs a reason."""
    is_masked = FilePath(name).stem.endswith(MASKED)
    with asking.reading() as (session, actor):
        folder = seen(session, actor, tables.FolderLink, row_id)
        if not is_masked:
            allow(actor, tables.Act.OPEN, target_of(session, folder))
    path = inside(inside(asking.settings.cases, folder.folder) / REPORTS, name)
    if not path.is_file():
        raise NoSuchRow("file", name)  # noqa: EM101  what is missing, by its name
    if not is_masked and not reason.strip():
        raise NoReason("open", KIND)  # noqa: EM101  the act, not a message
    act = "take" if is_masked else "open"
    _note(asking, row_id, Event(act, KIND, row_id, reason, facts={"name": name}))
    return FileResponse(path, filename=name)


def _check_writer(asking: Asking, row_id: str) -> None:
    with asking.reading() as (session, actor):
        folder = seen(session, actor, tables.FolderLink, row_id)
        allow(actor, tables.Act.WRITE, target_of(session, folder))


def _note(asking: Asking, row_id: str, event: Event) -> None:
    def note(writing: Writing) -> None:
        folder = writing.get(tables.FolderLink, row_id)
        writing.note(replace(event, case_id=folder.case_id))

    asking.write(note)
