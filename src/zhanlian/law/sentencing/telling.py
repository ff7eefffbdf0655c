"""Telling: a worksheet as lines for people, and as plain values for storing.

in     ``Answer[Worksheet]``
out    lines in Chinese or English; a dictionary for JSON
keeps  each line says its range before and after, its provision, its doubt; the result is a range
       inside the statute's; open questions, missing facts and blanks to sign stand at the end
"""

from collections.abc import Iterator
from typing import Any

from zhanlian.law.answers import Answer, Proof, Step
from zhanlian.law.naming import grounded
from zhanlian.law.plain import plain, plain_answer
from zhanlian.law.saying import say, word
from zhanlian.law.sentencing.interval import Interval, shown
from zhanlian.law.sentencing.starting import Line
from zhanlian.law.sentencing.worksheet import Worksheet

__all__ = ["plain_worksheet", "worksheet_lines"]

BLANK = "＿＿＿＿＿＿"


def worksheet_lines(answer: Answer[Worksheet], lang: str) -> list[str]:
    """The worksheet, or each of its readings, for reading."""
    if answer.value is not None:
        return list(_told(answer.value, lang))
    lines = [say(step, lang) for step in answer.because]
    for number, reading in enumerate(answer.readings, start=1):
        lines += [_filled("reading", lang, number=number), *_told(reading.value, lang)]
    return lines


def _filled(key: str, lang: str, **facts: object) -> str:
    return word(f"sentencing.sheet.{key}", lang).format(**facts)


def _told(sheet: Worksheet, lang: str) -> Iterator[str]:
    offence = word(f"offence.{sheet.offence}", lang)
    yield _filled("title", lang, offence=offence, person=sheet.person_id or "?")
    yield _filled("draft", lang)
    yield from (_line(number, each, lang) for number, each in enumerate(sheet.lines, start=1))
    for each in sheet.replaced:
        yield f"  {_filled('replaced', lang)}{grounded(each.step, lang)}"
    for each in sheet.unquantified:
        yield f"  {_filled('unquantified', lang)}{grounded(each.step, lang)}"
    yield from _results(sheet, lang)
    yield _filled("package", lang)
    for key, answer in sheet.package.parts:
        yield f"{word(f'sentencing.part.{key}', lang)}"
        yield from (f"  {_marked(step, lang)}" for step in answer.because)
    yield from (grounded(step, lang) for step in sheet.notes)
    yield from (f"{_filled('asked', lang)}{say(step, lang)}" for step in sheet.asks)
    if sheet.missing:
        names = word("said.semicolon", lang).join(_fact_name(key, lang) for key in sheet.missing)
        yield f"{_filled('missing', lang)}{names}"
    yield _filled("law", lang, version=sheet.law_version)
    yield from (f"{word(f'sentencing.sign.{key}', lang)}{BLANK}" for key in sheet.signs)


def _line(number: int, line: Line, lang: str) -> str:
    """One step: its number, its range before and after, its sentence and its ground."""
    before = _filled("start", lang) if line.before is None else shown(line.before)
    months = _filled("months", lang, before=before, after=shown(line.after))
    return f"{number}. {months} {grounded(line.step, lang)}"


def _results(sheet: Worksheet, lang: str) -> Iterator[str]:
    """The proposed range, never by itself: beside the statute's and what could raise it."""
    yield _filled("result", lang, months=_from_to(sheet.result, lang),
                  statutory=_from_to(sheet.statutory, lang),
                  kinds=_list(sheet.kinds, lang))  # fmt: skip
    if sheet.result_if_raised is not None:
        yield _filled("raised", lang, months=_from_to(sheet.result_if_raised, lang))
    yield _filled("person_decides", lang)


def _from_to(months: Interval, lang: str) -> str:
    low, high = (shown(Interval(end, end)) for end in (months.low, months.high))
    return _filled("from_to", lang, low=low, high=high)


def _list(codes: tuple[str, ...], lang: str) -> str:
    return word("said.comma", lang).join(word(f"sentencing.code.{code}", lang) for code in codes)


def _fact_name(key: str, lang: str) -> str:
    return word(
        "sentencing.code.province_table" if key == "province_table" else f"fact.{key}", lang
    )


def _marked(step: Step, lang: str) -> str:
    mark = "" if step.proof is None else f"[{_proof(step.proof, lang)}] "
    return f"{mark}{grounded(step, lang)}"


def _proof(proof: Proof, lang: str) -> str:
    return word(f"sentencing.proof.{proof.value}", lang)


def plain_worksheet(answer: Answer[Worksheet]) -> dict[str, Any]:
    """The worksheet as plain values: exact text for months, sentences in both languages."""
    return plain_answer(answer, _plain_sheet)


def _plain_sheet(sheet: Worksheet) -> dict[str, Any]:
    found: dict[str, Any] = plain(sheet)
    found["package"] = {
        "scope": list(sheet.package.scope),
        **{key: plain_answer(part) for key, part in sheet.package.parts},
    }
    return found
