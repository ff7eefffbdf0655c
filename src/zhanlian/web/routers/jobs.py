"""Jobs: long work on a case folder: asked for, followed, cancelled, asked for again."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import Field

from zhanlian.supervision import Writing, jobs, tables
from zhanlian.web.asking import AskedOnce, Json
from zhanlian.web.rows import RowId, Rows, add_rows
from zhanlian.web.shapes import DIGEST, Id, Reason, Shape, Why, row_shape

router = APIRouter(tags=["jobs"])
FILES_MAX = 10_000
Digest = Annotated[str, Field(pattern=DIGEST)]
JOB = row_shape(tables.Job)
JOBS = Rows(tables.Job, "jobs", make=None, filters=("case_id", "state", "kind"))


class Wishes(Shape):
    """What the work needs beside the folder."""

    files: Annotated[list[Digest], Field(max_length=FILES_MAX, default_factory=list)]
    """Files delivered to this folder, by the digests they were answered with."""

    lang: Literal["zh", "en"] = "zh"
    mask: bool = True
    """Whether the report stars names and numbers; one that does not is taken on the record."""


class JobAsk(Shape):
    """What to do on which folder."""

    kind: tables.JobKind
    folder_link_id: Id
    asked: Annotated[Wishes, Field(default_factory=Wishes)]
    reason: Reason = ""


add_rows(router, JOBS)


@router.post("/jobs", response_model=JOB, status_code=201, summary="Ask for work")
def ask(asking: AskedOnce, body: JobAsk) -> Any:
    """Queue a job."""

    def act(writing: Writing) -> Json:
        job = tables.Job(
            kind=body.kind, folder_link_id=body.folder_link_id, asked=body.asked.model_dump()
        )
        return JOBS.shown(jobs.ask_job(writing, job, reason=body.reason))

    return asking.write(act)


@router.post("/jobs/{row_id}/cancel", response_model=JOB, summary="Cancel a job")
def cancel(asking: AskedOnce, row_id: RowId, body: Why) -> Any:
    """End it: at once where it is queued, at its next word where it runs."""
    return asking.write(
        lambda writing: JOBS.shown(jobs.cancel_job(writing, row_id, reason=body.reason))
    )


@router.post("/jobs/{row_id}/retry", response_model=JOB, summary="Ask for a job again")
def retry(asking: AskedOnce, row_id: RowId, body: Why) -> Any:
    """Queue it again after it failed or was cancelled."""
    return asking.write(
        lambda writing: JOBS.shown(jobs.retry_job(writing, row_id, reason=body.reason))
    )
