"""Telling: an assessment as text for people, in Chinese or English.

in     an ``Assessment`` and a language
out    lines of text
keeps  every figure stands with its provision and its doubt; a reading is never shown alone;
       the first lines say that the text proposes and a person decides
"""

from collections.abc import Iterator

from zhanlian.law.answers import Proof, Step
from zhanlian.law.book import LawBook, law_book
from zhanlian.law.offences.elements import ElementFound
from zhanlian.law.offences.naming import cited, penalty_words, told
from zhanlian.law.offences.options import OptionFound
from zhanlian.law.offences.results import Assessment, PersonAssessed, Placement, Proposal
from zhanlian.law.saying import word

__all__ = ["assessment_lines"]

INDENT = "  "


def assessment_lines(assessment: Assessment, lang: str, *, law: LawBook | None = None) -> list[str]:
    """The assessment, line by line; every person and every offence proposed."""
    teller = _Teller(lang, law or law_book())
    lines = [
        teller.head("title", title=assessment.title or assessment.situation_id),
        teller.head(
            "days",
            act_from_on=assessment.act_from_on,
            act_to_on=assessment.act_to_on,
            judged_on=assessment.judged_on,
            version=assessment.law_version,
        ),
        teller.head("proposes"),
    ]
    for person in assessment.persons:
        lines += ["", *teller.person(person)]
    if assessment.joined:
        lines += ["", *teller.block("joined", assessment.joined, depth=0)]
    return lines


class _Teller:
    """Says parts of an assessment in one language."""

    def __init__(self, lang: str, law: LawBook) -> None:
        self.lang = lang
        self.law = law

    def head(self, key: str, **facts: object) -> str:
        """A line of the frame."""
        return told(Step(f"telling.{key}", facts), self.lang)

    def line(self, step: Step, depth: int) -> str:
        """A step with its mark, its provisions, its doubts and its evidence."""
        mark = "" if step.proof is None else word(f"proof.{step.proof}", self.lang) + " "
        cites = cited(step, self.law, self.lang)
        doubts = [value.doubt for value in step.rests_on if value.doubt is not None]
        said = [doubt.zh if self.lang == "zh" else doubt.en for doubt in dict.fromkeys(doubts)]
        parts = [
            f"{INDENT * depth}{mark}{told(step, self.lang)}",
            f"[{cites}]" if cites else "",
            self.head("doubt", doubt=" ".join(said)) if said else "",
            self.head("evidence", ids=step.evidence) if step.evidence else "",
        ]
        return " ".join(part for part in parts if part)

    def block(self, key: str, steps: tuple[Step, ...], depth: int) -> Iterator[str]:
        """A heading and its steps; nothing where there are none."""
        if steps:
            yield INDENT * depth + self.head(key)
            for step in steps:
                yield self.line(step, depth + 1)

    def person(self, person: PersonAssessed) -> Iterator[str]:
        """One person."""
        roles = tuple(f"role.{role}" for role in person.roles) or None
        yield self.head("person", person=person.person_id, roles=roles)
        yield from self.block("part", person.part, 1)
        for proposal in person.proposals:
            yield from self.proposal(proposal)
        if person.not_examined:
            names = tuple(f"offence.{key}" for key in person.not_examined)
            yield INDENT + self.head("not_examined", offences=names)
        yield from self.block("together", person.together, 1)
        for each in person.competent:
            yield INDENT + self.head("competent", place=each.place)
            yield from (self.line(step, 2) for step in each.grounds)
        yield from self.block("place", person.place, 1)
        yield from self.block("proof_rules", person.proof, 1)

    def proposal(self, proposal: Proposal) -> Iterator[str]:
        """One offence of one person."""
        yield INDENT + self.head(
            "offence",
            offence=f"offence.{proposal.offence}",
            article=cited(Step("", cites=(proposal.article,)), self.law, self.lang),
            outcome=f"outcome.{proposal.outcome}",
        )
        for placement in proposal.placements:
            yield INDENT * 2 + self._placement(placement, proposal)
        yield INDENT * 2 + self.head("elements")
        for element in proposal.elements:
            yield self._element(element, proposal)
        steps = proposal.answer.because or _reading_steps(proposal)
        shown = tuple(step for step in steps if step.proof is not Proof.UNPROVEN)
        yield from self.block("because", shown, 2)
        yield from self.block("asks", proposal.asks, 2)
        yield from self._gaps(proposal)
        yield from self._rest(proposal)

    def _placement(self, placement: Placement, proposal: Proposal) -> str:
        number = proposal.placements.index(placement) + 1
        key = "tier" if len(proposal.placements) == 1 else "reading"
        placed = placement.placed
        if not placed.tier:
            return self.head(f"{key}_none", number=number)
        penalty = placement.penalty
        return self.head(
            key,
            number=number,
            tier=f"tier.{placed.tier}",
            form=f"form.{placed.form}",
            penalty=penalty_words(penalty, self.lang) if penalty else None,
        )

    def _element(self, element: ElementFound, proposal: Proposal) -> str:
        own = f"element.{proposal.offence}.{element.key}"
        name = "telling.statute" if element.key == "statute" else own
        key = "element" if element.is_needed else "element_for_completion"
        mark = word(f"proof.{element.proof}", self.lang)
        line = f"{INDENT * 3}{mark} {self.head(key, element=name)}"
        if element.evidence:
            line += " " + self.head("evidence", ids=element.evidence)
        return line

    def _gaps(self, proposal: Proposal) -> Iterator[str]:
        if not proposal.gaps:
            return
        yield INDENT * 2 + self.head("gaps")
        for fact in dict.fromkeys(gap.fact for gap in proposal.gaps):
            changes = tuple(
                f"tier.{gap.key}" if gap.changes == "tier"
                else f"element.{proposal.offence}.{gap.key}"
                for gap in proposal.gaps if gap.fact == fact
            )  # fmt: skip
            yield INDENT * 3 + self.head("gap", asked=f"fact.{fact}", changes=changes)

    def _rest(self, proposal: Proposal) -> Iterator[str]:
        if proposal.limit is not None:
            yield from self.block("limit", proposal.limit.because, 2)
        yield from self.block("routes", tuple(each.step for each in proposal.routes), 2)
        yield from self._options("notes", proposal.notes)
        yield from self._options("leniency", proposal.leniency)
        yield from self._options("administrative", proposal.administrative)

    def _options(self, key: str, options: tuple[OptionFound, ...]) -> Iterator[str]:
        if options:
            yield INDENT * 2 + self.head(key)
        for each in options:
            yield self.line(each.step, 3)
            if each.missing:
                asked = tuple(f"fact.{fact}" for fact in each.missing)
                yield INDENT * 4 + self.head("needs", asked=asked)


def _reading_steps(proposal: Proposal) -> tuple[Step, ...]:
    """Steps of all readings, each once."""
    steps: list[Step] = []
    for reading in proposal.answer.readings:
        steps += [step for step in reading.because if step not in steps]
    return tuple(steps)
