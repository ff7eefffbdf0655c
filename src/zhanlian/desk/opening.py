"""Opening: a case as a reader finds it, with nothing in it older than its record.

in     a case folder, and whether results are wanted
out    an open case whose tables follow from its decisions, and whose results from its tables
keeps  a database behind ``decisions.jsonl`` (a killed program) is made again before anybody
       reads it; results older than the evidence, case.toml or the program are never shown
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from zhanlian.desk.progress import Progress, no_progress
from zhanlian.evidence import TABLES, Case, open_case
from zhanlian.intake import rebuild
from zhanlian.terms import Refusal, from_instant, to_instant
from zhanlian.tracing import trace_case

APPLIED = "decision_seq"
TRACED = "traced_for"
PATTERNED = "patterned_for"
REPLAY = "replay"
RENEW = "renew"


class NothingYet(Refusal):
    """A result was asked of a case that holds no evidence."""

    code = "ZL-DESK-001"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder.name} holds no evidence yet.",
            where=str(folder),
            why="no file was taken in, so there is nothing to answer from",
            do_next=f"take files in with: zhanlian add {folder} FILES",
        )


def open_to_read(folder: Path, *, progress: Progress = no_progress) -> Case:
    """Open a case for reading; replays decisions that the database has not seen."""
    case = open_case(folder, read_only=True)
    if is_current(case):
        return case
    case.close()
    case = open_to_write(folder, progress=progress)
    case.close()
    return open_case(folder, read_only=True)


def open_to_write(folder: Path, *, progress: Progress = no_progress) -> Case:
    """Open a case for writing; replays decisions that the database has not seen."""
    case = open_case(folder)
    if not is_current(case):
        progress(REPLAY, 0, 1)
        rebuild(case, progress)
        retrace(case, progress=progress)
    return case


def open_traced(folder: Path, *, progress: Progress = no_progress) -> Case:
    """Open a case for reading, with results that follow from what it holds now."""
    case = open_to_read(folder, progress=progress)
    require_evidence(case)
    if case.meta(TRACED) == trace_mark(case):
        return case
    case.close()
    case = open_to_write(folder, progress=progress)
    if case.meta(TRACED):  # case.toml or the program changed, and both have a say in reading
        progress(RENEW, 0, 1)
        rebuild(case, progress)
    retrace(case, progress=progress)
    case.close()
    return open_case(folder, read_only=True)


def retrace(case: Case, *, progress: Progress = no_progress) -> None:
    """Trace under every method of the case and note what the results rest on."""
    trace_case(case, progress=progress)
    case.set_meta(TRACED, trace_mark(case))
    if case.meta(PATTERNED):
        find_patterns_of(case, progress=progress)


def find_patterns_of(case: Case, *, progress: Progress = no_progress) -> None:
    """Find the patterns of the case and note what they rest on."""
    from zhanlian.tracing import patterns  # noqa: PLC0415  a second to load, and seldom asked for

    patterns.find_case_patterns(case, progress=progress)
    case.set_meta(PATTERNED, trace_mark(case))


def is_current(case: Case) -> bool:
    """Whether the database has every table and every decision applied."""
    tables = case.duck.fetch("SELECT table_name AS name FROM duckdb_tables()")
    found = {row["name"] for row in tables}
    if not found.issuperset({"meta", *(table.name for table in TABLES)}):
        return False
    last_seq = max((each.seq for each in case.decisions()), default=0)
    return int(case.meta(APPLIED) or 0) == last_seq


def is_fresh(case: Case) -> bool:
    """Whether results follow from the last decision, the settings and this program."""
    return is_current(case) and case.meta(TRACED) == trace_mark(case)


def trace_mark(case: Case) -> str:
    """What results rest on: the last decision, the settings' bytes, the program's version."""
    last = [each.digest for each in case.decisions()][-1:]
    settings = (case.folder / "case.toml").read_bytes()
    said = "\n".join([*last, hashlib.sha256(settings).hexdigest(), version("zhanlian")])
    return hashlib.sha256(said.encode()).hexdigest()


def require_evidence(case: Case) -> None:
    """Refuse a case without a single line."""
    if not case.duck.fetch("SELECT 1 FROM source_line LIMIT 1"):
        folder = case.folder
        case.close()
        raise NothingYet(folder)


def clock() -> int:
    """Now, in microseconds UTC; the one place of this room that asks the time."""
    return to_instant(datetime.now(UTC))


def clock_text() -> str:
    """Now, as decisions write it."""
    return from_instant(clock(), zone=UTC).isoformat()
