"""Papers: documents of a case, of a file filled by hand, or of facts assessed by the law.

in     a case folder and a kind; a file of values; templates and fonts of the user's own or ours
out    files below reports/papers of the case, or in a folder that is named; what each holds
keeps  blanks are filled from a file a person wrote, never by the program; the case is only read
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zhanlian.desk.holding import make_confiscation_sheet
from zhanlian.desk.opening import clock, open_traced
from zhanlian.desk.progress import Progress, no_progress
from zhanlian.law import assess, law_book
from zhanlian.reports import documents
from zhanlian.terms import CHINA, from_instant

__all__ = [
    "PaperAsk",
    "PaperField",
    "PaperKind",
    "Papers",
    "assess_to_paper",
    "confiscate_to_paper",
    "copy_paper_templates",
    "fill_papers",
    "list_paper_kinds",
    "paper_kind",
    "paper_style",
    "write_papers",
]

FOLDER = "papers"


@dataclass(frozen=True, slots=True)
class PaperField:
    """One field of a document, or one column of a table in it.

    Attributes
    ----------
    key : its name, as in a file that fills it; columns as TABLE.COLUMN
    type : text, name, number, money, count, date, moment, or law where the law itself says it
    zh : its name in Chinese
    en : its name in English
    must : whether the document is refused without it
    """

    key: str
    type: str
    zh: str
    en: str
    must: bool


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of document.

    Attributes
    ----------
    kind : its name
    zh : its title
    en : its title in English
    from_case : whether a case fills it by itself
    is_public : whether names and numbers are starred in it
    is_served : whether it leaves the house, its sources on a sheet apart
    fields : its fields and columns
    """

    kind: str
    zh: str
    en: str
    from_case: bool
    is_public: bool
    is_served: bool
    fields: tuple[PaperField, ...]


@dataclass(frozen=True, slots=True)
class PaperAsk:
    """What is asked of a case: a kind of document, the day whose law it cites, values for blanks.

    The day is today unless it is said; ``fill`` is a file whose ``[fields]`` fill blanks.
    """

    kind: str
    on: date | None = None
    fill: Path | None = None


@dataclass(frozen=True, slots=True)
class Papers:
    """Documents written at one time.

    Attributes
    ----------
    folder : where they lie
    manifest : the file that names each with its digest
    papers : the documents
    """

    folder: str
    manifest: str
    papers: tuple[documents.Written, ...]


def list_paper_kinds(templates: Path | None = None) -> tuple[PaperKind, ...]:
    """Every kind of document, with its fields."""
    return tuple(_kind(name, templates) for name in documents.kind_names(templates))


def paper_kind(name: str, templates: Path | None = None) -> PaperKind:
    """One kind of document; refuses a name nobody declared."""
    return _kind(name, templates)


def paper_style(
    forms: str, *, templates: Path | None = None, fonts: Path | None = None
) -> documents.Style:
    """How documents are made, from ``docx,pdf`` and folders of the user's own."""
    return documents.Style(tuple(forms.split(",")), templates, fonts)


def write_papers(
    folder: Path,
    ask: PaperAsk,
    *,
    style: documents.Style | None = None,
    progress: Progress = no_progress,
) -> Papers:
    """Write every document of a kind that the case in ``folder`` can fill."""
    now = clock()
    given = documents.read_fill(ask.fill) if ask.fill else None
    case = open_traced(folder, progress=progress)
    try:
        drafts = documents.drafts_of(case, ask.kind, on=ask.on or _today(now))
        target = case.reports / FOLDER
    finally:
        case.close()
    filled = drafts if given is None else documents.fill_blanks(drafts, given)
    return _write(filled, target, now, style)


def fill_papers(file: Path, target: Path, *, style: documents.Style | None = None) -> Papers:
    """Write the document that a file describes."""
    return _write(documents.read_drafts(file), target, clock(), style)


def confiscate_to_paper(
    folder: Path,
    sheet: Path,
    ask: PaperAsk,
    *,
    style: documents.Style | None = None,
    progress: Progress = no_progress,
) -> Papers:
    """Write the opinion on confiscating what one absent suspect gained, from a record in a file.

    The asset register of the case in ``folder`` says what each asset is; of ``ask`` only the
    day and the values for blanks count.
    """
    now = clock()
    found = make_confiscation_sheet(sheet, on=ask.on or _today(now))
    given = documents.read_fill(ask.fill) if ask.fill else None
    case = open_traced(folder, progress=progress)
    try:
        draft = documents.draft_of_confiscation(found, case, file=sheet.name)
        target = case.reports / FOLDER
    finally:
        case.close()
    drafts = (draft,) if given is None else documents.fill_blanks([draft], given)
    return _write(drafts, target, now, style)


def assess_to_paper(
    facts: Path, target: Path, *, on: date | None = None, style: documents.Style | None = None
) -> Papers:
    """Write what the facts of a file may come to in law."""
    now, law = clock(), law_book()
    draft = documents.draft_of_assessment(assess(facts, on=on, law=law), on=_today(now), law=law)
    return _write([draft], target, now, style)


def copy_paper_templates(
    target: Path, kinds: tuple[str, ...] = (), *, with_declarations: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Copy templates for editing; gives what was written and what already lay there."""
    return documents.copy_templates(target, kinds, with_declarations=with_declarations)


def _write(
    drafts: list[documents.Draft] | tuple[documents.Draft, ...],
    target: Path,
    now: int,
    style: documents.Style | None,
) -> Papers:
    written = documents.write_documents(drafts, target, now=now, style=style)
    return Papers(str(target), str(target / documents.MANIFEST), written)


def _today(now: int) -> date:
    return from_instant(now, zone=CHINA).date()


def _kind(name: str, templates: Path | None) -> PaperKind:
    kind = documents.read_kind(name, templates)
    columns = [
        PaperField(f"{table.key}.{each.key}", each.type, each.zh, each.en, each.must)
        for table in kind.tables.values()
        for each in table.columns
    ]
    fields = [
        PaperField(each.key, each.type, each.zh, each.en, each.must)
        for each in kind.fields.values()
    ]
    return PaperKind(
        name, kind.zh, kind.en, name in documents.CASE_KINDS, kind.is_public, kind.is_served,
        (*fields, *columns),
    )  # fmt: skip
