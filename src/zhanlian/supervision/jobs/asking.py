"""Asking: people ask for a job, cancel it, or ask for it again.

keeps  a queued job is cancelled at once, a running one at its next word; each is entered with
       its reason
"""

from zhanlian.supervision.access import allow, seen, target_of
from zhanlian.supervision.refusals import NotNow
from zhanlian.supervision.tables import Act, FolderLink, Job, JobState
from zhanlian.supervision.writing import Writing

OPEN = {JobState.QUEUED, JobState.RUNNING}


def ask_job(writing: Writing, job: Job, *, reason: str = "") -> Job:
    """Queue a job on a folder of the job's own case."""
    folder = seen(writing.session, writing.actor, FolderLink, job.folder_link_id)
    job.case_id, job.room = folder.case_id, folder.room
    job.state = JobState.QUEUED
    return writing.add(job, reason=reason)


def cancel_job(writing: Writing, job_id: str, *, reason: str) -> Job:
    """End a job that is still open."""
    job = _held(writing, job_id)
    if job.state not in OPEN:
        raise NotNow("cancelled", job_id=job_id, state=job.state.value)  # noqa: EM101
    new: dict[str, object] = {"wants_end": True}
    if job.state is JobState.QUEUED:
        new |= {"state": JobState.CANCELLED, "finished_at": writing.now_at}
    return writing.change(job, new, version=job.version, reason=reason)


def retry_job(writing: Writing, job_id: str, *, reason: str) -> Job:
    """Queue a job again that failed or was cancelled."""
    job = _held(writing, job_id)
    if job.state not in {JobState.FAILED, JobState.CANCELLED}:
        raise NotNow("retried", job_id=job_id, state=job.state.value)  # noqa: EM101
    new = {
        "state": JobState.QUEUED, "wants_end": False, "attempt_count": 0, "not_before_at": 0,
        "outcome": None, "finished_at": None, "step": "", "done_count": 0, "total_count": 0,
    }  # fmt: skip
    return writing.change(job, new, version=job.version, reason=reason)


def _held(writing: Writing, job_id: str) -> Job:
    """The job as it is now, held against workers until this transaction ends."""
    seen(writing.session, writing.actor, Job, job_id)
    job = writing.session.get_one(Job, job_id, populate_existing=True, with_for_update=True)
    allow(writing.actor, Act.WRITE, target_of(writing.session, job))
    return job
