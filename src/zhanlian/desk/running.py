"""Running: from files to a report in one go, and the steps of it one by one.

in     a case folder, files, who and when
out    a traced case on disk, its report and workbook, and a ``Summary``
keeps  a file that is not there is refused before a case folder is made
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zhanlian.desk.lines import FileLines, add_up, count_lines
from zhanlian.desk.opening import clock, open_to_write, require_evidence, retrace
from zhanlian.desk.progress import Progress, no_progress
from zhanlian.desk.summary import Summary, count_blocking, count_findings, summarise
from zhanlian.evidence import Case, new_case
from zhanlian.intake import add_files
from zhanlian.reports import write_report, write_workbook
from zhanlian.terms import Refusal


class NoSuchFile(Refusal):
    """A file or folder that was named is not there."""

    code = "ZL-DESK-004"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} is not there.",
            where=str(path),
            why="no file or folder has this name",
            do_next="check the spelling; names with spaces or brackets need quotes in a shell",
        )


@dataclass(frozen=True, slots=True)
class Made:
    """A new case folder.

    Attributes
    ----------
    case : name of the case
    folder : its folder
    """

    case: str
    folder: str


@dataclass(frozen=True, slots=True)
class Added:
    """What one delivery brought.

    Attributes
    ----------
    case : name of the case
    run_id : number of the import; empty where nothing was new
    is_new : whether anything was added
    files : every file of the delivery
    classes : class -> lines, this delivery
    question_count : open questions of the case
    blocking_count : of those, the ones that keep data out
    findings : level -> findings of the case
    """

    case: str
    run_id: int | None
    is_new: bool
    files: tuple[FileLines, ...]
    classes: dict[str, int]
    question_count: int
    blocking_count: int
    findings: dict[str, int]


def make_case(folder: Path, *, name: str = "") -> Made:
    """Make an empty case folder."""
    case = new_case(folder, name=name)
    case.close()
    return Made(case.settings.name, str(folder))


def add_to_case(
    folder: Path, paths: Sequence[Path], *, author: str, progress: Progress = no_progress
) -> Added:
    """Take files into a case and settle what they mean together with what is there."""
    require_paths(paths)
    case = open_to_write(folder, progress=progress)
    try:
        before = _last_run(case)
        add_files(case, paths, author=author, now=clock(), progress=progress)
        retrace(case, progress=progress)
        return _added(case, after=before)
    finally:
        case.close()


def run_case(  # noqa: PLR0913  one go takes what its five steps take
    folder: Path,
    paths: Sequence[Path] = (),
    *,
    author: str,
    lang: str = "zh",
    mask: bool = False,
    progress: Progress = no_progress,
) -> Summary:
    """Files to report: new if needed, add, settle, trace, report, workbook."""
    require_paths(paths)
    case = _open_or_make(folder, progress)
    try:
        if paths:
            add_files(case, paths, author=author, now=clock(), progress=progress)
            require_evidence(case)
        retrace(case, progress=progress)
        report = write_report(case, lang=lang, mask=mask, now=clock())
        workbook = write_workbook(case, lang=lang, mask=mask, now=clock())
        return summarise(case, report=report, workbook=workbook)
    finally:
        case.close()


def require_paths(paths: Sequence[Path]) -> None:
    """Refuse the first path that is not there."""
    for path in paths:
        if not path.exists():
            raise NoSuchFile(path)


def _open_or_make(folder: Path, progress: Progress) -> Case:
    if (folder / "case.toml").is_file():
        return open_to_write(folder, progress=progress)
    return new_case(folder)


def _last_run(case: Case) -> int:
    query = "SELECT coalesce(max(run_id), 0) AS n FROM import_run"
    return int(case.duck.fetch(query)[0]["n"])


def _added(case: Case, *, after: int) -> Added:
    run_id = _last_run(case)
    files = tuple(each for each in count_lines(case) if each.run_id > after)
    return Added(
        case=case.settings.name or case.folder.name,
        run_id=run_id if run_id > after else None,
        is_new=any(each.same_as_file_id is None for each in files),
        files=files,
        classes=add_up(files),
        question_count=len(case.duck.fetch("SELECT question_id FROM question")),
        blocking_count=count_blocking(case),
        findings=count_findings(case),
    )
