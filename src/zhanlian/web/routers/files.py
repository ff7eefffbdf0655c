"""Files: deliveries sent to the server, and what jobs printed, handed out on the record.

keeps  a delivery lies under its digest and is on disk before it is answered; whoever takes a
       report stands in the chain
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from zhanlian.supervision import Event, NoSuchRow, Writing, allow, seen, tables, target_of
from zhanlian.web.asking import Asked, Asking
from zhanlian.web.deliveries import Incoming
from zhanlian.web.rows import RowId
from zhanlian.web.works import inside

router = APIRouter(tags=["files"])
NAME = r"^[^/\\\x00-\x1f]{1,200}$"
FileName = Annotated[str, Query(pattern=NAME)]


class Delivered(BaseModel):
    """A file the server holds now; jobs name it by its digest."""

    name: str
    digest: str
    size: int


@router.post(
    "/folders/{row_id}/files", response_model=Delivered, status_code=201, summary="Deliver a file",
    openapi_extra={"requestBody": {"content": {"application/octet-stream": {}}}},
)  # fmt: skip
async def deliver(asking: Asked, row_id: RowId, request: Request, name: FileName) -> Any:
    """Keep the body as a file; it enters the case by a job."""
    await run_in_threadpool(_check_writer, asking, row_id)
    inside(asking.settings.deliveries, name)
    with Incoming(asking.settings.deliveries, asking.settings.upload_max) as incoming:
        async for part in request.stream():
            incoming.take(part)
        kept = incoming.keep(name)
    said = {"name": name, **kept._asdict()}
    await run_in_threadpool(_note, asking, row_id, "deliver", said)
    return said


@router.get("/folders/{row_id}/files", summary="Take a printed file", response_class=FileResponse)
def take(asking: Asked, row_id: RowId, name: FileName) -> Any:
    """A report or workbook of the folder; who took it stands in the chain."""
    with asking.reading() as (session, actor):
        folder = seen(session, actor, tables.FolderLink, row_id)
    reports = inside(asking.settings.cases, folder.folder) / "reports"
    path = inside(reports, name)
    if not path.is_file():
        raise NoSuchRow("file", name)  # noqa: EM101  what is missing, by its name
    _note(asking, row_id, "take", {"name": name})
    return FileResponse(path, filename=name)


def _check_writer(asking: Asking, row_id: str) -> None:
    with asking.reading() as (session, actor):
        folder = seen(session, actor, tables.FolderLink, row_id)
        target = target_of(session, folder)
        allow(actor, tables.Act.WRITE, target)


def _note(asking: Asking, row_id: str, act: str, facts: dict[str, Any]) -> None:
    def note(writing: Writing) -> None:
        folder = writing.get(tables.FolderLink, row_id)
        writing.note(
            Event(
                act=act, kind=tables.FolderLink.__tablename__, row_id=row_id, reason="",
                case_id=folder.case_id, facts=facts,
            )
        )  # fmt: skip

    asking.write(note)
