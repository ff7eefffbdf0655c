"""Lines: how many physical lines of each file ended in which class; they add up.

in     source_line and line_verdict
out    a count per class, per file and for the case
keeps  the classes of a file sum to its physical lines, or this stops
"""

from __future__ import annotations

from dataclasses import dataclass

from zhanlian.desk.veils import Veiled
from zhanlian.evidence import Case

CLASSES = (
    "accepted", "copy", "failed", "reversed", "excluded", "title", "header", "header_repeat",
    "continued", "footer", "blank", "template", "rejected",
)  # fmt: skip

COUNTS_SQL = """
    SELECT l.file_id, coalesce(v.class, l.class) AS class, count(*) AS line_count
    FROM source_line l LEFT JOIN line_verdict v USING (file_id, sheet_no, line_no)
    GROUP BY ALL
"""


@dataclass(frozen=True, slots=True)
class FileLines:
    """One file of the case and where each of its physical lines went.

    Attributes
    ----------
    file_id : number of the file in the case
    run_id : the import that brought it
    path : path inside the delivery
    container : csv, xlsx, zip …
    line_count : physical lines
    classes : class -> lines; sums to line_count
    same_as_file_id : the earlier file with the same bytes; then nothing was added
    """

    file_id: int
    run_id: int
    path: str
    container: str
    line_count: int
    classes: dict[str, int]
    same_as_file_id: int | None


def count_lines(case: Case) -> tuple[FileLines, ...]:
    """Every file with its lines by class."""
    counts: dict[int, dict[str, int]] = {}
    for row in case.duck.fetch(COUNTS_SQL):
        counts.setdefault(row["file_id"], {})[row["class"]] = row["line_count"]
    files = case.duck.fetch("SELECT * FROM source_file ORDER BY file_id")
    return tuple(
        FileLines(
            row["file_id"], row["run_id"], Veiled(row["delivered_path"]), row["container"],
            row["line_count"], in_order(counts.get(row["file_id"], {})), row["same_as_file_id"],
        )
        for row in files
    )  # fmt: skip


def add_up(files: tuple[FileLines, ...]) -> dict[str, int]:
    """Lines of the whole case by class; stops if a file's classes do not add up."""
    total: dict[str, int] = {}
    for file in files:
        if file.same_as_file_id is None:
            said = sum(file.classes.values())
            assert said in (0, file.line_count), f"{said} of {file.line_count} in {file.file_id}"
        for name, count in file.classes.items():
            total[name] = total.get(name, 0) + count
    return in_order(total)


def in_order(classes: dict[str, int]) -> dict[str, int]:
    """The same counts, in the order a reader expects; unknown classes last."""
    known = {name: classes[name] for name in CLASSES if name in classes}
    return known | {name: classes[name] for name in sorted(classes) if name not in known}
