"""A delivery: the files of one receipt opened, loaded and registered, archives included.

keeps  every file, member and refusal has a row in source_file; ids run in the order of the
       receipt, so that a rebuild gives the same ids
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from zhanlian.engines import as_columns
from zhanlian.evidence import BY_NAME, Case, Decision, check_file, digest_file, keep_findings
from zhanlian.intake.containers import Kind, Received, open_members, open_sheets
from zhanlian.intake.instants import instant_of
from zhanlian.intake.load import FileLoader, Loaded
from zhanlian.intake.reading.mapping import Answers, question_rows, read_answers
from zhanlian.intake.victims import keep_victims
from zhanlian.terms import Finding, Level, Refusal, RowRef

Progress = Callable[[str, int, int], None]
TOOL_VERSION = "0.1.0"
FileRow = tuple[dict[str, Any], Counter[str], dict[str, Any] | None]


@dataclass(slots=True)
class Loading:
    """A delivery while it is taken in; ``seen`` maps digests to file ids already there."""

    run_id: int
    answers: Answers
    seen: dict[str, int]
    next_file_id: int
    progress: Progress | None
    files: list[FileRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    victims: list[dict[str, Any]] = field(default_factory=list)
    question_count: int = 0
    row_count: int = 0


def load_delivery(
    case: Case, decision: Decision, progress: Progress | None, *, trust_vault: bool = False
) -> Loading:
    """Load every file of one receipt, inside the caller's transaction."""
    run_id = decision.facts["run_id"]
    first_id = _first_file_id(case, run_id)
    loading = Loading(run_id, read_answers(case), _seen(case), first_id, progress)
    for file in decision.facts["files"]:
        digest = file["digest"]
        path = case.vault / digest if trust_vault else check_file(case.vault, digest)
        for member in open_members(Received(path, file["delivered_path"])):
            _load_one(case, loading, decision, digest, member)
    keep_victims(case, loading.victims)
    keep_findings(case, "intake", loading.findings, run_id=loading.run_id)
    _keep_run(case, loading, decision)
    return loading


def _load_one(
    case: Case, loading: Loading, decision: Decision, root: str, member: Received
) -> None:
    file_id = loading.next_file_id
    loading.next_file_id += 1
    member = replace(member, file_id=file_id)
    row = _file_row(loading, decision, root, member, file_id)
    if member.skipped:
        facts: dict[str, str | int] = {"file": member.delivered_path, "why": member.skipped}
        loading.findings.append(
            Finding("member_skipped", Level.NOTE, facts, (RowRef(file_id, 0, 0),), 1)
        )
        _keep_file_row(case, loading, row, Counter(), None)
        return
    if row["same_as_file_id"] is not None:
        row["_same_as"] = _path_of(case, row["same_as_file_id"])
        _keep_file_row(case, loading, row, Counter(), None)
        return
    tell = _teller(loading, member)
    loader = FileLoader(case, file_id, member.delivered_path, loading.answers, tell)
    refusal: Refusal | None = None
    try:
        for sheet in open_sheets(member):
            loader.load_sheet(sheet)
    except Refusal as error:
        refusal = error
        _forget_file(case, file_id)
        loader.loaded = Loaded(file_id)
        loading.findings.append(_refused(error, file_id, member))
    loaded = loader.loaded
    row |= {
        "line_count": loaded.line_count, "encoding": loaded.encoding or None,
        "delimiter": loaded.delimiter or None,
        "container": "refused" if refusal else row["container"],
    }  # fmt: skip
    loading.findings.extend(loaded.findings)
    loading.victims.extend(loaded.victims)
    _keep_questions(case, loading, loaded)
    _keep_file_row(case, loading, row, loaded.classes, refusal.to_json() if refusal else None)


def _file_row(
    loading: Loading, decision: Decision, root: str, member: Received, file_id: int
) -> dict[str, Any]:
    has_bytes = member.has_bytes and member.path.is_file()
    digest = digest_file(member.path) if has_bytes else ""
    same_as = None if member.skipped or member.refusal else loading.seen.get(digest)
    if digest and member.kind not in (Kind.ZIP, Kind.GZIP):
        loading.seen.setdefault(digest, file_id)
    container = "skipped" if member.skipped else member.kind.value if member.kind else "unknown"
    return {
        "file_id": file_id, "run_id": loading.run_id, "digest": digest,
        "byte_count": member.path.stat().st_size if has_bytes else 0,
        "delivered_path": member.delivered_path,
        "root_digest": root, "member_path": member.member_path, "container": container,
        "received_by": decision.author, "received_at": instant_of(decision.at),
        "line_count": 0, "same_as_file_id": same_as,
    }  # fmt: skip


def _keep_file_row(
    case: Case, loading: Loading, row: dict[str, Any], classes: Counter[str],
    refusal: dict[str, Any] | None,
) -> None:  # fmt: skip
    case.duck.append("source_file", as_columns([row], BY_NAME["source_file"].column_names()))
    loading.files.append((row, classes, refusal))


def _keep_questions(case: Case, loading: Loading, loaded: Loaded) -> None:
    rows = question_rows(loaded.questions, loaded.file_id)
    known = {row["question_id"] for row in case.duck.fetch("SELECT question_id FROM question")}
    fresh = [row for row in rows if row["question_id"] not in known]
    case.duck.append("question", as_columns(fresh, BY_NAME["question"].column_names()))
    loading.question_count += len(fresh)


def _keep_run(case: Case, loading: Loading, decision: Decision) -> None:
    lines = sum(row["line_count"] for row, _, _ in loading.files)
    run = {
        "run_id": loading.run_id, "started_at": instant_of(decision.at),
        "author": decision.author, "tool_version": TOOL_VERSION,
        "file_count": len(loading.files), "line_count": lines,
    }  # fmt: skip
    case.duck.append("import_run", as_columns([run], BY_NAME["import_run"].column_names()))


def _forget_file(case: Case, file_id: int) -> None:
    """A file refused half-way leaves no row behind."""
    for table in BY_NAME.values():
        names = table.column_names()
        if "file_id" in names and table.name not in ("account_alias", "line_verdict"):
            statement = f"DELETE FROM {table.name} WHERE file_id = ?"
            case.duck.run(statement, [file_id], table=table.name)


def _refused(error: Refusal, file_id: int, member: Received) -> Finding:
    facts: dict[str, str | int] = {
        "file": member.delivered_path, "refusal": error.code, "sentence": error.sentence,
        "why": error.why, "next": error.do_next,
    }  # fmt: skip
    return Finding("file_refused", Level.ALARM, facts, (RowRef(file_id, 0, 0),), 1)


def _first_file_id(case: Case, run_id: int) -> int:
    """The first number of a run's files: numbers of undone runs are never given again.

    Decisions name rows by these numbers, so undoing one run must not move another's.
    """
    taken = {each.facts["run_id"]: each.facts["file_count"] for each in case.decisions("undo")}
    query = "SELECT run_id, count(*) AS n FROM source_file GROUP BY run_id"
    taken |= {row["run_id"]: row["n"] for row in case.duck.fetch(query)}
    return 1 + sum(int(count) for each, count in taken.items() if each < run_id)


def _path_of(case: Case, file_id: int) -> str:
    query = "SELECT delivered_path FROM source_file WHERE file_id = ?"
    return str(case.duck.fetch(query, [file_id])[0]["delivered_path"])


def _seen(case: Case) -> dict[str, int]:
    query = "SELECT digest, min(file_id) AS file_id FROM source_file GROUP BY digest"
    return {row["digest"]: row["file_id"] for row in case.duck.fetch(query)}


def _teller(loading: Loading, member: Received) -> Callable[[int], None]:
    def tell(rows: int) -> None:
        loading.row_count += rows
        if loading.progress:
            loading.progress(f"reading {member.delivered_path}", loading.row_count, 0)

    return tell
