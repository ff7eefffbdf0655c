"""From law: a transfer letter, a prosecutorial opinion and an assessment as drafts of documents.

in     what ``zhanlian.law`` drafted or assessed
out    ``Draft``
keeps  fields, blanks and grounds are those of the law room; a proposal stands beside the
       opinion, never in it
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhanlian.law import LawBook, Step, linkage, offences, provisions_of, say
from zhanlian.reports.documents.draft import Draft, Given, Row
from zhanlian.reports.documents.kinds import read_kind

__all__ = ["draft_of_assessment", "drafts_of_linkage"]

ZH = "zh"  # documents are written in the language they are served in
EVIDENCE = "evidence:"
BETWEEN = "; "
INDENT, WIDE_SPACE = "  ", "\u3000"
REPLY = "reply_due"


def drafts_of_linkage(said: linkage.Draft, *, on: date) -> tuple[Draft, ...]:
    """A transfer letter or a prosecutorial opinion, and hints beside it where there are any."""
    fields = {each.key: _field(each) for each in said.fields}
    if said.reply is not None and fields[REPLY].is_blank:
        fields[REPLY] = _reply(said)
    letter = Draft(said.document, on, fields=fields, tables={"reasoning": step_rows(said.grounds)})
    if not said.proposals and not said.asks:
        return (letter,)
    return (letter, _hints(said, on))


def _hints(said: linkage.Draft, on: date) -> Draft:
    return Draft(
        "law_hints", on, name=said.document,
        fields={
            "document": Given(read_kind(said.document).zh),
            "law_version": Given(said.law_version),
        },
        tables={"proposals": step_rows((*said.proposals, *said.asks))},
    )  # fmt: skip


def draft_of_assessment(
    found: offences.Assessment, *, on: date, law: LawBook | None = None
) -> Draft:
    """What the facts of a situation may come to, line by line."""
    lines = offences.assessment_lines(found, ZH, law=law)
    return Draft(
        "law_assessment", on,
        fields={
            "situation": Given(found.title or found.situation_id, f"facts:{found.situation_id}"),
            "law_version": Given(found.law_version),
        },
        tables={"statements": [{"said": Given(_indented(line))} for line in lines if line]},
    )  # fmt: skip


def step_rows(steps: Sequence[Step]) -> list[Row]:
    """Steps as sentences with their provisions and the evidence behind them."""
    return [
        {
            "said": Given(say(step, ZH), _evidence(step.evidence)),
            "provision": Given(provisions_of(step, ZH)),
        }
        for step in steps
    ]


def _field(said: linkage.DraftField) -> Given:
    return Given(said.text, _evidence(said.evidence))


def _evidence(ids: Sequence[str]) -> str:
    return EVIDENCE + BETWEEN.join(ids) if ids else ""


def _reply(said: linkage.Draft) -> Given:
    """The term of the reply, in the law's words; its day is counted from the receipt."""
    assert said.reply is not None, "asked only where there is a term"
    step = Step("linkage.draft.reply", {"months": said.reply.value.number}, (said.reply.value,))
    return Given(say(step, ZH), f"law:{said.reply.value.parameter}")


def _indented(line: str) -> str:
    """Leading blanks as wide ones: a word processor drops the others."""
    bare = line.lstrip()
    return WIDE_SPACE * ((len(line) - len(bare)) // len(INDENT)) + bare
