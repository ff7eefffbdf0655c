"""Runs: a delivery taken in as one revertible step, and a case made anew from its evidence.

in     paths of what was handed over, or the decisions of a case
out    one import run: files in the vault, rows in the tables, a summary
keeps  the files are in the vault and the receipt in decisions.jsonl before the database
       commits; the same digest again adds nothing; undoing removes exactly that run's facts
source docs/intake.md, Twelve steps
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Any

from zhanlian.evidence import (
    TABLES,
    Case,
    Decision,
    append_decision,
    keep_file,
    make_tables,
)
from zhanlian.intake.containers import discover
from zhanlian.intake.delivery import Loading, load_delivery
from zhanlian.intake.settling.settle import settle_inside
from zhanlian.terms import Finding, Refusal, from_instant

Progress = Callable[[str, int, int], None]
DECISION_SEQ = "decision_seq"


class NothingReceived(Refusal):
    """A delivery without a file."""

    code = "ZL-INTAKE-001"

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__(
            "There is nothing to take in.",
            where=", ".join(str(path) for path in paths) or "no path given",
            why="no file was found there",
            do_next="name the files or folders that were handed over",
        )


class NoSuchRun(Refusal):
    """An import run that does not exist or is undone already."""

    code = "ZL-INTAKE-002"

    def __init__(self, run_id: int, known: list[int]) -> None:
        super().__init__(
            f"There is no import run {run_id} to undo.",
            where="decisions.jsonl",
            why=f"the runs in force are {', '.join(map(str, known)) or 'none'}",
            do_next="look at the runs with: zhanlian check CASE",
        )


@dataclass(frozen=True, slots=True)
class FileSummary:
    """One file of a run: what it is, its lines by class, or why it was refused."""

    file_id: int
    delivered_path: str
    digest: str
    container: str
    line_count: int
    classes: dict[str, int]
    same_as: str = ""
    refusal: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What one run added; ``run_id`` is 0 where every file was known already."""

    run_id: int
    files: tuple[FileSummary, ...] = ()
    known_files: tuple[str, ...] = ()
    skipped_files: tuple[str, ...] = ()
    question_count: int = 0
    findings: tuple[Finding, ...] = field(default_factory=tuple)

    @property
    def classes(self) -> dict[str, int]:
        """Lines by class over all files of the run, as they stood at intake."""
        total: Counter[str] = Counter()
        for file in self.files:
            total.update(file.classes)
        return dict(sorted(total.items()))


def add_files(  # noqa: PLR0913  who, when and why belong to a receipt
    case: Case,
    paths: Sequence[Path],
    *,
    author: str,
    now: int,
    reason: str = "received",
    progress: Progress | None = None,
) -> ImportSummary:
    """Take in files and folders as one run, then settle the case anew.

    ``now`` is the instant of receipt in microseconds UTC. Refused files are part of the run's
    record with their refusal; a killed run leaves the case as it was before it.
    """
    received = discover([Path(path) for path in paths])
    if not received.files:
        raise NothingReceived(paths)
    known = _digests_in_force(case)
    fresh, known_files = [], []
    for each in received.files:
        digest = keep_file(each.path, case.vault)
        if digest in known:
            known_files.append(each.delivered_path)
        else:
            fresh.append({"digest": digest, "delivered_path": each.delivered_path})
    skipped = tuple(f"{each.delivered_path}: {each.reason}" for each in received.skipped)
    if not fresh:
        return ImportSummary(0, known_files=tuple(known_files), skipped_files=skipped)
    decision = append_decision(
        case.decisions_path, "receive",
        {"run_id": len(case.decisions("receive")) + 1, "files": fresh},
        author=author, at=from_instant(now, zone=UTC).isoformat(), reason=reason,
    )  # fmt: skip
    loading = _apply(case, [decision], progress)
    return _summary(loading, known_files, skipped)


def undo_run(case: Case, run_id: int, *, author: str, now: int, reason: str) -> None:
    """Take a run back: its facts go, its files stay in the vault, the record says why."""
    known = [each.facts["run_id"] for each in receipts_in_force(case)]
    if run_id not in known:
        raise NoSuchRun(run_id, known)
    query = "SELECT count(*) AS n FROM source_file WHERE run_id = ?"
    file_count = int(case.duck.fetch(query, [run_id])[0]["n"])
    facts = {"run_id": run_id, "file_count": file_count}
    append_decision(
        case.decisions_path, "undo", facts, author=author,
        at=from_instant(now, zone=UTC).isoformat(), reason=reason,
    )  # fmt: skip
    rebuild(case)


def rebuild(case: Case, progress: Progress | None = None, *, trust_vault: bool = False) -> None:
    """Make every table anew from evidence/ and decisions.jsonl; ``trust_vault`` skips digests."""
    case.duck.run("BEGIN")
    try:
        for table in TABLES:
            case.duck.run(f"DROP TABLE IF EXISTS {table.name}", table=table.name)
        make_tables(case.duck)
        for decision in receipts_in_force(case):
            load_delivery(case, decision, progress, trust_vault=trust_vault)
        _finish(case, progress)
    except BaseException:
        case.duck.run("ROLLBACK")
        raise


def catch_up(case: Case, progress: Progress | None = None) -> bool:
    """Bring a database behind its decisions up to them; True where that was needed."""
    done = int(case.meta(DECISION_SEQ) or 0)
    decisions = case.decisions()
    if done >= len(decisions):
        return False
    rebuild(case, progress)
    return True


def settle(case: Case, progress: Progress | None = None) -> None:
    """Conclude the case anew from its entries and decisions, in one transaction."""
    case.duck.run("BEGIN")
    try:
        _finish(case, progress)
    except BaseException:
        case.duck.run("ROLLBACK")
        raise


def receipts_in_force(case: Case) -> list[Decision]:
    """Receipts that were not undone, in order."""
    undone = {each.facts["run_id"] for each in case.decisions("undo")}
    return [each for each in case.decisions("receive") if each.facts["run_id"] not in undone]


def _digests_in_force(case: Case) -> set[str]:
    return {
        file["digest"] for receipt in receipts_in_force(case) for file in receipt.facts["files"]
    }


def _apply(case: Case, decisions: list[Decision], progress: Progress | None) -> Loading:
    case.duck.run("BEGIN")
    try:
        for decision in decisions:
            loading = load_delivery(case, decision, progress)
        _finish(case, progress)
    except BaseException:
        case.duck.run("ROLLBACK")
        raise
    return loading


def _finish(case: Case, progress: Progress | None) -> None:
    settle_inside(case, progress)
    case.set_meta(DECISION_SEQ, str(len(case.decisions())))
    case.duck.run("COMMIT")


def _summary(loading: Loading, known: list[str], skipped: tuple[str, ...]) -> ImportSummary:
    return ImportSummary(
        loading.run_id,
        tuple(
            FileSummary(
                row["file_id"], row["delivered_path"], row["digest"], row["container"],
                row["line_count"], dict(sorted(classes.items())), row.get("_same_as", ""), refusal,
            )
            for row, classes, refusal in loading.files
        ),
        tuple(known), skipped, loading.question_count, tuple(loading.findings),
    )  # fmt: skip


__all__ = [
    "FileSummary", "ImportSummary", "add_files", "catch_up", "rebuild",
    "receipts_in_force", "settle", "undo_run",
]  # fmt: skip
