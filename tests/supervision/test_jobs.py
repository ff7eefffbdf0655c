"""Jobs: one worker each, one per folder, retried, cancelled, their outcome in the chain."""

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from tests.supervision.people import NOW_AT, cast, open_test_case
from zhanlian.supervision import read_chain, verify_chain
from zhanlian.supervision.jobs import (
    Outcome,
    Worker,
    ask_job,
    cancel_job,
    claim_job,
    finish_job,
    retry_job,
    tell_progress,
)
from zhanlian.supervision.jobs.claiming import ATTEMPTS, LEASE_S
from zhanlian.supervision.refusals import NotNow
from zhanlian.supervision.tables import FolderLink, Job, JobKind, JobState, Room
from zhanlian.terms import MICROS, Refusal

DONE = Outcome(JobState.DONE, {})


class Wrong(Refusal):
    """What the work of these tests refuses."""

    code = "TEST-001"

    def __init__(self):
        super().__init__("no", where="here", why="so", do_next="go")


@dataclass
class Desk:
    records: object
    handler: object
    case: object
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def folder(self):
        name = f"f{next(self.numbers)}"
        with self.records.writing(self.handler, now_at=NOW_AT) as writing:
            return writing.add(
                FolderLink(case_id=self.case.id, room=Room.SHARED, folder=name, digest="")
            )

    def ask(self, folder=None, *, at=NOW_AT):
        folder_id = (folder or self.folder()).id
        with self.records.writing(self.handler, now_at=at) as writing:
            job = Job(kind=JobKind.RUN, folder_link_id=folder_id, asked={"lang": "zh"})
            return ask_job(writing, job).id

    def state(self, job_id):
        with self.records.reading() as session:
            return session.get(Job, job_id)

    def work(self, work, *, at=NOW_AT):
        return Worker(self.records, {JobKind.RUN: work}, "w1", lambda: at).run_one()

    def act(self, act, job_id):
        with self.records.writing(self.handler, now_at=NOW_AT) as writing:
            return act(writing, job_id, reason="试用")


@pytest.fixture
def desk(records):
    case, handler = open_test_case(records, cast(records))
    return Desk(records, handler, case)


def test_a_job_is_done_and_its_outcome_is_in_the_chain(desk):
    job_id = desk.ask()

    def work(claimed, tell):
        tell("trace", 1, 2)
        return {"digest": claimed.folder}

    assert desk.work(work)
    job = desk.state(job_id)
    assert (job.state, job.outcome, job.step) == (JobState.DONE, {"digest": "f0"}, "trace")
    assert not desk.work(work), "nothing is left"
    with desk.records.reading() as session:
        assert [e.act for e in read_chain(session)][-2:] == ["add", "job_done"]
        verify_chain(session)


def test_two_workers_never_share_a_job(desk):
    asked = {desk.ask() for _ in range(12)}

    def claim_all(worker):
        found = []
        while claimed := claim_job(desk.records, worker=worker, now_at=NOW_AT):
            found.append(claimed.job_id)
        return found

    with ThreadPoolExecutor(4) as pool:
        claims = [job for found in pool.map(claim_all, "abcd") for job in found]
    assert len(claims) == len(set(claims))
    assert set(claims) <= asked


def test_a_folder_is_never_with_two_jobs(desk):
    folder = desk.folder()
    first, second = desk.ask(folder), desk.ask(folder, at=NOW_AT + MICROS)
    assert claim_job(desk.records, worker="w1", now_at=NOW_AT).job_id == first
    assert claim_job(desk.records, worker="w2", now_at=NOW_AT) is None
    finish_job(desk.records, first, worker="w1", now_at=NOW_AT, ended=DONE)
    assert claim_job(desk.records, worker="w2", now_at=NOW_AT).job_id == second


def test_a_dead_workers_job_is_tried_again_and_then_given_up(desk):
    job_id = desk.ask()
    at = NOW_AT
    for attempt in range(ATTEMPTS):
        claimed = claim_job(desk.records, worker=f"w{attempt}", now_at=at)
        assert claimed.job_id == job_id
        assert claim_job(desk.records, worker="other", now_at=at) is None
        at += LEASE_S * MICROS
    assert claim_job(desk.records, worker="last", now_at=at) is None
    assert desk.state(job_id).state is JobState.FAILED


def test_a_worker_that_lost_its_job_says_nothing_about_it(desk):
    job_id = desk.ask()
    claim_job(desk.records, worker="w1", now_at=NOW_AT)
    later = NOW_AT + LEASE_S * MICROS
    claim_job(desk.records, worker="w2", now_at=later)
    assert not tell_progress(desk.records, job_id, worker="w1", now_at=later)
    assert not finish_job(desk.records, job_id, worker="w1", now_at=later, ended=DONE)
    assert desk.state(job_id).worker == "w2"


def test_a_refusal_is_an_outcome_a_fault_is_tried_again(desk):
    refused, faulty = desk.ask(), desk.ask(at=NOW_AT + MICROS)

    def work(claimed, tell):
        if claimed.job_id == refused:
            raise Wrong
        raise ZeroDivisionError

    assert desk.work(work)
    assert desk.work(work)
    assert desk.state(refused).state is JobState.FAILED
    assert desk.state(refused).outcome["code"] == "TEST-001"
    assert desk.state(faulty).state is JobState.QUEUED
    assert desk.state(faulty).not_before_at > NOW_AT


def test_a_queued_job_is_cancelled_at_once_and_can_be_asked_again(desk):
    job_id = desk.ask()
    assert desk.act(cancel_job, job_id).state is JobState.CANCELLED
    with pytest.raises(NotNow):
        desk.act(cancel_job, job_id)
    assert desk.act(retry_job, job_id).state is JobState.QUEUED
    assert desk.work(lambda claimed, tell: {})
    with pytest.raises(NotNow):
        desk.act(retry_job, job_id)


def test_a_running_job_stops_at_its_next_word(desk):
    job_id = desk.ask()

    def work(claimed, tell):
        desk.act(cancel_job, job_id)
        tell("trace", 0, 1)
        return {"never": "reached"}

    assert desk.work(work)
    assert desk.state(job_id).state is JobState.CANCELLED
