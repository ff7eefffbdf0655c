"""Files (来源文件): what was received, and in which class every physical line ended.

keeps  per file, the classes add up to its lines; a class nobody met has no column
"""

from __future__ import annotations

from zhanlian.evidence import Case
from zhanlian.reports.asking import ask
from zhanlian.reports.edition import Edition
from zhanlian.reports.listing import Column, Kind, Listing, Row, columns, listing

CLASSES = (
    "accepted", "copy", "failed", "reversed", "excluded", "title", "header", "header_repeat",
    "footer", "blank", "template", "continued", "rejected",
)  # fmt: skip
ALWAYS = ("accepted", "copy", "failed", "reversed", "rejected")
SHOWN_DIGEST = 16


def list_line_classes(case: Case, edition: Edition) -> Listing:
    """One row per file: lines by class, their sum, and whether it equals the file's lines."""
    counts: dict[int, dict[str, int]] = {}
    for row in ask(case, "line_counts"):
        counts.setdefault(row["file_id"], {})[row["class"]] = row["lines"]
    met = {name for found in counts.values() for name in found}
    classes = [name for name in CLASSES if name in met or name in ALWAYS]
    classes += sorted(met - set(classes))
    titles = edition.words
    heads = (
        *columns("file_no count; file text"),
        *(Column(name, Kind.COUNT, title=titles.value("class", name)) for name in classes),
        *columns("line_sum count; line_count count; adds_up text"),
    )
    rows = [
        _line_row(edition, file_id, counts.get(file_id, {}), classes) for file_id in edition.sources
    ]
    return listing("line_classes", heads, [*rows, _total_row(edition, rows)])


def _line_row(edition: Edition, file_id: int, found: dict[str, int], classes: list[str]) -> Row:
    said = edition.sources[file_id]["line_count"]
    twin = edition.sources[file_id]["same_as_file_id"]
    total = sum(found.values())
    if twin is not None:
        verdict = edition.words("text.same_file", number=twin)
        return Row((file_id, edition.file(file_id), *[None] * len(classes), None, said, verdict))
    verdict = edition.words("mark.agrees" if total == said else "mark.differs")
    return Row((
        file_id, edition.file(file_id), *(found.get(name, 0) for name in classes),
        total, said, verdict,
    ))  # fmt: skip


def _total_row(edition: Edition, rows: list[Row]) -> Row:
    fresh = [row for row in rows if row.cells[-3] is not None]
    width = len(rows[0].cells) if rows else 0
    sums = [sum(int(str(row.cells[at])) for row in fresh) for at in range(2, width - 1)]
    if not rows:
        return Row((None, edition.words("text.total"), *[0] * len(ALWAYS), 0, 0, ""), is_total=True)
    agrees = edition.words("mark.agrees" if sums[-1] == sums[-2] else "mark.differs")
    return Row((None, edition.words("text.total"), *sums, agrees), is_total=True)


def list_files(edition: Edition) -> Listing:
    """The manifest of files: name, size, lines, encoding, digest, received when and by whom."""
    heads = columns("""
        file_no count; file text; path text below; byte_count count; line_count count
        container text; encoding text below; received_at moment; received_by text below
        digest text
    """)
    rows = [
        Row((
            file["file_id"], edition.file(file["file_id"]),
            "" if edition.mask else file["delivered_path"], file["byte_count"],
            file["line_count"], file["container"], file["encoding"] or "",
            edition.moment(file["received_at"]), edition.name(file["received_by"]), file["digest"],
        ))
        for file in edition.sources.values()
    ]  # fmt: skip
    return listing("files", heads, rows)
