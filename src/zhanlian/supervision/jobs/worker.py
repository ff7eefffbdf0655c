"""Worker: does one job after the other, in a thread of the server.

in     what to do for each kind of job, and a clock
out    jobs done, refused, failed or cancelled, each with its outcome on record
keeps  the lease is renewed while the work is silent; work is stopped at its next word once
       somebody asked for that; a refusal is an outcome, our own fault is tried again
"""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event as Flag
from typing import Any, Protocol

from zhanlian.supervision.jobs.claiming import LEASE_S, Claimed, Outcome, claim_job, finish_job
from zhanlian.supervision.jobs.claiming import tell_progress as tell
from zhanlian.supervision.store import Records
from zhanlian.supervision.tables import JobKind, JobState
from zhanlian.terms import Refusal

BEAT_S = LEASE_S // 4
REST_S = 1


class Tell(Protocol):
    """How work says its step, how much is done and of how much; raises ``Ended`` to stop it."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Say how far the work is."""


Work = Callable[[Claimed, Tell], Mapping[str, Any]]

log = logging.getLogger(__name__)


class Ended(Exception):
    """Somebody asked for the end of this job, or it is no longer this worker's."""


@dataclass(frozen=True)
class Worker:
    """One worker: ``run`` until ``stop`` is set, or ``run_one`` for a single job."""

    records: Records
    works: Mapping[JobKind, Work]
    name: str
    clock: Callable[[], int]
    stop: Flag = field(default_factory=Flag)

    def run(self) -> None:
        """Do what is queued until told to stop; rest where there is nothing."""
        while not self.stop.is_set():
            try:
                is_busy = self.run_one()
            except Exception:  # the server goes on: this job's lease runs out, it is tried again
                log.exception("the worker could not go on with a job")
                is_busy = False
            if not is_busy:
                self.stop.wait(REST_S)

    def run_one(self) -> bool:
        """Do one job; False where none was free."""
        claimed = claim_job(self.records, worker=self.name, now_at=self.clock())
        if claimed is None:
            return False
        ended = self._outcome_of(claimed)
        finish_job(self.records, claimed.job_id, worker=self.name, now_at=self.clock(), ended=ended)
        return True

    def _outcome_of(self, claimed: Claimed) -> Outcome:
        try:
            return Outcome(JobState.DONE, self._watched(claimed))
        except Ended:
            return Outcome(JobState.CANCELLED, {})
        except Refusal as refused:
            return Outcome(JobState.FAILED, refused.to_json())
        except Exception as fault:
            log.exception("job %s failed", claimed.job_id)
            said = f"{type(fault).__name__}: {fault}"
            return Outcome(JobState.FAILED, {"code": "", "sentence": said})

    def _watched(self, claimed: Claimed) -> Mapping[str, Any]:
        """Work in a thread of its own, while this one renews the lease."""

        def say(step: str, done: int, total: int) -> None:
            self._tell(claimed, (step, done, total))

        with ThreadPoolExecutor(max_workers=1) as pool:
            work = pool.submit(self.works[claimed.kind], claimed, say)
            while not _is_over(work):
                tell(self.records, claimed.job_id, worker=self.name, now_at=self.clock())
            return work.result()

    def _tell(self, claimed: Claimed, said: tuple[str, int, int]) -> None:
        goes_on = tell(
            self.records, claimed.job_id, worker=self.name, now_at=self.clock(), said=said
        )
        if self.stop.is_set() or not goes_on:
            raise Ended


def _is_over(work: Future[Mapping[str, Any]]) -> bool:
    try:
        work.exception(timeout=BEAT_S)
    except TimeoutError:
        return work.done()
    return True
