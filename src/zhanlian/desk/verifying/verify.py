"""Verify: four questions, each answered even when the one before it went wrong.

in     a case folder
out    1 does the chain of decisions hold; 2 are the files the ones received; 3 does every
       figure recompute; 4 are the reports the ones that were written
keeps  the folder is only read; a changed byte names its file and every figure it moves
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from zhanlian.desk.opening import is_fresh
from zhanlian.desk.progress import Progress, no_progress
from zhanlian.desk.veils import Veiled
from zhanlian.desk.verifying.again import make_again
from zhanlian.desk.verifying.compare import Compared, Difference, compare_cases
from zhanlian.desk.verifying.papers import check_papers
from zhanlian.evidence import Case, digest_file, open_case
from zhanlian.terms import Refusal

OK, LOOK, BROKEN = 0, 1, 4


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """An evidence file that is not what was received.

    Attributes
    ----------
    digest : SHA-256 under which it was received
    found : SHA-256 of its bytes now; empty where the file is gone
    paths : the delivered files it holds
    """

    digest: str
    found: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """The answers, and the exit status that sums them up.

    Attributes
    ----------
    case : name of the case
    decision_count : decisions in the chain
    chain_fault : what breaks the chain; empty where it holds
    is_behind : whether the database is older than the last decisions or than case.toml
    file_count : evidence files checked
    changed_files : those that are not what was received
    rebuild_fault : why the case could not be made again; empty where it could
    figure_count : figures compared
    row_count : rows behind them compared
    changed_figure_count : figures that differ, are missing or are new
    changed_row_count : rows behind them that differ, are missing or are new
    differences : the first thousand values that differ
    paper_count : report files checked
    changed_papers : report files that are not what was written
    status : 0 all holds, 1 figures or reports differ, 4 evidence or chain broken
    """

    case: str
    decision_count: int
    chain_fault: str
    is_behind: bool
    file_count: int
    changed_files: tuple[ChangedFile, ...]
    rebuild_fault: str
    figure_count: int
    row_count: int
    changed_figure_count: int
    changed_row_count: int
    differences: tuple[Difference, ...]
    paper_count: int
    changed_papers: tuple[str, ...]
    status: int


def verify(folder: Path, *, progress: Progress = no_progress) -> Verified:
    """Check everything a case says against its files and decisions."""
    case = open_case(folder, read_only=True)
    try:
        name = case.settings.name or folder.name
        decision_count, chain_fault = _check_chain(case)
        is_behind = not chain_fault and not is_fresh(case)
        file_count, changed = _check_files(case, progress)
        paper_count, changed_papers = check_papers(folder)
    finally:
        case.close()
    compared, rebuild_fault = _recompute(folder, chain_fault, changed, progress)
    is_broken = bool(chain_fault or changed)
    differs = bool(is_behind or rebuild_fault or compared.differences or changed_papers)
    return Verified(
        name, decision_count, chain_fault, is_behind, file_count, changed, rebuild_fault,
        compared.figure_count, compared.row_count, compared.changed_figure_count,
        compared.changed_row_count,
        compared.differences, paper_count, changed_papers,
        BROKEN if is_broken else LOOK if differs else OK,
    )  # fmt: skip


def _check_chain(case: Case) -> tuple[int, str]:
    try:
        count = len(case.decisions())
    except Refusal as broken:
        return 0, f"{broken.sentence} {broken.why}"
    return count, ""


def _check_files(case: Case, progress: Progress) -> tuple[int, tuple[ChangedFile, ...]]:
    rows = case.duck.fetch(
        """SELECT root_digest AS digest, list(delivered_path ORDER BY file_id) AS paths
           FROM source_file GROUP BY root_digest ORDER BY min(file_id)"""
    )
    changed = []
    for number, row in enumerate(rows, start=1):
        path = case.vault / row["digest"]
        found = digest_file(path) if path.exists() else ""
        if found != row["digest"]:
            paths = tuple(Veiled(each) for each in row["paths"])
            changed.append(ChangedFile(row["digest"], found, paths))
        progress("digest", number, len(rows))
    return len(rows), tuple(changed)


def _recompute(
    folder: Path, chain_fault: str, changed: tuple[ChangedFile, ...], progress: Progress
) -> tuple[Compared, str]:
    nothing = Compared(0, 0, 0, 0, ())
    if chain_fault:
        return nothing, "the decisions cannot be trusted, so nothing was recomputed from them"
    gone = [each.digest for each in changed if not each.found]
    if gone:
        return nothing, f"{len(gone)} evidence files are gone, so nothing could be recomputed"
    with tempfile.TemporaryDirectory(prefix="zhanlian-verify-") as place:
        try:
            again = make_again(folder, Path(place) / "again", progress=progress)
        except Refusal as refused:
            return nothing, f"{refused.code} {refused.sentence} {refused.why}"
        return compare_cases(folder, again), ""
