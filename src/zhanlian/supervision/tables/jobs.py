"""Jobs: long work asked for by people and done by a worker of the server.

keeps  who asked, cancelled or asked again goes through ``Writing``; the columns of the worker's
       own progress (from ``state`` down) change outside the chain, its outcome is entered in it
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from zhanlian.supervision.tables.base import link, one_of
from zhanlian.supervision.tables.cases import InCase


class JobKind(StrEnum):
    """What a worker can do."""

    RUN = "run"
    """Take files in, settle, trace, report."""

    TRACE = "trace"
    """Settle and trace what is there."""

    REPORT = "report"
    """Trace, then print report and workbook."""


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(InCase):
    """One piece of work on one case folder."""

    kind: Mapped[JobKind] = one_of(JobKind)
    folder_link_id: Mapped[str] = link("folder_link")
    asked: Mapped[dict[str, Any]]
    """What the work needs beside the folder: names of delivered files, language, mask."""

    wants_end: Mapped[bool] = mapped_column(default=False)
    state: Mapped[JobState] = one_of(JobState)
    attempt_count: Mapped[int] = mapped_column(default=0)
    not_before_at: Mapped[int] = mapped_column(default=0)
    lease_until_at: Mapped[int | None]
    worker: Mapped[str | None]
    step: Mapped[str] = mapped_column(default="")
    done_count: Mapped[int] = mapped_column(default=0)
    total_count: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """What came of it: digests of results, or the refusal; empty while it is open."""

    finished_at: Mapped[int | None]
