"""Drafts: a transfer letter and a prosecutorial opinion (检察意见书), as data for a document.

in     texts with their evidence for the fields a person filled, a referral, a proposed penalty
out    ``Draft``: every field in its order, each filled or visibly blank
keeps  nothing is invented: a field nobody filled is blank; seals, signatures and numbers are
       always blank; a text for a field that does not exist is refused
law    State Council Decree 310 art. 6; 高检发释字〔2021〕4号
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from zhanlian.law.answers import Answer, Step
from zhanlian.law.book import LawBook
from zhanlian.law.linkage.grades import Penalty
from zhanlian.law.linkage.matter import FIGURES, coded
from zhanlian.law.linkage.refusals import UnknownField
from zhanlian.law.naming import provisions_of
from zhanlian.law.saying import say, word
from zhanlian.law.values import Value

__all__ = [
    "Draft",
    "DraftField",
    "DraftText",
    "ReplyRule",
    "draft_lines",
    "opinion_draft",
    "referral_draft",
]

BLANK = "＿＿＿＿＿＿"
SIGNS = ("document_number", "signature", "seal", "date")
EVIDENCE_LIST = "evidence_list"
LEGAL_BASIS = "legal_basis"
REPLY = "reply_due"
REPLY_CLOCK = "cn.procedure.linkage.opinion_reply"


@dataclass(frozen=True, slots=True)
class DraftText:
    """What a person wrote for a field, with the ids of its evidence."""

    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftField:
    """One field. ``text`` is None where nobody filled it: it stays blank and is shown so."""

    key: str
    text: str | None
    evidence: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether a person still has to fill it."""
        return self.text is None


@dataclass(frozen=True, slots=True)
class ReplyRule:
    """When the receiver answers: a dated term counted from an event, never a made-up day."""

    value: Value
    starts_at: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A document to be: fields in order, grounds, proposals, and what only a person adds."""

    document: str
    fields: tuple[DraftField, ...]
    grounds: tuple[Step, ...]
    proposals: tuple[Step, ...]
    asks: tuple[Step, ...]
    reply: ReplyRule | None
    signs: tuple[str, ...]
    law_version: str

    @property
    def blanks(self) -> tuple[str, ...]:
        """Keys of the fields that are still blank."""
        return tuple(each.key for each in self.fields if each.is_blank)


Given = Mapping[str, DraftText]


def referral_draft(given: Given, *, on: date, law: LawBook) -> Draft:
    """A letter that transfers a suspected crime to the police."""
    fields = law.value(f"{FIGURES}transfer.forward.letter_fields", on=on)
    papers = law.value(f"{FIGURES}transfer.forward.papers", on=on)
    barred = law.value(f"{FIGURES}transfer.forward.no_fine_instead", on=on)
    grounds = (
        Step("linkage.draft.papers", {"papers": coded(*papers.items)}, (papers,)),
        Step("linkage.referral.no_fine_instead", {}, (barred,)),
    )
    made = _draft("transfer_letter", fields, given, law)
    return replace(made, grounds=(*grounds, *made.grounds))


def opinion_draft(
    given: Given, *, on: date, law: LawBook, penalty: Answer[Penalty] | None = None
) -> Draft:
    """A prosecutorial opinion after non-prosecution; ``penalty`` adds what the law threatens.

    The treatment asked for stays a person's text: a proposal is shown beside it, never in it.
    """
    fields = law.value(f"{FIGURES}transfer.reverse.opinion_fields", on=on)
    approved = law.value(f"{FIGURES}transfer.reverse.approved_by", on=on)
    papers = law.value(f"{FIGURES}transfer.reverse.papers", on=on)
    rule = ReplyRule(law.value(REPLY_CLOCK, on=on), "opinion_received")
    grounds = (
        Step("linkage.draft.papers", {"papers": coded(*papers.items)}, (papers,)),
        Step("linkage.draft.approval", {"approver": coded(str(approved.value))}, (approved,)),
        Step("linkage.draft.reply", {"months": rule.value.number}, (rule.value,)),
    )
    made = _draft("prosecutorial_opinion", fields, given, law)
    made = replace(made, grounds=(*grounds, *made.grounds), reply=rule)
    if penalty is None:
        return made
    return replace(made, proposals=_proposals(penalty), asks=penalty.asks)


def _draft(document: str, fields: Value, given: Given, law: LawBook) -> Draft:
    """The fields, each filled or blank; refuses a text without a field."""
    for key in given:
        if key not in fields.items:
            raise UnknownField(key, document=document, fields=fields.items)
    listed = tuple(dict.fromkeys(each for said in given.values() for each in said.evidence))
    return Draft(
        document=document,
        fields=tuple(_field(key, given, listed) for key in fields.items),
        grounds=(Step("linkage.draft.fields", {}, (fields,)),),
        proposals=(),
        asks=(),
        reply=None,
        signs=SIGNS,
        law_version=law.version,
    )


def _field(key: str, given: Given, listed: tuple[str, ...]) -> DraftField:
    """A field as given; the evidence list is drawn from what the other fields rest on."""
    said = given.get(key)
    if said is not None:
        return DraftField(key, said.text.strip() or None, said.evidence)
    if key == EVIDENCE_LIST and listed:
        return DraftField(key, "; ".join(listed), listed)
    return DraftField(key, None)


def _proposals(penalty: Answer[Penalty]) -> tuple[Step, ...]:
    steps = list(penalty.because)
    for reading in penalty.readings:
        steps += reading.because
    return tuple(steps)


def draft_lines(draft: Draft, lang: str) -> list[str]:
    """The draft for reading: filled and blank fields, grounds, proposals, places to sign."""
    colon = word("linkage.draft.colon", lang)
    lines = [word(f"linkage.code.{draft.document}", lang), word("linkage.draft.is_draft", lang)]
    for each in draft.fields:
        label = word(f"linkage.field.{each.key}", lang)
        lines.append(f"{label}{colon}{_shown(each, draft, lang)}")
    lines.append(word("linkage.draft.grounds", lang))
    lines += [f"  {say(step, lang)} {_cited(step, lang)}".rstrip() for step in draft.grounds]
    if draft.proposals:
        lines.append(word("linkage.draft.proposals", lang))
        lines += [f"  {say(step, lang)} {_cited(step, lang)}".rstrip() for step in draft.proposals]
    lines += [f"  {word('linkage.draft.asked', lang)}{say(step, lang)}" for step in draft.asks]
    lines += [f"{word(f'linkage.field.{key}', lang)}{colon}{BLANK}" for key in draft.signs]
    return lines


def _shown(field: DraftField, draft: Draft, lang: str) -> str:
    """The text, or a visible blank; the reply term and the grounds point to their lines."""
    if field.text is not None:
        return field.text
    if field.key == REPLY and draft.reply is not None:
        facts = {"months": draft.reply.value.number}
        return f"{BLANK} {word('linkage.draft.reply', lang).format(**facts)}"
    if field.key == LEGAL_BASIS:
        return f"{BLANK} {word('linkage.draft.see_grounds', lang)}"
    return f"{BLANK} {word('linkage.draft.blank', lang)}"


def _cited(step: Step, lang: str) -> str:
    named = provisions_of(step, lang)
    return f"[{named}]" if named else ""
