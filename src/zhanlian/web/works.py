"""Works: what the server's worker does for each kind of job, by the desk's own verbs.

in     a claimed job, its folder's name, the digests of delivered files
out    what came of it: names and digests of report and workbook, counts
keeps  no folder outside the home's cases is reached; a second run of the same job changes
       nothing, so a job may be tried again after a crash
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhanlian.desk import Summary, add_to_case, run_case
from zhanlian.evidence import digest_file
from zhanlian.supervision import jobs, tables
from zhanlian.terms import Refusal
from zhanlian.web.settings import Settings


class OutsideCases(Refusal):
    """A folder or file name that leads out of where the server keeps cases."""

    code = "ZL-WEB-004"

    def __init__(self, name: str) -> None:
        super().__init__(
            "This is not a name in the server's own folders.",
            where=repr(name),
            why="the server reaches only its own cases and the files delivered to it",
            do_next="name a folder by one plain name, a file by the digest it was answered with",
        )


class FolderTaken(Refusal):
    """A folder that lies there already and bears another case's number, or none."""

    code = "ZL-WEB-008"

    def __init__(self, name: str) -> None:
        super().__init__(
            "This folder is not this case's.",
            where=repr(name),
            why="it lies in the server's cases already, and its case.toml names another case",
            do_next="choose a new name, or let whoever keeps the server write the case's number "
            "as name into the folder's case.toml",
        )


@dataclass(frozen=True, slots=True)
class Works:
    """The desk, put to work on the folders of one home."""

    settings: Settings

    def of_kind(self) -> Mapping[tables.JobKind, jobs.Work]:
        """What to do for each kind of job."""
        return {
            tables.JobKind.RUN: self.run,
            tables.JobKind.TRACE: self.trace,
            tables.JobKind.REPORT: self.report,
        }

    def run(self, claimed: jobs.Claimed, tell: jobs.Tell) -> Mapping[str, Any]:
        """Take delivered files in, trace, report."""
        asked = claimed.asked
        place = deliveries_of(self.settings, claimed.folder_link_id)
        files = [path for digest in asked.get("files", []) for path in delivered(place, digest)]
        summary = run_case(
            self.folder(claimed), files, author=claimed.asked_by, progress=tell,
            lang=asked.get("lang", "zh"), mask=asked.get("mask", True),
        )  # fmt: skip
        return _outcome(summary)

    def trace(self, claimed: jobs.Claimed, tell: jobs.Tell) -> Mapping[str, Any]:
        """Settle and trace what lies in the folder."""
        added = add_to_case(self.folder(claimed), [], author=claimed.asked_by, progress=tell)
        return {"questions": added.question_count, "findings": added.findings}

    def report(self, claimed: jobs.Claimed, tell: jobs.Tell) -> Mapping[str, Any]:
        """Trace and print again."""
        asked = claimed.asked
        summary = run_case(
            self.folder(claimed), author=claimed.asked_by, progress=tell,
            lang=asked.get("lang", "zh"), mask=asked.get("mask", True),
        )  # fmt: skip
        return _outcome(summary)

    def folder(self, claimed: jobs.Claimed) -> Path:
        """The case folder of a job, inside the home's cases."""
        return inside(self.settings.cases, claimed.folder)


def bears(folder: Path, number: str) -> bool:
    """Whether a folder is free, or lies there under the number of this case."""
    file = folder / "case.toml"
    if not folder.exists():
        return True
    said = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return said.get("name") == number


def deliveries_of(settings: Settings, folder_link_id: str) -> Path:
    """Where files delivered to one folder wait: no other folder's job takes them in."""
    return inside(settings.deliveries, folder_link_id)


def delivered(place: Path, digest: str) -> list[Path]:
    """The delivered file of this digest; one file, under the name it came with."""
    kept = inside(place, digest)
    return sorted(kept.iterdir()) if kept.is_dir() else [kept]


def inside(home: Path, name: str) -> Path:
    """``name`` directly inside ``home``; ``OutsideCases`` where it leads anywhere else."""
    path = home / name
    if Path(name).name != name or path.resolve().parent != home.resolve():
        raise OutsideCases(name)
    return path


def _outcome(summary: Summary) -> dict[str, Any]:
    printed = [Path(path) for path in (summary.report, summary.workbook) if path]
    return {
        "files": {path.name: digest_file(path) for path in printed},
        "lines": summary.line_count,
        "victims": summary.victim_count,
        "questions": summary.question_count,
        "findings": summary.findings,
    }
