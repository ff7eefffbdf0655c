"""Mapping: from a header to a section whose columns are known, doubtful or kept raw.

in     the kind of sheet, its header, saved answers of people
out    a ``Section``, and questions where only a person can tell
keeps  order of decisions: a person's answer, sheet kind, header, neighbours, sampled values;
       never the place or the number of columns
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from zhanlian.evidence import Case
from zhanlian.intake.reading.section import Section, signature_of
from zhanlian.intake.synonyms import settle_header

IGNORE = "-"
SAMPLES_SHOWN = 5


@dataclass(slots=True)
class Question:
    """A header only a person can place: what it may be, what was used meanwhile, and why."""

    section: Section
    column: int
    header: str
    choices: tuple[str, ...]
    chosen: str
    why: str
    samples: list[str] = field(default_factory=list)

    @property
    def question_id(self) -> str:
        """Stable over runs: the header signature and the column's name."""
        text = f"{self.section.signature}|{self.header}"
        return "M" + hashlib.sha256(text.encode("utf-8")).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Answers:
    """Mapping decisions of people: by signature and header, and the profile names they gave."""

    fields: dict[tuple[str, str], str]
    profiles: dict[str, str]
    kinds: dict[str, str]


def read_answers(case: Case) -> Answers:
    """All mapping decisions of the case; a later answer replaces an earlier one."""
    fields: dict[tuple[str, str], str] = {}
    profiles: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for decision in case.decisions("map"):
        facts = decision.facts
        fields[facts["signature"], facts["header"]] = facts["field"]
        if facts.get("profile"):
            profiles[facts["signature"]] = facts["profile"]
    return Answers(fields, profiles, kinds)


def map_header(
    kind: str, header: list[str], line_no: int, answers: Answers
) -> tuple[Section, list[Question]]:
    """Map ``header``; what stays open is used by its first reading and asked about."""
    mapping, open_headers = settle_header(kind, header)
    section = Section(
        number=0, sheet_no=0, sheet_name="", header_line_no=line_no, kind=kind,
        header=header, mapping=dict(mapping),
    )  # fmt: skip
    signature = signature_of(kind, header)
    section.profile = answers.profiles.get(signature, "")
    questions = []
    for column, name, choices, why in open_headers:
        if (signature, name) not in answers.fields:
            chosen = choices[0] if choices else ""
            if chosen:
                section.mapping[column] = chosen
            questions.append(Question(section, column, name, tuple(choices), chosen, why))
    for column, name in enumerate(header):
        answer = answers.fields.get((signature, name))
        if answer == IGNORE:
            section.mapping.pop(column, None)
        elif answer:
            section.mapping[column] = answer
    return section, questions


def question_rows(questions: list[Question], file_id: int) -> list[dict[str, Any]]:
    """Rows of the question table, one for each header asked about."""
    rows: dict[str, dict[str, Any]] = {}
    for each in questions:
        rows.setdefault(
            each.question_id,
            {
                "question_id": each.question_id, "file_id": file_id,
                "section_id": each.section.section_id, "about": each.header,
                "choices": json.dumps(list(each.choices), ensure_ascii=False),
                "samples": json.dumps(each.samples[:SAMPLES_SHOWN], ensure_ascii=False),
                "chosen": each.chosen, "why": each.why,
            },
        )  # fmt: skip
    return list(rows.values())


def mapping_json(section: Section) -> str:
    """The mapping as stored: column number -> field and the header's own text."""
    return json.dumps(
        {
            str(column): {"field": section.mapping.get(column, ""), "header": name}
            for column, name in enumerate(section.header)
        },
        ensure_ascii=False,
    )
