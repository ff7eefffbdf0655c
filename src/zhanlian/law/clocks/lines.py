"""Lines: a term's state as text for people, and as plain values for JSON.

in     ``ClockState`` and a language
out    lines in Chinese or English; a dictionary of plain values
keeps  what moved the end is printed step by step with its provisions; a doubt or a convention is
       said beside the step that rests on it; both readings are shown, never one of them
"""

from typing import Any

from zhanlian.law.answers import Step
from zhanlian.law.clocks.course import Move, said_span
from zhanlian.law.clocks.points import Point, Span
from zhanlian.law.clocks.state import ClockState, Possible
from zhanlian.law.naming import cited
from zhanlian.law.plain import plain_step
from zhanlian.law.saying import say, word
from zhanlian.law.values import Value

__all__ = ["clock_lines", "clock_values"]


def clock_lines(state: ClockState, lang: str) -> list[str]:
    """The state of a term, one fact per line."""
    kind = state.ledger.kind
    lines = [
        _line("clocks.line.status", lang, clock=kind.name, status=f"clocks.status.{state.status}")
    ]
    if state.ledger.id:
        lines[0] += f" [{state.ledger.id}]"
    lines += _ends(state, lang)
    if state.moves:
        lines.append(word("clocks.line.moved", lang))
        lines += [f"  {number}. {line}" for number, line in enumerate(_moved(state, lang), 1)]
    lines += [f"  {_told(step, lang)}" for step in state.notes]
    if state.balance is not None:
        unit = f"clocks.unit.{state.balance.unit}"
        lines.append(_line("clocks.line.balance", lang, used=state.balance.used,
                           left=state.balance.left, unit=unit))  # fmt: skip
    lines += [_possible(each, lang) for each in state.possible]
    for opened in state.opened:
        lines += [f"  > {line}" for line in clock_lines(opened, lang)]
    lines += [word("clocks.line.asks", lang) + _told(step, lang) for step in state.asks]
    if state.status not in {"queued", "not_started"}:
        lines.append(_line("clocks.line.then", lang, then=f"{kind.name}.then"))
    return lines


def _line(key: str, lang: str, **facts: object) -> str:
    return say(Step(key, facts), lang)


def _ends(state: ClockState, lang: str) -> list[str]:
    """The end or its readings, the day to work by, and reminders."""
    lines = []
    if len(state.ends) == 1:
        lines.append(_line("clocks.line.end", lang, end=str(state.ends[0])))
    elif state.ends:
        ends = tuple(map(str, state.ends))
        lines.append(_line("clocks.line.readings", lang, ends=ends))
    if state.work_by is not None and state.work_by != state.end:
        lines.append(_line("clocks.line.work_by", lang, work_by=str(state.work_by)))
    if state.free_from is not None:
        lines.append(_line("clocks.line.free_from", lang, free_from=str(state.free_from)))
    if state.alerts:
        lines.append(_line("clocks.line.alerts", lang, alerts=tuple(map(str, state.alerts))))
    if state.late_days:
        lines.append(_line("clocks.line.late", lang, days=state.late_days))
    return lines


def _moved(state: ClockState, lang: str) -> list[str]:
    """Every step that set or moved the end; each reading's own steps after the shared ones."""
    moves: list[Move] = [*state.moves]
    for _, own in state.readings:
        moves += own
    return [_told(move.step, lang) for move in moves]


def _told(step: Step, lang: str) -> str:
    """The sentence, its provisions, and the doubts of what it rests on."""
    cites = dict.fromkeys([*step.cites, *(c for row in step.rests_on for c in row.cites)])
    marks = [mark for row in step.rests_on for mark in _marks(row, lang)]
    told = f" ({cited(cites, lang)})" if cites else ""
    return say(step, lang) + told + "".join(f" {mark}" for mark in dict.fromkeys(marks))


def _marks(row: Value, lang: str) -> list[str]:
    marks = [] if row.is_law else [word("said.convention", lang)]
    if row.doubt is not None:
        marks.append(row.doubt.zh if lang == "zh" else row.doubt.en)
    return marks


def _possible(each: Possible, lang: str) -> str:
    """One extension still allowed: its condition, length, body and last day for the request."""
    key = "clocks.line.possible" if each.span is not None else "clocks.line.possible_open"
    facts = {
        "when": each.when,
        "level": each.level or "clocks.line.nobody",
        "latest": str(each.latest),
        "span": () if each.span is None else said_span(each.span),
    }
    line = say(Step(key, facts), lang)
    if each.opens is not None:
        line += _line("clocks.line.opens", lang, opens=str(each.opens))
    cites = dict.fromkeys(cite for row in each.rests_on for cite in row.cites)
    return f"{line} ({cited(cites, lang)})" if cites else line


# --- plain values -----------------------------------------------------------------------------


def clock_values(state: ClockState) -> dict[str, Any]:
    """The state as plain values: days and moments as text, steps with both languages."""
    return {
        "clock": state.ledger.kind.key,
        "id": state.ledger.id,
        "status": state.status.value,
        "version": state.version,
        "calendar": state.calendar,
        "as_of": _point(state.as_of),
        "start": _point(state.start),
        "granted": [_span(span) for span in state.granted],
        "nominal": _point(state.nominal),
        "end": _point(state.end),
        "readings": [
            {"end": str(point), "moves": [_move(move) for move in moves]}
            for point, moves in state.readings
        ],
        "work_by": _point(state.work_by),
        "free_from": _point(state.free_from),
        "alerts": [str(each) for each in state.alerts],
        "moves": [_move(move) for move in state.moves],
        "notes": [plain_step(step) for step in state.notes],
        "asks": [plain_step(step) for step in state.asks],
        "missing": [] if state.answer is None else list(state.answer.missing),
        "balance": _balance(state),
        "possible": [_possible_values(each) for each in state.possible],
        "opened": [clock_values(each) for each in state.opened],
        "closed": None if state.closed is None else str(state.closed.point),
        "late_days": state.late_days,
    }


def _point(point: Point | None) -> str | None:
    return None if point is None else str(point)


def _span(span: Span | None) -> dict[str, int] | None:
    return None if span is None else {unit: number for number, unit in said_span(span)}


def _move(move: Move) -> dict[str, Any]:
    return {
        "before": _point(move.before),
        "after": _point(move.after),
        "because": plain_step(move.step),
    }


def _balance(state: ClockState) -> dict[str, Any] | None:
    if state.balance is None:
        return None
    return {"unit": state.balance.unit, "used": state.balance.used, "left": state.balance.left}


def _possible_values(each: Possible) -> dict[str, Any]:
    return {
        "key": each.key,
        "when": {lang: word(each.when, lang) for lang in ("zh", "en")},
        "adds": _span(each.span),
        "level": each.level.removeprefix("level."),
        "latest": str(each.latest),
        "opens": _point(each.opens),
    }
