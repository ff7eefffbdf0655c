"""Claiming: one worker takes one job, holds it by a lease, and says how it ended.

keeps  a job is never with two workers; a folder is never with two jobs; a worker that died
       loses its job when the lease runs out, and the job is tried again, ``ATTEMPTS`` times
       at most
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from zhanlian.supervision.access import MACHINE
from zhanlian.supervision.audit import Event
from zhanlian.supervision.store import Records
from zhanlian.supervision.tables import FolderLink, Job, JobKind, JobState
from zhanlian.terms import MICROS

LEASE_S = 60
ATTEMPTS = 3


class Outcome(NamedTuple):
    """How a job ended, and what came of it: digests of results, or a refusal's words."""

    state: JobState
    facts: Mapping[str, Any]

    @property
    def is_fault(self) -> bool:
        """Whether it failed by our own fault, not by a refusal: then it is worth another try."""
        return self.state is JobState.FAILED and not self.facts.get("code")


LOST = Outcome(JobState.FAILED, {"code": "", "sentence": "The worker was lost."})


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job as its worker knows it."""

    job_id: str
    kind: JobKind
    folder_link_id: str
    folder: str
    asked: Mapping[str, Any]
    asked_by: str


def claim_job(records: Records, *, worker: str, now_at: int) -> Claimed | None:
    """The oldest job nobody works on, now this worker's; None where there is none."""
    with records.working() as session:
        job = session.scalar(_free(now_at))
        if job is None:
            return None
        if job.attempt_count >= ATTEMPTS:
            _end(job, LOST, now_at)
            return None
        job.state, job.worker = JobState.RUNNING, worker
        job.lease_until_at = now_at + LEASE_S * MICROS
        job.attempt_count += 1
        folder = session.get_one(FolderLink, job.folder_link_id).folder
        return Claimed(
            job.id, job.kind, job.folder_link_id, folder, dict(job.asked), job.created_by
        )


def tell_progress(
    records: Records, job_id: str, *, worker: str, now_at: int,
    said: tuple[str, int, int] | None = None,
) -> bool:  # fmt: skip
    """Renew the lease and say how far the work is; False where the worker must stop."""
    with records.working() as session:
        job = _mine(session, job_id, worker)
        if job is None or job.wants_end:
            return False
        job.lease_until_at = now_at + LEASE_S * MICROS
        if said is not None:
            job.step, job.done_count, job.total_count = said
        return True


def finish_job(records: Records, job_id: str, *, worker: str, now_at: int, ended: Outcome) -> bool:
    """Keep how the job ended, and enter it in the chain; False where it is not this worker's.

    A job that ended by our own fault waits and is tried again.
    """
    with records.writing(MACHINE, now_at=now_at) as writing:
        job = _mine(writing.session, job_id, worker)
        if job is None:
            return False
        if ended.is_fault and job.attempt_count < ATTEMPTS:
            job.state, job.worker, job.lease_until_at = JobState.QUEUED, None, None
            job.not_before_at = now_at + (LEASE_S << job.attempt_count) * MICROS
            job.outcome = dict(ended.facts)
            return True
        _end(job, ended, now_at)
        writing.note(
            Event(
                act=f"job_{ended.state.value}", kind=Job.__tablename__, row_id=job.id, reason="",
                case_id=job.case_id, facts=ended.facts,
            )
        )  # fmt: skip
        return True


def _free(now_at: int) -> Any:
    other = aliased(Job)
    is_held = and_(other.state == JobState.RUNNING, other.lease_until_at > now_at)
    busy_folders = select(other.folder_link_id).where(is_held)
    is_queued = and_(Job.state == JobState.QUEUED, Job.not_before_at <= now_at)
    is_lost = and_(Job.state == JobState.RUNNING, Job.lease_until_at <= now_at)
    return (
        select(Job)
        .where(or_(is_queued, is_lost), Job.folder_link_id.not_in(busy_folders))
        .order_by(Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _mine(session: Session, job_id: str, worker: str) -> Job | None:
    """The job, held, where it still is this worker's."""
    query = select(Job).where(Job.id == job_id, Job.worker == worker, Job.state == JobState.RUNNING)
    return session.scalar(query.with_for_update())


def _end(job: Job, ended: Outcome, now_at: int) -> None:
    job.state, job.outcome, job.finished_at = ended.state, dict(ended.facts), now_at
    job.lease_until_at = None
