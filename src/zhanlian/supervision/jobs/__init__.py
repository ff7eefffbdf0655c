"""Jobs: long work, asked for by people, claimed by one worker at a time, told as it goes."""

from zhanlian.supervision.jobs.asking import ask_job, cancel_job, retry_job
from zhanlian.supervision.jobs.claiming import (
    Claimed,
    Outcome,
    claim_job,
    finish_job,
    tell_progress,
)
from zhanlian.supervision.jobs.worker import Ended, Tell, Work, Worker

__all__ = [
    "Claimed",
    "Ended",
    "Outcome",
    "Tell",
    "Work",
    "Worker",
    "ask_job",
    "cancel_job",
    "claim_job",
    "finish_job",
    "retry_job",
    "tell_progress",
]
