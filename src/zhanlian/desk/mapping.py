"""Mapping: what only a person can settle about a header or a value, asked and answered.

in     open questions with sample values; an answer with author and reason
out    the questions; a decision of kind ``map`` and a case read again accordingly
keeps  an answer is one of the readings offered, or it is refused and not written
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhanlian.desk.judging import Decided, last_decision, require_reason
from zhanlian.desk.opening import clock_text, open_to_write, retrace
from zhanlian.desk.progress import Progress, no_progress
from zhanlian.desk.veils import Veiled
from zhanlian.evidence import Case, append_decision
from zhanlian.intake import rebuild
from zhanlian.terms import Refusal

IGNORE = "-"  # the answer that keeps a column raw

OPEN_SQL = """
    SELECT q.*, f.delivered_path, s.sheet_name, s.header_line_no, s.signature, s.mapping, s.kind
    FROM question q LEFT JOIN source_file f USING (file_id)
    LEFT JOIN source_section s USING (section_id)
    ORDER BY q.chosen <> '', q.question_id
"""


class NoSuchQuestion(Refusal):
    """An answer to a question that is not open."""

    code = "ZL-DESK-012"

    def __init__(self, question: str) -> None:
        super().__init__(
            f"No open question is named {question!r}.",
            where=f"map {question}",
            why="it was answered already, or the name is misspelled",
            do_next="zhanlian map CASE lists the open questions",
        )


class NotAReading(Refusal):
    """An answer that is none of the readings a question may have."""

    code = "ZL-DESK-013"

    def __init__(self, question: str, answer: str, choices: tuple[str, ...]) -> None:
        super().__init__(
            f"{answer!r} is no reading of {question}.",
            where=f"map {question} {answer}",
            why=f"the readings are {', '.join(choices)}, or {IGNORE} to keep the column raw",
            do_next="choose one of them",
        )


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something only a person can settle.

    Attributes
    ----------
    question : its name, to answer it by
    about : header or value in question
    path : first file it came up in
    sheet : its sheet
    header_line_no : line of the header
    choices : the readings it may have
    samples : sample values, to decide by
    chosen : what was used meanwhile; empty where nothing could be, and data stays out
    why : why it is open
    """

    question: str
    about: str
    path: str
    sheet: str
    header_line_no: int
    choices: tuple[str, ...]
    samples: tuple[str, ...]
    chosen: str
    why: str


def list_questions(case: Case) -> tuple[OpenQuestion, ...]:
    """Open questions, those that keep data out first."""
    return tuple(
        OpenQuestion(
            row["question_id"], row["about"], Veiled(row["delivered_path"] or ""),
            row["sheet_name"] or "", row["header_line_no"] or 0, _texts(row["choices"]),
            tuple(Veiled(each) for each in _texts(row["samples"])), row["chosen"], row["why"],
        )
        for row in case.duck.fetch(OPEN_SQL)
    )  # fmt: skip


def answer_question(  # noqa: PLR0913  a judgement is none without each of these
    folder: Path,
    question: str,
    field: str,
    *,
    author: str,
    reason: str,
    profile: str = "",
    progress: Progress = no_progress,
) -> Decided:
    """Write the answer down, then read the files concerned again."""
    require_reason(author, reason)
    case = open_to_write(folder, progress=progress)
    try:
        facts = _facts(case, question, field) | ({"profile": profile} if profile else {})
        append_decision(
            case.decisions_path, "map", facts, author=author, at=clock_text(), reason=reason
        )
        rebuild(case, progress)
        retrace(case, progress=progress)
        return last_decision(case)
    finally:
        case.close()


def _facts(case: Case, question: str, field: str) -> dict[str, Any]:
    rows = [row for row in case.duck.fetch(OPEN_SQL) if row["question_id"] == question]
    if not rows:
        raise NoSuchQuestion(question)
    row = rows[0]
    choices = _texts(row["choices"])
    if choices and field not in (*choices, IGNORE):
        raise NotAReading(question, field, choices)
    return {
        "signature": row["signature"],
        "header": row["about"],
        "column": _column(row["mapping"], row["about"]),
        "field": field,
    }


def _column(mapping: str, header: str) -> int | None:
    columns = json.loads(mapping or "{}").items()
    return next((int(number) for number, said in columns if said["header"] == header), None)


def _texts(text: str) -> tuple[str, ...]:
    return tuple(each if isinstance(each, str) else json.dumps(each, ensure_ascii=False)
                 for each in json.loads(text or "[]"))  # fmt: skip
