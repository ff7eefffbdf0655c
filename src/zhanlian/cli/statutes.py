"""Statutes: the verbs of ``zhanlian law``: what the law said on a day, and what it says of facts.

keeps  every answer names the edition of the legal data; the program proposes, a person decides
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from zhanlian.cli.face import Face
from zhanlian.cli.options import BROKEN, OK, AsJson, Lang
from zhanlian.terms import Refusal

law = typer.Typer(name="law", no_args_is_help=True)

Parameter = Annotated[str, typer.Argument(metavar="PARAMETER")]
Prefix = Annotated[str, typer.Argument(metavar="[PREFIX]")]
Day = Annotated[str, typer.Option("--on", metavar="DATE")]
FirstDay = Annotated[str, typer.Argument(metavar="DATE1")]
SecondDay = Annotated[str, typer.Argument(metavar="DATE2")]


FactsFile = Annotated[Path, typer.Argument(metavar="FACTS.toml")]
LedgerFile = Annotated[Path, typer.Argument(metavar="LEDGER.toml")]
RegionFile = Annotated[Path | None, typer.Option("--region", metavar="FILE")]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE")]
Person = Annotated[str, typer.Option("--person", metavar="ID")]
OnePerson = Annotated[str, typer.Option("--person", metavar="ID")]
OffenceKey = Annotated[str, typer.Option("--offence", metavar="KEY")]
TierKey = Annotated[str, typer.Option("--tier", metavar="KEY")]


class NoDay(Refusal):
    """A day that is none."""

    code = "ZL-CLI-006"

    def __init__(self, said: str) -> None:
        super().__init__(
            f"{said!r} is not a day.",
            where="command line",
            why="days are written year-month-day",
            do_next="write it like 2023-09-12",
        )


def day(said: str) -> date:
    """The day said, or a refusal."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise NoDay(said) from None


@law.command("list")
def list_(prefix: Prefix = "", as_json: AsJson = False, lang: Lang = "") -> None:
    """List the legal parameters."""
    from zhanlian.cli.screens.law import draw_list
    from zhanlian.law import law_book

    face = Face(lang=lang, as_json=as_json)
    book = law_book()
    found = [each for name, each in book.parameters.items() if name.startswith(prefix)]
    rows = [
        {"parameter": each.name, "zh": each.question_zh, "en": each.question_en} for each in found
    ]
    body = {"version": book.version, "parameters": rows}
    face.show("law_list/1", body, lambda face: draw_list(face, body))


@law.command()
def explain(parameter: Parameter, on: Day = "", as_json: AsJson = False, lang: Lang = "") -> None:
    """Say a parameter's value on a day, its history and its source."""
    from zhanlian.cli.screens.law import draw_explained
    from zhanlian.law import law_book, plain_instrument, plain_value

    face = Face(lang=lang, as_json=as_json)
    book = law_book()
    found = book.parameter(parameter)
    rows = [each for each in found.values if not on or each.covers(day(on))]
    if on and not rows:
        book.value(parameter, on=day(on))  # refuses, naming the day
    sources = {cite.source: book.instruments[cite.source] for each in rows for cite in each.cites}
    body = {
        "version": book.version,
        "parameter": found.name,
        "zh": found.question_zh,
        "en": found.question_en,
        "unit": found.unit.value,
        "counts": found.counts,
        "picked_by": found.picked_by,
        "on": on,
        "values": [plain_value(each) for each in rows],
        "instruments": [plain_instrument(each) for each in sources.values()],
    }
    face.show("law_value/1", body, lambda face: draw_explained(face, body, rows))


@law.command()
def diff(first: FirstDay, second: SecondDay, as_json: AsJson = False, lang: Lang = "") -> None:
    """Say what changed in the law between two days."""
    from zhanlian.cli.screens.law import draw_changes
    from zhanlian.law import changes_between, law_book, plain_change

    face = Face(lang=lang, as_json=as_json)
    book = law_book()
    changes = changes_between(book, day(first), day(second))
    body = {
        "version": book.version,
        "first_on": first,
        "second_on": second,
        "changes": [plain_change(each) for each in changes],
    }
    face.show("law_diff/1", body, lambda face: draw_changes(face, changes))


@law.command()
def assess(
    facts: FactsFile, on: Day = "", region: RegionFile = None, as_json: AsJson = False,
    lang: Lang = "",
) -> None:  # fmt: skip
    """Say which offences the facts may come to, with reasons, doubts and gaps."""
    from zhanlian.cli.screens.law import draw_lines
    from zhanlian.law import assess as assess_facts
    from zhanlian.law import law_book, offences

    face = Face(lang=lang, as_json=as_json)
    book = law_book() if region is None else offences.read_province(region, law=law_book())
    found = assess_facts(facts, on=day(on) if on else None, law=book)
    body = {"assessment": offences.plain_assessment(found)}
    lines = offences.assessment_lines(found, face.words.lang, law=book)
    face.show("law_assessment/1", body, lambda face: draw_lines(face, lines))


@law.command()
def term(ledger: LedgerFile, as_of: AsOf = "", as_json: AsJson = False, lang: Lang = "") -> None:
    """Say when a term ends, what moved it, and what may still be granted."""
    from zhanlian.cli.screens.law import draw_lines
    from zhanlian.law import clocks, law_book

    face = Face(lang=lang, as_json=as_json)
    as_of_on = day(as_of) if as_of else None
    state = clocks.compute(clocks.read_ledger(ledger), law=law_book(), as_of=as_of_on)
    body = {"version": law_book().version, "term": clocks.clock_values(state)}
    lines = clocks.clock_lines(state, face.words.lang)
    face.show("law_term/1", body, lambda face: draw_lines(face, lines))


@law.command()
def sentence(
    facts: FactsFile, person: Person, offence: OffenceKey, tier: TierKey, region: RegionFile = None,
    as_json: AsJson = False, lang: Lang = "",
) -> None:  # fmt: skip
    """Lay out a sentencing recommendation: ranges, factors in order, the package beside."""
    from zhanlian.cli.screens.law import draw_lines
    from zhanlian.law import law_book, read_situation, sentencing

    face = Face(lang=lang, as_json=as_json)
    situation, book = read_situation(facts), law_book()
    who = situation.person(person)
    charge = sentencing.charge_of(situation, who, offence=offence, tier=tier, law=book)
    if region is not None:
        charge = charge.in_province(sentencing.read_province_table(region))
    answer = sentencing.worksheet(charge)
    body = {"version": book.version, "worksheet": sentencing.plain_worksheet(answer)}
    lines = sentencing.worksheet_lines(answer, face.words.lang)
    face.show("law_worksheet/1", body, lambda face: draw_lines(face, lines))


@law.command()
def linkage(
    facts: FactsFile, person: OnePerson = "", as_json: AsJson = False, lang: Lang = ""
) -> None:
    """Say what administrative law adds: referral, penalty, exit ban, joint discipline."""
    from zhanlian.cli.screens.law import draw_lines
    from zhanlian.law import law_book, read_situation
    from zhanlian.law import linkage as rules

    face = Face(lang=lang, as_json=as_json)
    situation, book = read_situation(facts), law_book()
    people = (situation.person(person),) if person else situation.persons
    found = [rules.linkage_answers(rules.matter_of(situation, each, book)) for each in people]
    body = {"linkage": [rules.plain_linkage(each) for each in found]}
    lines = [line for each in found for line in rules.linkage_lines(each, face.words.lang)]
    face.show("law_linkage/1", body, lambda face: draw_lines(face, lines))


@law.command("check")
def check_data(as_json: AsJson = False, lang: Lang = "") -> None:
    """Check the legal data: citations, dates, doubts, both languages."""
    from zhanlian.cli.screens.law import draw_faults
    from zhanlian.law import check_law, law_book

    face = Face(lang=lang, as_json=as_json)
    book = law_book()
    faults = check_law(book)
    rows = [row for each in book.parameters.values() for row in each.values]
    body = {
        "version": book.version,
        "parameter_count": len(book.parameters),
        "value_count": len(rows),
        "instrument_count": len(book.instruments),
        "standings": dict(Counter(row.standing.value for row in rows)),
        "faults": faults,
    }
    face.show("law_check/1", body, lambda face: draw_faults(face, body, faults))
    raise typer.Exit(BROKEN if faults else OK)
